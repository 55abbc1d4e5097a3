import { checkSignature } from '../algorithms';
import type { Instant } from '../../domain/time';
import { readDer, readSmallInteger, sequenceOf } from '../der/read';
import { keyOf, OID } from '../oids';
import { oncePer } from '../once-per';
import { KEY_USAGE } from './extensions';
import { extensionOf, type Certificate } from './read-certificate';

type ChainFault = 'no-path-to-an-anchor' | 'not-valid-then' | 'not-allowed-to-issue' | 'unknown-critical-extension';

export type ChainAnswer =
  | { readonly trusted: true; readonly path: readonly Certificate[] }
  | { readonly trusted: false; readonly fault: ChainFault };

/** Whether name and signature fit: `issuedBy`, or what is known of it. */
type Issued = (certificate: Certificate, issuer: Certificate) => boolean;

const LONGEST_PATH = 5;
const UNDERSTOOD = [OID.keyUsage, OID.basicConstraints, OID.extendedKeyUsage].map(keyOf);

/**
 * A path from the certificate up to one of the anchors, through certificates of `pool`, judged as of `at` (RFC 5280 6.1,
 * without name constraints and policies, which are refused when critical). The anchors themselves are trusted as they are.
 */
export function findPath(
  certificate: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
  at: Instant,
  issued: Issued = issuedBy,
): ChainAnswer {
  const path = [certificate];
  for (let last = certificate; path.length <= LONGEST_PATH;) {
    if (isAmong(anchors, last)) return judge(path, at);
    const issuer = issuerAmong(anchors, path, last, issued) ?? issuerAmong(pool, path, last, issued);
    if (!issuer) break;
    path.push(issuer);
    last = issuer;
  }
  return { trusted: false, fault: 'no-path-to-an-anchor' };
}

function isAmong(anchors: readonly Certificate[], certificate: Certificate): boolean {
  for (const anchor of anchors) if (anchor === certificate || anchor.raw.equals(certificate.raw)) return true;
  return false;
}

function issuerAmong(
  candidates: readonly Certificate[],
  path: readonly Certificate[],
  last: Certificate,
  issued: Issued,
): Certificate | null {
  for (const candidate of candidates) if (!path.includes(candidate) && issued(last, candidate)) return candidate;
  return null;
}

function judge(path: readonly Certificate[], at: Instant): ChainAnswer {
  // The anchor at the end is a name and a key that somebody chose to trust (RFC 5280 6.1.1 d): nothing in it is weighed.
  const weighed = path.length > 1 ? path.length - 1 : 1;
  for (let depth = 0; depth < weighed; depth++) {
    const certificate = path[depth];
    const fault = certificate ? faultOf(certificate, depth, at) : null;
    if (fault) return { trusted: false, fault };
  }
  return { trusted: true, path };
}

function faultOf(certificate: Certificate, depth: number, at: Instant): ChainFault | null {
  if (at < certificate.notBefore || at > certificate.notAfter) return 'not-valid-then';
  if (holdsUnknown(certificate)) return 'unknown-critical-extension';
  return depth > 0 && !mayIssue(certificate, depth) ? 'not-allowed-to-issue' : null;
}

const holdsUnknown = oncePer(({ extensions }: Certificate): boolean =>
  [...extensions].some(([type, { critical }]) => critical && !UNDERSTOOD.includes(type)),
);

/** `depth` counts from the end certificate (0): between it and this issuer stand `depth - 1` other issuers. */
const mayIssue = (certificate: Certificate, depth: number): boolean => depth <= reachOf(certificate);

/** The greatest depth at which it may issue; 0 when it may not. */
const reachOf = oncePer((certificate: Certificate): number => {
  const constraints = extensionOf(certificate, OID.basicConstraints);
  if (!constraints || !hasKeyUsage(certificate, KEY_USAGE.keyCertSign)) return 0;
  const [isCa, pathLength] = sequenceOf(readDer(constraints.value));
  if (isCa?.tag !== 0x01 || isCa.content[0] !== 0xff) return 0;
  return pathLength ? readSmallInteger(pathLength) + 1 : Number.POSITIVE_INFINITY;
});

export function hasKeyUsage(certificate: Certificate, bit: number): boolean {
  const usage = extensionOf(certificate, OID.keyUsage);
  if (!usage) return false;
  const octet = readDer(usage.value).content[1 + (bit >> 3)] ?? 0;
  return (octet & (0x80 >> (bit & 7))) !== 0;
}

/** The name and the signature both fit. */
export function issuedBy(
  issued: Pick<Certificate, 'issuer' | 'signatureAlgorithm' | 'content' | 'signature'>,
  issuer: Certificate,
): boolean {
  return (
    issued.issuer.equals(issuer.subject) &&
    checkSignature(issued.signatureAlgorithm, null, issuer.publicKey(), issued.content, issued.signature) === 'right'
  );
}
