import type { Instant } from '../../domain/time';
import { findPath, hasKeyUsage, issuedBy } from '../certificates/chain';
import { readCrl } from '../certificates/crl';
import { KEY_USAGE } from '../certificates/extensions';
import { extensionOf, type Certificate } from '../certificates/read-certificate';
import { onlyValue } from '../cms/read';
import { assembleCms, ownAlgorithm } from '../cms/write';
import { readDer, sequenceOf } from '../der/read';
import { OID } from '../oids';
import { nameIn } from '../pdf/entries';
import type { Facts } from './facts';
import type { Problem } from './report';

type Check = (facts: Facts) => Problem | null;

// Whether the signed bytes are those that were signed, and by whoever holds the key.
const INTEGRITY: readonly Check[] = [
  (facts) => (hasOurDictionary(facts) ? null : 'wrong-signature-dictionary'),
  (facts) => (hasOurByteRange(facts) ? null : 'wrong-byte-range'),
  ({ signerFault }) => signerFault,
  (facts) => (isAsWeWriteIt(facts) ? null : 'cms-not-as-we-write-it'),
  ({ token }) => (token && !token.intact ? 'timestamp-not-intact' : null),
];

// Whether that is a signatory of ours, at a time that can be believed.
const TRUST: readonly Check[] = [
  ({ token }) => (token?.intact && token.fault ? 'timestamp-not-trusted' : null),
  ({ certificate }) => (certificate && isSignatory(certificate) ? null : 'not-a-signatory-certificate'),
  pathProblem,
  ({ certificate, claimed }) =>
    certificate && claimed && within(certificate, claimed) ? null : 'claimed-time-outside-certificate',
  ({ token, claimed }) =>
    token?.info && claimed && isBefore(token.info.genTime, claimed) ? 'stamped-before-signed' : null,
  (facts) => (isRevoked(facts) ? 'revoked' : null),
];

/** The first thing that breaks the signature, if anything does. */
export const whatBreaks = (facts: Facts): Problem | null => firstProblem(INTEGRITY, facts);

/** Everything for which an intact signature is not trusted. */
export const whatIsDoubtful = (facts: Facts): readonly Problem[] =>
  TRUST.flatMap((check) => safely(check, facts) ?? []);

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
  const numbers =
    range?.kind === 'array' ? range.items.map((item) => (item.kind === 'number' ? item.value : null)) : [];
  const wanted = [0, origin + gap.start, origin + gap.end, revision.end - gap.end];
  return numbers.length === wanted.length && wanted.every((value, index) => value === numbers[index]);
}

/** Nothing in the CMS is free either: our attributes, and written again from its parts it gives the same bytes. */
function isAsWeWriteIt({ cms, certificate, der, attributesAsWritten }: Facts): boolean {
  const { signer } = cms;
  if (!certificate || cms.content || !attributesAsWritten) return false;
  const algorithm = ownAlgorithm(signer.signatureAlgorithm);
  if (!algorithm) return false;
  const chain = issuersByName(certificate, cms.certificates);
  if (chain.length !== cms.certificates.length - 1) return false;
  return assembleCms({
    attributes: signer.signedBytes,
    signature: signer.signature,
    algorithm,
    certificate: certificate.raw,
    chain: chain.map((each) => each.raw),
    token: onlyValue(signer.unsigned, OID.signatureTimestamp),
  }).equals(der);
}

/** Who issued the certificate, who issued that one, and so on, as far as the CMS holds them; by name, trust comes later. */
function issuersByName(certificate: Certificate, pool: readonly Certificate[]): readonly Certificate[] {
  const others = pool.filter((each) => !each.raw.equals(certificate.raw));
  const issuer = others.find((each) => each.subject.equals(certificate.issuer));
  return issuer ? [issuer, ...issuersByName(issuer, others)] : [];
}

function pathProblem({ cms, certificate, trust, at }: Facts): Problem | null {
  if (!certificate) return 'no-certificate';
  const path = findPath(certificate, cms.certificates, trust.anchors, at, trust.known.issued);
  return path.trusted ? null : path.fault;
}

/** RFC 5280 4.2.1.3: for signing documents only, and not an authority. */
function isSignatory(certificate: Certificate): boolean {
  return (
    hasKeyUsage(certificate, KEY_USAGE.nonRepudiation) &&
    !extensionOf(certificate, OID.extendedKeyUsage) &&
    !isAuthority(certificate)
  );
}

function isAuthority(certificate: Certificate): boolean {
  const constraints = extensionOf(certificate, OID.basicConstraints);
  return constraints !== undefined && sequenceOf(readDer(constraints.value))[0]?.tag === 0x01;
}

const within = ({ notBefore, notAfter }: Certificate, at: Instant): boolean => notBefore <= at && at <= notAfter;

/** Clocks of two parties differ; a stamp may seem this much older than the signature that it stamps. */
const CLOCK_DIFFERENCE_MS = 5 * 60_000;
const isBefore = (stamped: Instant, claimed: Instant): boolean =>
  Date.parse(stamped) < Date.parse(claimed) - CLOCK_DIFFERENCE_MS;

function isRevoked({ certificate, cms, trust, at }: Facts): boolean {
  if (!certificate || trust.crls.length === 0) return false;
  const issuers = [...trust.anchors, ...cms.certificates].filter((each) => issuedBy(certificate, each));
  return trust.crls
    .map(readCrl)
    .some(
      (crl) =>
        crl.revoked.some((entry) => entry.serial.equals(certificate.serial) && entry.at <= at) &&
        issuers.some((issuer) => issuedBy(crl, issuer)),
    );
}
