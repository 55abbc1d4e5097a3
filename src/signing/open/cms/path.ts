import type { Instant } from '../../../domain/time';
import { hasKeyUsage } from '../../certificates/chain';
import { KEY_USAGE } from '../../certificates/extensions';
import { extensionOf, type Certificate } from '../../certificates/read-certificate';
import { children, expectTag, readDer, readSmallInteger, sequenceOf } from '../../der/read';
import { SigningError } from '../../errors';
import { OID } from '../../oids';
import type { Problem } from '../../verify/report';
import { checkAnySignature } from './algorithms';
import { FOREIGN_OID } from './oids';

export interface Path {
  /** From the certificate up, as far as it could be followed. */
  readonly certificates: readonly Certificate[];
  readonly problem: Problem | null;
}

const LONGEST = 8;
/** Signatures that are checked while looking for a path, so that a bag of look-alikes costs no more. */
const MOST_CHECKS = 60;

// Understood, or without meaning for a path that asks for no particular policy (RFC 5280 6.1).
const UNDERSTOOD = [
  OID.keyUsage,
  OID.basicConstraints,
  OID.extendedKeyUsage,
  OID.certificatePolicies,
  OID.crlDistributionPoints,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  FOREIGN_OID.subjectAlternativeName,
  FOREIGN_OID.issuerAlternativeName,
  FOREIGN_OID.qualifiedStatements,
  FOREIGN_OID.policyMappings,
  FOREIGN_OID.inhibitAnyPolicy,
].map((type) => type.toString('hex'));

/** The best path from a certificate to one of the anchors as of `at` (RFC 5280 6.1); the anchors are trusted as they are. */
export function findAnyPath(
  certificate: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
  at: Instant,
): Path {
  const checks = { left: MOST_CHECKS };
  let longest: readonly Certificate[] = [certificate];
  let fault: Path | null = null;
  const follow = (path: readonly Certificate[], weak: boolean): Path | null => {
    const last = path.at(-1);
    if (!last || path.length > LONGEST) return null;
    if (path.length > longest.length) longest = path;
    if (anchors.some((anchor) => anchor.raw.equals(last.raw))) {
      const problem = pathFault(path, at) ?? (weak ? 'weak-algorithm' : null);
      if (!problem) return { certificates: path, problem: null };
      fault ??= { certificates: path, problem };
      return null;
    }
    for (const issuer of [...anchors, ...pool]) {
      if (path.some((each) => each.raw.equals(issuer.raw))) continue;
      const strength = issuedBy(last, issuer, checks);
      const found = strength && follow([...path, issuer], weak || strength === 'weak');
      if (found) return found;
    }
    return null;
  };
  return follow([certificate], false) ?? fault ?? { certificates: longest, problem: 'no-path-to-an-anchor' };
}

function issuedBy(issued: Certificate, issuer: Certificate, checks: { left: number }): Strength | null {
  if (!issued.issuer.equals(issuer.subject) || checks.left-- <= 0) return null;
  return strengthOf(issued, issuer);
}

type Signed = Pick<Certificate, 'signatureAlgorithm' | 'content' | 'signature'>;
type Strength = 'strong' | 'weak';

/** The signature on a certificate, CRL or OCSP answer is its issuer's, by an algorithm that still counts. */
export const isSignedBy = (issued: Signed, issuer: Certificate): boolean => strengthOf(issued, issuer) === 'strong';

/** Null when it is not the issuer's at all. */
function strengthOf(issued: Signed, issuer: Certificate): Strength | null {
  try {
    const { signatureAlgorithm, content, signature } = issued;
    const answer = checkAnySignature(signatureAlgorithm, null, issuer.publicKey(), content, signature);
    return answer.value === 'right' ? (answer.weak ? 'weak' : 'strong') : null;
  } catch {
    // A stranger's key or parameters can make the library throw anywhere; then nobody signed this.
    return null;
  }
}

function pathFault(path: readonly Certificate[], at: Instant): Problem | null {
  for (const [depth, certificate] of path.entries()) {
    const isAnchor = depth === path.length - 1 && depth > 0;
    if (isAnchor) continue;
    if (at < certificate.notBefore || at > certificate.notAfter) return 'not-valid-then';
    for (const [type, { critical }] of certificate.extensions)
      if (critical && !UNDERSTOOD.includes(type)) return 'unknown-critical-extension';
    if (depth > 0 && !mayIssue(certificate, depth)) return 'not-allowed-to-issue';
  }
  return null;
}

/** `depth` counts from the end certificate (0): between it and this issuer stand `depth - 1` other issuers. */
function mayIssue(certificate: Certificate, depth: number): boolean {
  try {
    const constraints = extensionOf(certificate, OID.basicConstraints);
    if (!constraints) return false;
    if (extensionOf(certificate, OID.keyUsage) && !hasKeyUsage(certificate, KEY_USAGE.keyCertSign)) return false;
    const [isCa, pathLength] = sequenceOf(readDer(constraints.value));
    return isCa?.tag === 0x01 && isCa.content[0] !== 0 && (!pathLength || depth - 1 <= readSmallInteger(pathLength));
  } catch (error) {
    if (error instanceof SigningError) return false;
    throw error;
  }
}

/** A certificate that names its uses must name signing (RFC 5280 4.2.1.3); without the extension every use is free. */
export function maySign(certificate: Certificate): boolean {
  if (!extensionOf(certificate, OID.keyUsage)) return true;
  try {
    return hasKeyUsage(certificate, KEY_USAGE.digitalSignature) || hasKeyUsage(certificate, KEY_USAGE.nonRepudiation);
  } catch (error) {
    if (error instanceof SigningError) return false;
    throw error;
  }
}

// Uses of machines and authorities. A certificate that is for these alone is not for documents (RFC 5280 4.2.1.12); there is no
// one use that all certificates of persons name.
const OTHER_USES = [OID.timestamping, OID.ocspSigning, FOREIGN_OID.serverAuthentication];

export function maySignDocuments(certificate: Certificate): boolean {
  const uses = extendedUses(certificate);
  return maySign(certificate) && (uses === null || uses.some((use) => !OTHER_USES.some((other) => other.equals(use))));
}

export const hasExtendedUse = (certificate: Certificate, use: Buffer): boolean =>
  extendedUses(certificate)?.some((each) => each.equals(use)) ?? false;

/** Null without the extension; none when it cannot be read. */
function extendedUses(certificate: Certificate): readonly Buffer[] | null {
  const extended = extensionOf(certificate, OID.extendedKeyUsage);
  if (!extended) return null;
  try {
    return children(expectTag(readDer(extended.value), 0x30)).map(({ raw }) => raw);
  } catch (error) {
    if (error instanceof SigningError) return [];
    throw error;
  }
}
