import type { Instant } from '../../domain/time';
import { checkSignature } from '../algorithms';
import { children, expectTag, readDer, sequenceOf, type Der } from '../der/read';
import { keyOf, OID } from '../oids';
import { hasKeyUsage } from './chain';
import type { Crl, RevokedEntry } from './crl';
import { KEY_USAGE } from './extensions';
import type { KnownCertificates } from './known';
import type { Ocsp } from './ocsp';
import { extensionOf, type Certificate } from './read-certificate';

/** Why a CRL or an OCSP answer does not prove that a certificate was in good standing. */
export type StandingFault =
  | 'malformed'
  | 'not-successful'
  | 'wrong-issuer'
  | 'wrong-signature'
  | 'other-certificate'
  | 'unauthorised-responder'
  | 'responder-not-proven'
  | 'stale'
  | 'not-yet'
  | 'after-expiry'
  | 'unknown-status'
  | 'revoked';

/** A certificate, by whom it was issued, and the moment as of which it is judged. */
export interface Standing {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly at: Instant;
  readonly issued: KnownCertificates['issued'];
}

/** The CRL speaks of this certificate, as of a moment when it could, and does not name it. */
export const clears = (crl: Crl, of: Standing): boolean => crlFault(crl, of) === null;

/** RFC 5280 6.3.3, without delta and indirect CRLs, whose critical extensions are refused. */
export function crlFault(crl: Crl, of: Standing): StandingFault | null {
  const { certificate, issuer, issued } = of;
  try {
    if (!crl.issuer.equals(issuer.subject)) return 'wrong-issuer';
    const time = timeFault(crl.thisUpdate, crl.nextUpdate, of);
    if (time) return time;
    const isOurs = (entry: RevokedEntry): boolean => entry.serial.equals(certificate.serial);
    if (crl.revoked.some((entry) => isOurs(entry) && wasWithdrawn(entry.at, entry.reason(), of))) return 'revoked';
    if (!isInScope(crl, certificate)) return 'other-certificate';
    if (!hasKeyUsage(issuer, KEY_USAGE.crlSign)) return 'wrong-issuer';
    return issued(crl, issuer) ? null : 'wrong-signature';
  } catch {
    // What cannot be read proves nothing.
    return 'malformed';
  }
}

/**
 * RFC 6960 3.2. The issuer answers itself, or a responder to which it gave that right and nothing else counts for
 * (4.2.2.2). A responder that does not say that its own standing need not be asked must be proven by a CRL: `isProven`.
 */
export function ocspFault(
  ocsp: Ocsp | null,
  of: Standing,
  isProven: (responder: Certificate, at: Instant) => boolean,
): StandingFault | null {
  try {
    if (!ocsp) return 'not-successful';
    const answer = ocsp.answers.find((each) => each.speaksOf(of.certificate, of.issuer));
    if (!answer) return 'other-certificate';
    if (answer.status.kind === 'unknown') return 'unknown-status';
    const { status } = answer;
    if (status.kind === 'revoked' && wasWithdrawn(status.at, status.reason, of)) return 'revoked';
    // Without an end it would hold for no later moment than its own; a CRL, which has one, is asked instead.
    const time = timeFault(answer.thisUpdate, answer.nextUpdate ?? answer.thisUpdate, of);
    if (time) return time;
    const responder = responderOf(ocsp, of);
    if (!responder) return 'unauthorised-responder';
    const { signatureAlgorithm, content, signature } = ocsp;
    if (checkSignature(signatureAlgorithm, null, responder.publicKey(), content, signature) !== 'right')
      return 'wrong-signature';
    const asksNoFurther = responder === of.issuer || extensionOf(responder, OID.ocspNoCheck);
    return asksNoFurther || isProven(responder, ocsp.producedAt) ? null : 'responder-not-proven';
  } catch {
    return 'malformed';
  }
}

/**
 * Whether a CRLReason says that the key had not leaked: unspecified, affiliation changed, superseded, cessation of operation
 * (RFC 5280 5.3.1; RFC 3161 4.1). Without a reason nobody knows.
 */
export const isKeyStillGood = (reason: number | null): boolean => reason !== null && KEY_STILL_GOOD.includes(reason);

const KEY_STILL_GOOD = [0, 3, 4, 5];

/**
 * Withdrawn by then. A time-stamp authority's stamps bear the time that its key gives them: unless it says that the key was
 * still good, those from before the withdrawal count no more either (RFC 3161 4.1).
 */
function wasWithdrawn(withdrawnAt: Instant, reason: number | null, { certificate, at }: Standing): boolean {
  if (withdrawnAt <= at) return true;
  const uses = extensionOf(certificate, OID.extendedKeyUsage);
  const stamps = uses !== undefined && sequenceOf(readDer(uses.value)).some(({ raw }) => raw.equals(OID.timestamping));
  return stamps && !isKeyStillGood(reason);
}

/** The responder of an answer, when it may answer for this issuer. */
export function responderOf(ocsp: Ocsp, { issuer, issued }: Standing): Certificate | null {
  if (ocsp.isBy(issuer)) return issuer;
  const { producedAt: at } = ocsp;
  return (
    ocsp.certificates.find(
      (each) =>
        ocsp.isBy(each) && at >= each.notBefore && at <= each.notAfter && mayAnswer(each) && issued(each, issuer),
    ) ?? null
  );
}

function mayAnswer(responder: Certificate): boolean {
  const uses = extensionOf(responder, OID.extendedKeyUsage);
  if (!uses || !sequenceOf(readDer(uses.value)).some(({ raw }) => raw.equals(OID.ocspSigning))) return false;
  return (
    !extensionOf(responder, OID.keyUsage) ||
    hasKeyUsage(responder, KEY_USAGE.digitalSignature) ||
    hasKeyUsage(responder, KEY_USAGE.nonRepudiation)
  );
}

/** Seconds that the clock of whoever made the proof may be ahead of ours. */
const CLOCKS_MS = 60_000;

/** Whether a proof that was just fetched is of today: an old one could hide what happened since. */
export function currentFault(thisUpdate: Instant, nextUpdate: Instant | null, now: Instant): StandingFault | null {
  if (Date.parse(thisUpdate) > Date.parse(now) + CLOCKS_MS) return 'not-yet';
  return nextUpdate === null || nextUpdate < now ? 'stale' : null;
}

/** Made while the certificate lived (later, nobody need list it any more), and holding as of the moment asked. */
function timeFault(thisUpdate: Instant, nextUpdate: Instant, { certificate, at }: Standing): StandingFault | null {
  if (nextUpdate < at || thisUpdate < certificate.notBefore) return 'stale';
  return thisUpdate > certificate.notAfter ? 'after-expiry' : null;
}

const SCOPE = keyOf(OID.issuingDistributionPoint);
const ONLY_USERS = 0x81;
const ONLY_AUTHORITIES = 0x82;

/** A CRL that is limited to one distribution point speaks of certificates that name that point (RFC 5280 5.2.5). */
function isInScope(crl: Crl, certificate: Certificate): boolean {
  for (const [type, { critical }] of crl.extensions) if (critical && type !== SCOPE) return false;
  const scope = extensionOf(crl, OID.issuingDistributionPoint);
  if (!scope) return true;
  const parts = sequenceOf(readDer(scope.value));
  const wanted = isAuthority(certificate) ? ONLY_AUTHORITIES : ONLY_USERS;
  const point = parts.find(({ tag }) => tag === 0xa0);
  if (!parts.every((part) => part === point || part.tag === wanted)) return false;
  if (!point) return true;
  const points = extensionOf(certificate, OID.crlDistributionPoints);
  const named = points ? sequenceOf(readDer(points.value)).flatMap((each) => namesIn(children(each)[0])) : [];
  return namesIn(point).some((name) => named.some((other) => other.equals(name)));
}

/** The full names of a DistributionPointName. */
function namesIn(point: Der | undefined): readonly Buffer[] {
  if (point?.tag !== 0xa0) return [];
  const [full] = children(point);
  return full?.tag === 0xa0 ? children(full).map(({ raw }) => raw) : [];
}

function isAuthority(certificate: Certificate): boolean {
  const constraints = extensionOf(certificate, OID.basicConstraints);
  return constraints ? expectTag(readDer(constraints.value), 0x30).content.length > 0 : false;
}
