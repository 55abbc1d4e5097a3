import { createHash, sign } from 'node:crypto';
import type { Authority } from '../../../src/signing/certificates/crl';
import * as extend from '../../../src/signing/certificates/extensions';
import { answerOcsp } from '../../../src/signing/certificates/ocsp-answer';
import { readCertificate } from '../../../src/signing/certificates/read-certificate';
import * as der from '../../../src/signing/der/write';
import { OID } from '../../../src/signing/oids';
import { verifyAny } from '../../../src/signing/open/verify-any';
import type { Report } from '../../../src/signing/verify/report';
import { addRevision, contract, newPdf, streamBody } from '../../support/foreign-pdf';
import {
  cmsOver,
  crlAgainst,
  issuer,
  ISSUING,
  keyOf,
  leaf,
  NOW,
  ROOT,
  rootAuthority,
  signPdf,
  stamper,
  token,
  type CmsTerms,
  type LeafTerms,
  type SigningTerms,
} from '../../support/foreign-signer';
import { newSerial } from '../../support/pki';
import { revoked } from '../../support/revocation-lies';
import { bentToken, imprint } from '../../support/tsa-lies';
import {
  verdict,
  CHAIN,
  CONSTRAINTS,
  CRYPTO,
  HASH,
  OUT_OF_BOUNDS,
  PASSED,
  REVOKED_NO_POE,
  WEAK,
} from '../../support/verdicts';

// Who may issue, stamp and withdraw, and what a signature says of its certificate and algorithms. Each thing that is wrong stands
// beside the same thing done right.

const LATER = '2026-11-25T10:00:00.000Z';

const judge = (file: Buffer): Report => verifyAny(file, { anchors: [ROOT], now: LATER });
const problems = ({ signatures: [signature] }: Report): readonly string[] => signature?.problems ?? [];

const signed = (pdf: SigningTerms): Buffer => signPdf(newPdf('table', contract()), 'table', pdf);
const signedBy = (terms: CmsTerms): Buffer => signed({ cms: (data) => cmsOver(data, terms) });

const { certificateAuthority, KEY_USAGE, keyUsage } = extend;
const noAuthority = der.sequence(
  OID.basicConstraints,
  der.boolean(true),
  der.octetString(der.sequence(der.boolean(false))),
);

/** An issuer under another, or under the elders' own. */
const middle = (kind: 'p256' | 'p384', extensions: readonly Buffer[], above?: Authority): Authority => ({
  certificate: leaf(kind, { commonName: `Tussen ${kind}`, extensions, ...(above && under(above)) }),
  privateKey: keyOf(kind).privateKey,
});
const under = ({ certificate, privateKey }: Authority): LeafTerms => ({
  issuerKey: privateKey,
  issuerName: readCertificate(certificate).subject,
});
const issuedBy = (last: Authority, ...above: readonly Authority[]): Buffer =>
  signedBy({
    chain: [last, ...above, issuer].map(({ certificate }) => certificate),
    certificate: leaf('rsa', under(last)),
  });

test.each([
  ['an issuer', PASSED, [certificateAuthority(null), keyUsage(KEY_USAGE.keyCertSign)]],
  ['an issuer that names no uses', PASSED, [certificateAuthority(null)]],
  ['an issuer whose key may not sign certificates', CHAIN, [certificateAuthority(null), keyUsage(KEY_USAGE.crlSign)]],
  ['an issuer that is said to be none', CHAIN, [noAuthority, keyUsage(KEY_USAGE.keyCertSign)]],
  ['an issuer of which nothing is said', CHAIN, [keyUsage(KEY_USAGE.keyCertSign)]],
])('issued by %s: %s', (_what, expected, extensions) => {
  const report = judge(issuedBy(middle('p256', extensions)));
  expect([verdict(report), problems(report)]).toEqual([expected, expected === PASSED ? [] : ['not-allowed-to-issue']]);
});

test.each([
  ['no length', null, PASSED],
  ['one more allowed', 1, PASSED],
  ['none allowed', 0, CHAIN],
] as const)('an issuer below an issuer with %s', (_what, length, expected) => {
  const allowed = certificateAuthority(length === null ? null : der.integer(length));
  const upper = middle('p256', [allowed, keyUsage(KEY_USAGE.keyCertSign)]);
  const lower = middle('p384', [certificateAuthority(null), keyUsage(KEY_USAGE.keyCertSign)], upper);
  expect(verdict(judge(issuedBy(lower, upper)))).toBe(expected);
  expect(verdict(judge(issuedBy(upper)))).toBe(PASSED);
});

const stamping = (terms: LeafTerms): Authority => ({
  certificate: leaf('p256', { ...under(rootAuthority), ...terms }),
  privateKey: keyOf('p256').privateKey,
});
const FOR_STAMPS = [extend.onlyForTimestamping(), keyUsage(KEY_USAGE.digitalSignature)];

/** A token of an authority over data that it hashes with this. */
function tokenBy(authority: Authority, data: Buffer, hash: 'sha1' | 'sha256'): Buffer {
  const digest = createHash(hash).update(data).digest();
  return bentToken({ digest, nonce: newSerial(), now: NOW }, authority, {
    imprint: imprint(OID[hash], digest),
    nonce: null,
  });
}

/** Only a time-stamp from before its end makes this one pass. */
const stampedWith = (stamp: (data: Buffer) => Buffer): Buffer =>
  signPdf(signedBy({ certificate: leaf('rsa', { notAfter: '2026-11-24T10:00:01.000Z' }) }), 'table', {
    number: 70,
    others: [20],
    field: 'Stempel',
    subFilter: 'ETSI.RFC3161',
    cms: stamp,
  });

test.each([
  ['an authority', PASSED, [], (data: Buffer) => token(data)],
  ['another authority', PASSED, [], (data: Buffer) => token(data, NOW, stamping({ extensions: FOR_STAMPS }))],
  ['a signatory', OUT_OF_BOUNDS, ['not-a-timestamp-certificate'], (data: Buffer) => token(data, NOW, stamping({}))],
  [
    'an authority whose certificate had ended',
    OUT_OF_BOUNDS,
    ['certificate-not-valid-then'],
    (data: Buffer) => token(data, NOW, stamping({ extensions: FOR_STAMPS, notAfter: '2026-11-01T00:00:00.000Z' })),
  ],
  [
    'an authority whose key may not sign',
    OUT_OF_BOUNDS,
    ['not-a-timestamp-certificate'],
    (data: Buffer) =>
      token(data, NOW, stamping({ extensions: [extend.onlyForTimestamping(), keyUsage(KEY_USAGE.crlSign)] })),
  ],
  ['an authority, by a strong hash', PASSED, [], (data: Buffer) => tokenBy(stamper, data, 'sha256')],
  ['an authority, by a weak hash', OUT_OF_BOUNDS, ['weak-algorithm'], (data: Buffer) => tokenBy(stamper, data, 'sha1')],
] as const)('an expired certificate, the document stamped by %s: %s', (_what, expected, faults, stamp) => {
  const report = judge(stampedWith(stamp));
  expect([verdict(report), report.timestamps.map((each) => [each.intact, each.trusted, each.problems])]).toEqual([
    expected,
    [[true, expected === PASSED, faults]],
  ]);
});

const certificate = leaf('rsa');

/** ESSCertIDv2 (RFC 5035 4) with the issuer and serial number that it names. */
function nameOf(of: { readonly issuer: Buffer; readonly serial: Buffer }): CmsTerms {
  const issuerSerial = der.sequence(der.sequence(der.tagged(4, of.issuer)), der.integer(of.serial));
  const hash = der.octetString(createHash('sha256').update(certificate).digest());
  const value = der.sequence(der.sequence(der.sequence(hash, issuerSerial)));
  return { certificate, certificateId: null, more: [der.sequence(OID.signingCertificateV2, der.setOf(value))] };
}

const protect = (digest: Buffer, signature: Buffer): CmsTerms => ({
  protection: der.sequence(der.sequence(digest), der.retag(0xa1, der.sequence(signature, der.nothing))),
});

const own = readCertificate(certificate);

test.each([
  ['its own issuer and serial number', PASSED, [], nameOf(own)],
  ['another issuer', CONSTRAINTS, ['wrong-certificate-id'], nameOf({ ...own, issuer: own.subject })],
  ['another serial number', CONSTRAINTS, ['wrong-certificate-id'], nameOf({ ...own, serial: newSerial() })],
  ['the algorithms that it has', PASSED, [], protect(OID.sha256, OID.rsaEncryption)],
  ['another signature algorithm', CONSTRAINTS, ['algorithms-not-protected'], protect(OID.sha256, OID.ecdsaSha256)],
  ['another hash', CONSTRAINTS, ['algorithms-not-protected'], protect(OID.sha512, OID.rsaEncryption)],
] as const)('a signature that names %s: %s', (_what, expected, faults, terms) => {
  const report = judge(signedBy(terms));
  expect([verdict(report), problems(report)]).toEqual([expected, faults]);
});

const withProof = (list: 'CRLs' | 'OCSPs', proof: Buffer): Buffer =>
  addRevision(signedBy({ certificate }), 'table', {
    1: `<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R /DSS << /${list} [60 0 R] >> >>`,
    60: streamBody(proof.toString('latin1')),
  });

const stranger: Authority = { certificate: ISSUING, privateKey: keyOf('p384').privateKey };
const BEFORE = '2026-11-01T00:00:00.000Z';
const crlBy = (by: Authority): Buffer => withProof('CRLs', crlAgainst(by, certificate, BEFORE));
const ocspBy = (by: Authority): Buffer =>
  withProof(
    'OCSPs',
    answerOcsp(by, {
      certificate,
      issuer: ISSUING,
      thisUpdate: NOW,
      nextUpdate: null,
      status: revoked(BEFORE),
      certificates: by === issuer ? [] : [by.certificate],
    }),
  );
const answering = (extensions: readonly Buffer[], by: LeafTerms = {}): Authority => ({
  certificate: leaf('p256', { commonName: 'Antwoorder', extensions, ...by }),
  privateKey: keyOf('p256').privateKey,
});
const FOR_ANSWERS = [extend.forOcspSigning()];

test.each([
  ['a CRL of its issuer', REVOKED_NO_POE, crlBy(issuer)],
  ['a CRL in the name of its issuer, that a stranger signed', PASSED, crlBy(stranger)],
  ['a CRL of another issuer', PASSED, crlBy(rootAuthority)],
  ['a CRL in the name of another issuer, by the key of its own', PASSED, crlBy({ ...issuer, certificate: ROOT })],
  ['an answer of its issuer', REVOKED_NO_POE, ocspBy(issuer)],
  ['an answer in the name of its issuer, that a stranger signed', PASSED, ocspBy(stranger)],
  ['an answer of whom its issuer gave the right', REVOKED_NO_POE, ocspBy(answering(FOR_ANSWERS))],
  ['an answer of whom nobody gave the right', PASSED, ocspBy(answering([keyUsage(KEY_USAGE.digitalSignature)]))],
  ['an answer of whom another issuer gave the right', PASSED, ocspBy(answering(FOR_ANSWERS, under(rootAuthority)))],
])('a certificate that is withdrawn by %s: %s', (_what, expected, file) => {
  expect(verdict(judge(file))).toBe(expected);
});

test.each([
  ['whose first bit makes it negative', Buffer.from('90b1c2d3e4f50617', 'hex')],
  ['of one byte', Buffer.from([0x85])],
])('a certificate with a serial number %s', (_what, serial) => {
  const odd = leaf('rsa', { serial });
  const report = judge(signedBy({ certificate: odd }));
  expect([verdict(report), report.signatures[0]?.signer?.certificateSerial]).toEqual([PASSED, serial.toString('hex')]);
});

const sha1 = (data: Buffer): Buffer => createHash('sha1').update(data).digest();

/** adbe.pkcs7.sha1 (ISO 32000-2 12.8.3.3.1): the CMS holds the SHA-1 of the file. */
const overDigest = (content: (data: Buffer) => Buffer, terms: CmsTerms = {}): Buffer =>
  signed({
    subFilter: 'adbe.pkcs7.sha1',
    cms: (data) => cmsOver(content(data), { content: content(data), certificateId: null, ...terms }),
  });

const underRoot = `<${leaf('rsa', under(rootAuthority)).toString('hex')}>`;

/** adbe.x509.rsa_sha1 (12.8.3.2): the bare value, and the certificate beside it. */
const bare = (value: (data: Buffer) => Buffer, holder = `/Cert ${underRoot}`): Buffer =>
  signed({ subFilter: 'adbe.x509.rsa_sha1', sigExtra: holder, cms: (data) => der.octetString(value(data)) });
const rightValue = (data: Buffer): Buffer => sign('sha1', data, keyOf('rsa').privateKey);

const changed = (file: Buffer): Buffer => {
  const copy = Buffer.from(file);
  copy.write('900', copy.indexOf('100 euro', 0, 'latin1'), 'latin1');
  return copy;
};
const NOBODY = 'INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND';

test.each([
  ['adbe.pkcs7.sha1', WEAK, true, ['weak-algorithm'], overDigest(sha1)],
  ['adbe.pkcs7.sha1 by SHA-1', WEAK, true, ['weak-algorithm'], overDigest(sha1, { hash: 'sha1' })],
  ['adbe.pkcs7.sha1 without attributes', WEAK, true, ['weak-algorithm'], overDigest(sha1, { noAttributes: true })],
  ['adbe.pkcs7.sha1, a changed byte', HASH, false, ['wrong-message-digest'], changed(overDigest(sha1))],
  ['adbe.pkcs7.sha1 of something else', HASH, false, ['wrong-message-digest'], overDigest(() => sha1(Buffer.alloc(1)))],
  [
    'adbe.pkcs7.sha1, another digest among the attributes',
    HASH,
    false,
    ['wrong-message-digest'],
    overDigest(sha1, { digest: Buffer.alloc(32) }),
  ],
  [
    'adbe.pkcs7.sha1, a wrong value',
    CRYPTO,
    false,
    ['wrong-signature'],
    overDigest(sha1, { signature: Buffer.alloc(256, 7) }),
  ],
  ['adbe.x509.rsa_sha1', WEAK, true, ['weak-algorithm'], bare(rightValue)],
  [
    'adbe.x509.rsa_sha1 with a list of certificates',
    WEAK,
    true,
    ['weak-algorithm'],
    bare(rightValue, `/Cert [${underRoot} <${ROOT.toString('hex')}>]`),
  ],
  ['adbe.x509.rsa_sha1, a changed byte', CRYPTO, false, ['wrong-signature'], changed(bare(rightValue))],
  ['adbe.x509.rsa_sha1, a wrong value', CRYPTO, false, ['wrong-signature'], bare(() => Buffer.alloc(256, 7))],
  ['adbe.x509.rsa_sha1 without certificate', NOBODY, false, ['no-certificate'], bare(rightValue, '')],
] as const)('%s: %s', (_what, expected, intact, faults, file) => {
  const report = judge(file);
  expect(verdict(report)).toBe(expected);
  expect(report.signatures).toMatchObject([{ intact, trusted: false, level: null, problems: [...faults] }]);
});
