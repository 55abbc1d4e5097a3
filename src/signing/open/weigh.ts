import { hashBytes } from '../algorithms';
import { addSeconds, type Instant } from '../../domain/time';
import type { Certificate } from '../certificates/read-certificate';
import { HOUR } from '../instant';
import { OID } from '../oids';
import type { Problem, SignatoryInReport, SignatureReport, TimestampReport } from '../verify/report';
import { isForbidden } from './changes/judge';
import { findAnyPath, maySignDocuments, type Path } from './cms/path';
import { adobeProofs, readProofs, withdrawalsIn, type Proof } from './cms/revocation';
import { checkForeignToken, type ForeignToken, type TokenTrust } from './cms/token';
import { levelOf } from './level';
import type { OpenDocument } from './pdf/document';
import { readSignature, type ReadSignature } from './signature';
import { reportToken, textIn } from './stamp';
import type { Placed, Scales } from './placed';

/** One signature: is it intact, who vouches for it as of which moment, what level does it reach, what came after it. */
export function weigh(
  document: OpenDocument,
  placed: Placed,
  scales: Scales,
): { readonly signature: SignatureReport; readonly timestamps: readonly TimestampReport[] } {
  const stored = scales.store?.certificates ?? [];
  const read = readSignature(placed.view, document.bytes, placed.found, placed.range, stored);
  const pool = [...(read.cms?.certificates ?? []), ...stored];
  const after = scales.stamps.filter((stamp) => stamp.placed.range.end > placed.range.end);
  const seenAt = provenTime(after.map(({ token }) => token));
  const tokens = tokensOf(read, { anchors: scales.anchors, pool, proofs: scales.proofs, seenAt });
  const proven = provenTime([...tokens, ...after.map(({ token }) => token)]);
  const path = read.certificate && findAnyPath(read.certificate, pool, scales.anchors, proven ?? scales.now);
  const proofs = proofsOf(read, tokens, scales.proofs);
  const doubts =
    read.broken || !path ? [] : trustProblems(read, path, tokens, proofs, whenMade(placed, proven, scales));
  const own: readonly Problem[] = read.broken ? [read.broken] : [...read.doubts, ...doubts];
  const changed: readonly Problem[] = isForbidden(placed.changes) ? ['unknown-change-after-signing'] : [];
  const intact = read.broken === null && read.certificate !== null;
  return {
    signature: {
      field: placed.found.field,
      signer: read.certificate && describe(read.certificate),
      time: tokens.find((token) => token.intact)?.time ?? read.claimed,
      level: read.broken ? null : levelOf(read, path, tokens, after, scales),
      intact,
      trusted: intact && own.length === 0,
      covers: placed.covers,
      changesAfter: placed.changes,
      problems: [...own, ...changed],
    },
    timestamps: tokens.map((token) => reportToken(placed, token)),
  };
}

function tokensOf({ cms }: ReadSignature, trust: TokenTrust): readonly ForeignToken[] {
  const values = cms?.signer.unsigned.get(OID.signatureTimestamp.toString('hex')) ?? [];
  const signature = cms?.signer.signature ?? Buffer.alloc(0);
  return values.slice(0, 4).map((value) => checkForeignToken(value, (hash) => hashBytes(hash, signature), trust));
}

/** What is proven of the moment at which a signature was made. */
interface Made {
  /** It was signed over a time-stamp of this moment. */
  readonly after: Instant | null;
  /** It stands under a time-stamp of this moment. */
  readonly before: Instant | null;
  readonly now: Instant;
}

function whenMade({ range }: Placed, before: Instant | null, { moments, now }: Scales): Made {
  const signed = moments.filter(({ end }) => end <= range.gap.start).map(({ time }) => time);
  return { after: signed.sort().at(-1) ?? null, before, now };
}

/** The earliest moment that a trusted time-stamp proves. */
export function provenTime(tokens: readonly ForeignToken[]): Instant | null {
  const times = tokens.flatMap(({ intact, trusted, time }) => (intact && trusted && time ? [time] : []));
  return times.sort()[0] ?? null;
}

function proofsOf({ cms }: ReadSignature, tokens: readonly ForeignToken[], stored: readonly Proof[]): readonly Proof[] {
  const brought = [
    ...(cms?.revocation ?? []),
    ...adobeProofs(cms?.signer.signed ?? null),
    ...tokens.flatMap((token) => token.cms?.revocation ?? []),
  ];
  return [...stored, ...readProofs(brought)];
}

function trustProblems(
  read: ReadSignature,
  path: Path,
  tokens: readonly ForeignToken[],
  proofs: readonly Proof[],
  made: Made,
): readonly Problem[] {
  const problems: Problem[] = [];
  const { certificate, claimed } = read;
  if (tokens.some((token) => !token.intact)) problems.push('timestamp-not-intact');
  // Clocks of signers are a little off; an hour is no longer an accident. What nobody vouches for proves no time.
  if (claimed && tokens.some(({ trusted, time }) => trusted && time && addSeconds(time, HOUR) < claimed))
    problems.push('stamped-before-signed');
  const isTooOld = certificate !== null && made.before !== null && made.before < certificate.notBefore;
  if (path.problem) problems.push(path.problem === 'not-valid-then' && isTooOld ? 'not-yet-valid' : path.problem);
  if (certificate && !maySignDocuments(certificate)) problems.push('not-a-signing-certificate');
  // Who is unknown cannot have withdrawn anything either.
  if (path.problem !== 'no-path-to-an-anchor') problems.push(...withdrawalProblems(path, proofs, made));
  return problems;
}

/**
 * EN 319 102-1 5.1.3, table 6: REVOKED only where it is proven that the signature was made after the withdrawal. A time-stamp over
 * it does not prove that, nor does the time that the signer claims.
 */
function withdrawalProblems(path: Path, proofs: readonly Proof[], made: Made): readonly Problem[] {
  const withdrawals = withdrawalsIn(path.certificates, proofs).filter(({ at }) => at <= (made.before ?? made.now));
  const problems: Problem[] = [];
  const own = withdrawals.filter(({ ofIssuer }) => !ofIssuer);
  if (own.length > 0) {
    const isAfter = own.some(({ at }) => made.after !== null && at <= made.after);
    problems.push(isAfter ? 'revoked' : 'revoked-and-time-not-proven');
  }
  if (own.length < withdrawals.length) problems.push('issuer-revoked');
  return problems;
}

const describe = ({ subject, serial }: Certificate): SignatoryInReport => ({
  name: textIn(subject, OID.commonName),
  organisation: textIn(subject, OID.organization),
  organizationIdentifier: textIn(subject, OID.organizationIdentifier),
  mandateReference: textIn(subject, OID.serialNumber),
  certificateSerial: serial.toString('hex'),
});
