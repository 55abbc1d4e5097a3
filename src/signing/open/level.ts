import type { Certificate } from '../certificates/read-certificate';
import type { Level } from '../verify/report';
import { findAnyPath, type Path } from './cms/path';
import { isSelfIssued } from './cms/revocation';
import type { ForeignToken } from './cms/token';
import type { ReadSignature } from './signature';
import { readStore, type OpenStore } from './store';
import type { JudgedStamp, Scales } from './placed';

/**
 * The level of ETSI EN 319 142-1 6.1 whose parts are there and fit; null for a signature that is not PAdES. Whether anyone
 * trusts them is told apart.
 */
export function levelOf(
  read: ReadSignature,
  path: Path | null,
  tokens: readonly ForeignToken[],
  after: readonly JudgedStamp[],
  { anchors, store, now }: Scales,
): Level | null {
  if (!read.pades || !path) return null;
  const stamped = [...tokens, ...after.map(({ token }) => token)].filter(({ intact }) => intact);
  if (stamped.length === 0) return 'B-B';
  if (!store || !isProven(path.certificates, store, anchors)) return 'B-T';
  const authorities = tokens.every(({ certificate, pool, time }) => {
    if (!certificate) return false;
    const found = findAnyPath(certificate, [...pool, ...store.certificates], anchors, time ?? now);
    return isProven(found.certificates, store, anchors);
  });
  if (!authorities) return 'B-T';
  const sealed = after.some(({ token, placed }) => token.intact && readStore(placed.view) !== null);
  return sealed ? 'B-LTA' : 'B-LT';
}

/** For every certificate below the top the store holds an answer of its issuer. */
function isProven(path: readonly Certificate[], store: OpenStore, anchors: readonly Certificate[]): boolean {
  const last = path.at(-1);
  const ends = last !== undefined && (isSelfIssued(last) || anchors.some(({ raw }) => raw.equals(last.raw)));
  return (
    ends &&
    path.every((certificate, index) => {
      const issuer = path[index + 1];
      return !issuer || store.proofs.some((proof) => proof(certificate, issuer) !== null);
    })
  );
}
