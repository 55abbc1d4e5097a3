import type { Instant } from '../../domain/time';
import { findPath, hasKeyUsage, issuedBy } from '../certificates/chain';
import { readCrl } from '../certificates/crl';
import { KEY_USAGE } from '../certificates/extensions';
import { extensionOf, type Certificate } from '../certificates/read-certificate';
import { readDer, sequenceOf } from '../der/read';
import { OID } from '../oids';
import { oncePer } from '../once-per';
import { nameIn } from '../pdf/entries';
import type { Facts } from './facts';
import type { Problem } from './report';

type Check = (facts: Facts) => Problem | null;

// Whether the signature covers what it should, as we write it.
const FORM: readonly Check[] = [
  (facts) => (hasOurDictionary(facts) ? null : 'wrong-signature-dictionary'),
  (facts) => (hasOurByteRange(facts) ? null : 'wrong-byte-range'),
];

// Whether the signed bytes are those that were signed, and by whoever holds the key.
const INTEGRITY: readonly Check[] = [
  ({ signer }) => signer.fault(),
  ({ signer }) => (signer.asWritten ? null : 'cms-not-as-we-write-it'),
  ({ token }) => (token && !token.intact ? 'timestamp-not-intact' : null),
];

// Whether that is a signatory of ours, at a time that can be believed.
const TRUST: readonly Check[] = [
  ({ token }) => (token?.intact && token.fault ? 'timestamp-not-trusted' : null),
  ({ signer: { certificate } }) => (certificate && isSignatory(certificate) ? null : 'not-a-signatory-certificate'),
  pathProblem,
  ({ signer: { certificate }, claimed }) =>
    certificate && claimed && within(certificate, claimed) ? null : 'claimed-time-outside-certificate',
  ({ token, claimed }) =>
    token?.info && claimed && isBefore(token.info.genTime, claimed) ? 'stamped-before-signed' : null,
  (facts) => (isRevoked(facts) ? 'revoked' : null),
];

/** The first thing in its form that breaks the signature, if anything does. */
export const whatIsMisshapen = (facts: Facts): Problem | null => firstProblem(FORM, facts);

/** The first other thing that breaks it: the curve is asked here. */
export const whatBreaks = (facts: Facts): Problem | null => firstProblem(INTEGRITY, facts);

/** Everything for which an intact signature is not trusted. */
export function whatIsDoubtful(facts: Facts): readonly Problem[] {
  const problems: Problem[] = [];
  for (const check of TRUST) {
    const problem = safely(check, facts);
    if (problem) problems.push(problem);
  }
  return problems;
}

function firstProblem(checks: readonly Check[], facts: Facts): Problem | null {
  for (const check of checks) {
    const problem = safely(check, facts);
    if (problem) return problem;
  }
  return null;
}

/** A stranger's CMS can make a reader throw anywhere; that too is an answer. */
function safely(check: Check, facts: Facts): Problem | null {
  try {
    return check(facts);
  } catch {
    return 'malformed-cms';
  }
}

function hasOurDictionary({ found: { dictionary }, claimed }: Facts): boolean {
  return (
    nameIn(dictionary, 'Type') === 'Sig' &&
    nameIn(dictionary, 'Filter') === 'Adobe.PPKLite' &&
    nameIn(dictionary, 'SubFilter') === 'ETSI.CAdES.detached' &&
    claimed !== null
  );
}

function hasOurByteRange({ found: { dictionary, gap, revision, origin } }: Facts): boolean {
  const range = dictionary.entries.get('ByteRange');
  const items = range?.kind === 'array' ? range.items : [];
  const wanted = [0, origin + gap.start, origin + gap.end, revision.end - gap.end];
  if (items.length !== wanted.length) return false;
  return items.every((item, index) => item.kind === 'number' && item.value === wanted[index]);
}

function pathProblem({ signer: { certificate, certificates }, trust, at }: Facts): Problem | null {
  if (!certificate) return 'no-certificate';
  const path = findPath(certificate, certificates, trust.anchors, at, trust.known.issued);
  return path.trusted ? null : path.fault;
}

/** RFC 5280 4.2.1.3: for signing documents only, and not an authority. */
const isSignatory = oncePer(
  (certificate: Certificate): boolean =>
    hasKeyUsage(certificate, KEY_USAGE.nonRepudiation) &&
    !extensionOf(certificate, OID.extendedKeyUsage) &&
    !isAuthority(certificate),
);

function isAuthority(certificate: Certificate): boolean {
  const constraints = extensionOf(certificate, OID.basicConstraints);
  return constraints !== undefined && sequenceOf(readDer(constraints.value))[0]?.tag === 0x01;
}

const within = ({ notBefore, notAfter }: Certificate, at: Instant): boolean => notBefore <= at && at <= notAfter;

/** Clocks of two parties differ; a stamp may seem this much older than the signature that it stamps. */
const CLOCK_DIFFERENCE_MS = 5 * 60_000;
const isBefore = (stamped: Instant, claimed: Instant): boolean =>
  stamped < claimed && Date.parse(stamped) < Date.parse(claimed) - CLOCK_DIFFERENCE_MS;

function isRevoked({ signer: { certificate, certificates }, trust, at }: Facts): boolean {
  if (!certificate || trust.crls.length === 0) return false;
  const issuers = [...trust.anchors, ...certificates].filter((each) => issuedBy(certificate, each));
  return trust.crls
    .map(readCrl)
    .some(
      (crl) =>
        crl.revoked.some((entry) => entry.serial.equals(certificate.serial) && entry.at <= at) &&
        issuers.some((issuer) => issuedBy(crl, issuer)),
    );
}
