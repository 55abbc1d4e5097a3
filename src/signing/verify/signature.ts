import type { Instant } from '../../domain/time';
import { findPath, hasKeyUsage, issuedBy } from '../certificates/chain';
import { readCrl } from '../certificates/crl';
import { KEY_USAGE } from '../certificates/extensions';
import { nameText } from '../certificates/name';
import { extensionOf, readCertificate, type Certificate } from '../certificates/read-certificate';
import { checkSigner, type SignerFault } from '../cms/check-signer';
import { onlyValue, readSignedData, type SignedData } from '../cms/read';
import { assembleCms } from '../cms/write';
import { readFirst } from '../der/read';
import { OID } from '../oids';
import { nameIn } from '../pdf/entries';
import type { PdfFile } from '../pdf/file';
import { sourceOf, textOf } from '../pdf/syntax';
import { checkToken, type CheckedToken } from '../timestamps/check-token';
import type { Problem, SignatoryInReport, SignatureReport, TimestampReport } from './report';
import type { SignatureRevision } from './revision';

export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly tsaAnchors: readonly Certificate[];
  /** For a signature that no time-stamp dates. */
  readonly now: Instant;
  /** CRLs that are known besides, as DER; one that speaks of another certificate is no harm. */
  readonly crls: readonly Buffer[];
}

/** Where a signature stands in the file, without what comes after it. */
export type JudgedSignature = Omit<SignatureReport, 'changesAfter'>;

export interface Judgement {
  readonly signature: JudgedSignature;
  readonly timestamp: TimestampReport | null;
}

/** The facts that the checks look at, gathered once. */
interface Facts {
  readonly file: PdfFile;
  readonly found: SignatureRevision;
  readonly trust: Trust;
  readonly der: Buffer;
  readonly cms: SignedData;
  readonly certificate: Certificate | null;
  readonly signerFault: SignerFault | null;
  readonly token: CheckedToken | null;
  readonly claimed: Instant | null;
  /** The moment as of which the certificate is judged. */
  readonly at: Instant;
}

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

/** One signature by itself. `digest`: SHA-256 of its byte range. */
export function judgeSignature(file: PdfFile, found: SignatureRevision, digest: Buffer, trust: Trust): Judgement {
  const covers = found.revision.end === file.bytes.length ? 'whole-file' : 'whole-revision';
  const facts = gather(file, found, digest, trust);
  if (typeof facts === 'string') return { signature: unreadable(found.field, facts), timestamp: null };
  const broken = firstProblem(INTEGRITY, facts);
  const doubts = broken ? [] : TRUST.flatMap((check) => safely(check, facts) ?? []);
  const { token, certificate, claimed } = facts;
  return {
    signature: {
      field: found.field,
      signer: certificate && describe(certificate),
      time: token?.info?.genTime ?? claimed,
      level: token ? 'B-T' : 'B-B',
      intact: broken === null,
      trusted: broken === null && doubts.length === 0,
      covers: broken === 'wrong-byte-range' ? 'broken' : covers,
      problems: broken ? [broken] : doubts,
    },
    timestamp: token && reportTimestamp(found.field, token),
  };
}

function gather(file: PdfFile, found: SignatureRevision, digest: Buffer, trust: Trust): Facts | Problem {
  const der = readContents(file, found);
  if (!der) return 'contents-not-canonical';
  try {
    const cms = readSignedData(der);
    // Our signatures use SHA-256; another hash has no digest here and so fits nothing.
    const { certificate, fault } = checkSigner(cms, OID.data, (hash) => (hash === 'sha256' ? digest : Buffer.alloc(0)));
    const stamp = onlyValue(cms.signer.unsigned, OID.signatureTimestamp);
    const token = stamp && checkToken(stamp, { bytes: cms.signer.signature }, trust.tsaAnchors);
    const claimed = readClaimedTime(file, found);
    const at = token?.info?.genTime ?? trust.now;
    return { file, found, trust, der, cms, certificate, signerFault: fault, token, claimed, at };
  } catch {
    return 'malformed-cms';
  }
}

/** DER, then zeros only, in lower-case digits: one way to write each signature, so that no byte in the gap is free. */
function readContents(file: PdfFile, { gap }: SignatureRevision): Buffer | null {
  const digits = file.bytes.toString('latin1', gap.start + 1, gap.end - 1);
  if (!/^[0-9a-f]+$/.test(digits)) return null;
  const bytes = Buffer.from(digits, 'hex');
  try {
    const { raw } = readFirst(bytes);
    return bytes.subarray(raw.length).every((byte) => byte === 0) ? raw : null;
  } catch {
    return null;
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

function hasOurByteRange({ found: { dictionary, gap, revision } }: Facts): boolean {
  const range = dictionary.entries.get('ByteRange');
  const numbers =
    range?.kind === 'array' ? range.items.map((item) => (item.kind === 'number' ? item.value : null)) : [];
  const wanted = [0, gap.start, gap.end, revision.end - gap.end];
  return numbers.length === wanted.length && wanted.every((value, index) => value === numbers[index]);
}

/** Nothing in the CMS is free either: it holds our attributes, and written again from its parts it gives the same bytes. */
function isAsWeWriteIt({ cms, certificate, der }: Facts): boolean {
  const { signer } = cms;
  if (!certificate || cms.content || signer.signed.size !== OUR_ATTRIBUTES.length) return false;
  if (!OUR_ATTRIBUTES.every((type) => onlyValue(signer.signed, type))) return false;
  const chain = issuersByName(certificate, cms.certificates.map(readCertificate));
  if (chain.length !== cms.certificates.length - 1) return false;
  return assembleCms({
    attributes: signer.signedBytes,
    signature: signer.signature,
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

const OUR_ATTRIBUTES = [OID.contentType, OID.messageDigest, OID.signingCertificateV2, OID.algorithmProtection];

function pathProblem({ cms, certificate, trust, at }: Facts): Problem | null {
  if (!certificate) return 'no-certificate';
  const path = findPath(certificate, cms.certificates.map(readCertificate), trust.anchors, at);
  return path.trusted ? null : path.fault;
}

/** RFC 5280 4.2.1.3: for signing documents only, and not an authority. */
function isSignatory(certificate: Certificate): boolean {
  return (
    hasKeyUsage(certificate, KEY_USAGE.nonRepudiation) &&
    !extensionOf(certificate, OID.extendedKeyUsage) &&
    !extensionOf(certificate, OID.basicConstraints)
  );
}

const within = ({ notBefore, notAfter }: Certificate, at: Instant): boolean => notBefore <= at && at <= notAfter;

/** Clocks of two parties differ; a stamp may seem this much older than the signature that it stamps. */
const CLOCK_DIFFERENCE_MS = 5 * 60_000;
const isBefore = (stamped: Instant, claimed: Instant): boolean =>
  Date.parse(stamped) < Date.parse(claimed) - CLOCK_DIFFERENCE_MS;

function isRevoked({ certificate, cms, trust, at }: Facts): boolean {
  if (!certificate || trust.crls.length === 0) return false;
  const issuers = [...trust.anchors, ...cms.certificates.map(readCertificate)].filter((each) =>
    issuedBy(certificate, each),
  );
  return trust.crls
    .map(readCrl)
    .some(
      (crl) =>
        crl.revoked.some((entry) => entry.serial.equals(certificate.serial) && entry.at <= at) &&
        issuers.some((issuer) => issuedBy(crl, issuer)),
    );
}

function readClaimedTime(file: PdfFile, { dictionary }: SignatureRevision): Instant | null {
  const value = dictionary.entries.get('M');
  const parts = value && /^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)$/.exec(sourceOf(file.bytes, value));
  if (!parts || textOf(value) === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return Number.isNaN(Date.parse(instant)) ? null : instant;
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

function describe({ subject, serial }: Certificate): SignatoryInReport {
  return {
    name: nameText(subject, OID.commonName),
    organisation: nameText(subject, OID.organization),
    organizationIdentifier: nameText(subject, OID.organizationIdentifier),
    mandateReference: nameText(subject, OID.serialNumber),
    certificateSerial: serial.toString('hex'),
  };
}

function reportTimestamp(field: string, token: CheckedToken): TimestampReport {
  return {
    field,
    time: token.info?.genTime ?? null,
    authority: token.certificate && nameText(token.certificate.subject, OID.commonName),
    intact: token.intact,
    trusted: token.fault === null,
    problems: token.fault ? [token.fault] : [],
  };
}

const unreadable = (field: string, problem: Problem): JudgedSignature => ({
  field,
  signer: null,
  time: null,
  level: null,
  intact: false,
  trusted: false,
  covers: 'broken',
  problems: [problem],
});
