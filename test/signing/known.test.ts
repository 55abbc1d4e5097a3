import { knownCertificates } from '../../src/signing/certificates/known';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { assembleCms, buildSignedAttributes } from '../../src/signing/cms/write';
import { readSignedData } from '../../src/signing/cms/read';
import { OID } from '../../src/signing/oids';
import { testCa } from '../support/pki';

// What is remembered between signatures must never answer for other bytes than those it was made of.

const ca = testCa();
const [one, other] = [ca.issuing.certificate, ca.timestamp.certificate];

describe('known certificates', () => {
  test('are the same again when their bytes are', () => {
    const known = knownCertificates();
    expect(known.read(Buffer.from(one))).toBe(known.read(Buffer.from(one)));
  });

  test.each([0, 1, 2, 3])('are others when byte %i of the serial number differs', (byte) => {
    const known = knownCertificates();
    known.read(one);
    const at = readCertificate(one).serial.byteOffset - one.byteOffset + byte;
    const changed = Buffer.from(one);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(known.read(changed).raw.equals(changed)).toBe(true);
    expect(known.read(one).raw.equals(one)).toBe(true);
  });

  test('are not answered from a buffer that changed since', () => {
    const known = knownCertificates();
    const buffer = Buffer.from(one);
    const first = known.read(buffer);
    buffer.fill(0, 20, 30);
    expect(first.raw.equals(one)).toBe(true);
  });
});

describe('frames of a certificate', () => {
  const digests = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const build = (digest: Buffer, contentType: Buffer, algorithm: 'ecdsa' | 'rsa', certificate = one): string =>
    buildSignedAttributes({ digest, certificate, contentType, algorithm }).toString('hex');

  test('do not confuse digest, content type, algorithm or certificate', () => {
    const all = digests.flatMap((digest) =>
      [OID.data, OID.timestampInfo].flatMap((type) =>
        (['ecdsa', 'rsa'] as const).flatMap((algorithm) =>
          [one, other].map((certificate) => build(digest, type, algorithm, certificate)),
        ),
      ),
    );
    expect(new Set(all).size).toBe(16);
    // The frame is built anew for a copy; with the same words it gives the same bytes.
    expect(build(Buffer.alloc(32, 1), OID.data, 'ecdsa', Buffer.from(one))).toBe(all[0]);
  });

  test('are built for each chain', () => {
    const attributes = buildSignedAttributes({ digest: Buffer.alloc(32), certificate: one });
    const parts = { attributes, signature: Buffer.alloc(70, 9), certificate: one, token: null };
    const counts = [[], [other], [], [other, ca.root.certificate]].map(
      (chain) => readSignedData(assembleCms({ ...parts, chain })).certificates.length,
    );
    expect(counts).toEqual([1, 2, 1, 3]);
  });

  test('take a SHA-256 and nothing else', () => {
    expect(() => buildSignedAttributes({ digest: Buffer.alloc(20), certificate: one })).toThrow(RangeError);
  });
});
