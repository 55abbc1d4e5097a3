import { createPublicKey } from 'node:crypto';
import { makePartitionCrl, readCrl } from '../../src/signing/certificates/crl';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { issueSignatoryCertificate } from '../../src/signing/certificates/signatory-certificate';
import { BASE_URL, CEREMONY, newSerial, SIGNATORIES, signingWorld, testCa } from '../support/pki';
import { openssl, pem, seconds, withOpenssl } from '../support/openssl';

const ca = testCa();
const now = '2026-11-24T09:00:00.123Z';
const serial = newSerial();
const { publicKey } = newKey();
const [subject] = SIGNATORIES;
if (!subject) throw new Error('no signatory');
const leaf = issueSignatoryCertificate(ca.issuing, subject, publicKey, { now, serial, baseUrl: BASE_URL });
const url = `${BASE_URL}/pki/crl/${serial.toString('hex')}.crl`;
const crl = makePartitionCrl(ca.issuing, { url, signedAt: now });

const textOf = (certificate: Buffer): string =>
  openssl({ 'a.der': certificate }, 'x509 -inform DER -in a.der -noout -text -nameopt utf8').said;

describe('the certificate of a signatory', () => {
  test('lives from five minutes ago until an hour from now', () => {
    expect(readCertificate(leaf)).toMatchObject({
      notBefore: '2026-11-24T08:55:00.000Z',
      notAfter: '2026-11-24T10:00:00.000Z',
    });
  });

  withOpenssl('has the profile of the recipe', () => {
    const text = textOf(leaf);
    expect(text).toMatch(/X509v3 Key Usage: critical\n\s+Non Repudiation\n/);
    expect(text).toMatch(/X509v3 Subject Key Identifier/);
    expect(text).toMatch(/X509v3 Authority Key Identifier/);
    expect(text).toMatch(/X509v3 Certificate Policies/);
    expect(text).toMatch(/CA Issuers - URI:http:\/\/localhost:3000\/pki\/issuing-1.cer/);
    expect(text).toMatch(/0\.4\.0\.194121\.2\.1: \n/);
    expect(text).toContain(`URI:${url}`);
    expect(text).toMatch(/organizationIdentifier ?= ?NTRNL-12345678/);
    expect(text).toMatch(/serialNumber ?= ?M-2026-0001/);
    expect(text).toMatch(/CN ?= ?Łukasz van der Wal/);
    expect(text).not.toMatch(/2\.5\.29\.56|No Revocation/);
    expect(text).not.toMatch(/Basic Constraints/);
  });

  withOpenssl('leads to the root as of its signing, and no longer after its hour', () => {
    const verify = (at: string): boolean =>
      openssl(
        { 'root.pem': pem(ca.root.certificate), 'issuing.pem': pem(ca.issuing.certificate), 'leaf.pem': pem(leaf) },
        `verify -x509_strict -attime ${seconds(at)} -CAfile root.pem -untrusted issuing.pem leaf.pem`,
      ).ok;
    expect(verify(now)).toBe(true);
    expect(verify('2026-11-24T10:00:01.000Z')).toBe(false);
  });

  test('has no organisation number where none is known', () => {
    const { organizationIdentifier: _known, ...rest } = subject;
    const other = issueSignatoryCertificate(ca.issuing, { ...rest, organizationIdentifier: null }, publicKey, {
      now,
      serial,
      baseUrl: BASE_URL,
    });
    expect(other.includes('NTRNL')).toBe(false);
    expect(leaf.includes('NTRNL')).toBe(true);
  });

  test('refuses a mandate reference that its letters cannot write', () => {
    const strange = { ...subject, mandateReference: 'M-2026_ß' };
    expect(() => issueSignatoryCertificate(ca.issuing, strange, publicKey, { now, serial, baseUrl: BASE_URL })).toThrow(
      'name-not-printable',
    );
  });

  test('has another key in each ceremony', async () => {
    const world = signingWorld(ca);
    const [one, other] = [await world.open(), await world.open()];
    const keyIn = (certificate: Buffer): string => readCertificate(certificate).subjectPublicKeyInfo.toString('hex');
    expect(keyIn(one.certificate)).not.toBe(keyIn(other.certificate));
    expect(
      Object.values(one).some((value) => typeof value === 'object' && value !== null && 'asymmetricKeyType' in value),
    ).toBe(false);
  });
});

describe('the CRL of one certificate', () => {
  test('begins just after the signature and ends before the certificate does', () => {
    const { thisUpdate, nextUpdate } = readCrl(crl);
    expect([thisUpdate, nextUpdate]).toEqual(['2026-11-24T09:00:01.000Z', '2026-11-24T09:40:01.000Z']);
    expect(nextUpdate < readCertificate(leaf).notAfter).toBe(true);
  });

  withOpenssl('speaks of that address alone, critically, and of users only', () => {
    const { said } = openssl({ 'a.crl': crl }, 'crl -inform DER -in a.crl -noout -text');
    expect(said).toMatch(
      /Issuing Distribution Point: critical\n\s+Full Name:\n\s+URI:http:\/\/localhost:3000\/pki\/crl\//,
    );
    expect(said).toContain(url);
    expect(said).toContain('Only User Certificates');
    expect(said).toContain('No Revoked Certificates');
  });

  withOpenssl('is accepted for the certificate, together with the CRL of the root', () => {
    const verify = (...crls: readonly Buffer[]): string =>
      openssl(
        {
          'root.pem': pem(ca.root.certificate),
          'issuing.pem': pem(ca.issuing.certificate),
          'leaf.pem': pem(leaf),
          'all.pem': crls.map((crl) => pem(crl, 'X509 CRL')).join(''),
        },
        `verify -attime ${seconds('2026-11-24T09:00:05.000Z')} -crl_check_all -extended_crl -CRLfile all.pem ` +
          '-CAfile root.pem -untrusted issuing.pem leaf.pem',
      ).said;
    expect(verify(crl, ca.root.crl)).toContain('leaf.pem: OK');
    const revoked = makePartitionCrl(ca.issuing, { url, signedAt: now, revoked: { serial, at: now } });
    expect(verify(revoked, ca.root.crl)).toContain('certificate revoked');
  });
});

describe('the portal CA', () => {
  test('has P-256 keys throughout', () => {
    for (const { privateKey } of [ca.root, ca.issuing, ca.timestamp]) {
      expect(createPublicKey(privateKey).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    }
  });

  test('has a root CRL after every certificate that it speaks of, until long after', () => {
    const { thisUpdate, nextUpdate } = readCrl(ca.root.crl);
    for (const { certificate } of [ca.issuing, ca.timestamp]) {
      expect(readCertificate(certificate).notBefore < thisUpdate).toBe(true);
    }
    expect(thisUpdate).toBe(CEREMONY);
    expect(nextUpdate).toBe('2061-11-24T07:00:00.000Z');
  });

  withOpenssl('issues an authority for signatories only, one step deep', () => {
    const text = textOf(ca.issuing.certificate);
    expect(text).toMatch(/Basic Constraints: critical\n\s+CA:TRUE, pathlen:0/);
    expect(text).toMatch(/Key Usage: critical\n\s+Certificate Sign, CRL Sign\n/);
    expect(text).toContain('URI:http://localhost:3000/pki/root.crl');
    expect(text).toContain('CA Issuers - URI:http://localhost:3000/pki/root.cer');
  });

  withOpenssl('issues a time-stamper straight under the root, which says what it is', () => {
    const text = textOf(ca.timestamp.certificate);
    expect(text).toMatch(/Extended Key Usage: critical\n\s+Time Stamping\n/);
    expect(text).toMatch(/Key Usage: critical\n\s+Digital Signature\n/);
    expect(text).toMatch(/Issuer: C ?= ?NL, O ?= ?Testportaal, CN ?= ?Testportaal root/);
    expect(text).toContain('Built-in time-stamper for development, not an independent authority');
  });
});
