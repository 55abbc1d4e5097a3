import { randomBytes } from 'node:crypto';
import { knownCertificates } from '../../src/signing/certificates/known';
import { cmsFrame } from '../../src/signing/cms/frame';
import { assembleCms, buildSignedAttributes, type SignatureAlgorithm } from '../../src/signing/cms/write';
import { signerOf } from '../../src/signing/verify/signer-of';
import { testCa } from '../support/pki';

// A frame is a short way to the same bytes; it must never lead elsewhere.

const ca = testCa();
const certificate = ca.issuing.certificate;
const CHAINS: Readonly<Record<string, readonly Buffer[]>> = {
  none: [],
  one: [ca.timestamp.certificate],
  two: [ca.timestamp.certificate, ca.root.certificate],
};

const filled = (signature: number, token: number | null): Parameters<ReturnType<typeof cmsFrame>['write']>[0] => ({
  digest: randomBytes(32),
  signature: randomBytes(signature),
  token: token === null ? null : element(token),
});

/** Anything that is one DER element: an OCTET STRING of so many bytes. */
function element(length: number): Buffer {
  return Buffer.concat([Buffer.from([0x04, 0x82, length >> 8, length & 0xff]), randomBytes(length)]);
}

const whole = (algorithm: SignatureAlgorithm, chain: readonly Buffer[], of: ReturnType<typeof filled>): Buffer =>
  assembleCms({
    attributes: buildSignedAttributes({ digest: of.digest, certificate, algorithm }),
    signature: of.signature,
    token: of.token,
    algorithm,
    certificate,
    chain,
  });

describe.each(Object.keys(CHAINS))('the frame of a certificate with a chain of %s', (name) => {
  const chain = CHAINS[name] ?? [];

  test.each([
    ['ecdsa', 70, null],
    ['ecdsa', 71, 900],
    ['ecdsa', 72, 4000],
    ['rsa', 256, null],
    ['rsa', 384, 2500],
  ] as const)(
    'gives the bytes of the whole way, and reads them: %s, %i bytes, token %p',
    (algorithm, signature, token) => {
      const of = filled(signature, token);
      const written = cmsFrame({ certificate, chain, algorithm }).write(of);
      expect(written.equals(whole(algorithm, chain, of))).toBe(true);
      expect(cmsFrame({ certificate, chain, algorithm }).read(written)).toEqual(of);
    },
  );
});

test('a CMS that lengths of two bytes cannot tell is not begun', () => {
  const frame = cmsFrame({ certificate, chain: [], algorithm: 'ecdsa' });
  expect(() => frame.write(filled(72, 65_000))).toThrow('room-too-small');
  expect(frame.read(Buffer.concat([frame.write(filled(72, 900)), Buffer.alloc(70_000)]))).toBeNull();
});

test.each([null, 300])(
  'whatever byte is changed, what is read gives those bytes when it is written: token %p',
  (token) => {
    const frame = cmsFrame({ certificate, chain: CHAINS['one'] ?? [], algorithm: 'ecdsa' });
    const written = frame.write(filled(70, token));
    let read = 0;
    for (let at = 0; at < written.length; at += 1) {
      for (const flip of [1, 0x20, 0x80]) {
        const other = Buffer.from(written);
        other[at] = (other[at] ?? 0) ^ flip;
        const found = frame.read(other);
        if (found === null) continue;
        read += 1;
        expect(frame.write(found).equals(other)).toBe(true);
      }
    }
    // Digest, signature value, and of the token all but its length.
    expect(read).toBe(3 * (32 + 70 + (token === null ? 0 : 1 + token)));
  },
);

test('a time-stamp that is not one element is not read', () => {
  const frame = cmsFrame({ certificate, chain: [], algorithm: 'ecdsa' });
  for (const token of ['', '04000400', 'ffff']) {
    const of = { ...filled(70, null), token: Buffer.from(token, 'hex') };
    expect(frame.read(frame.write(of))).toBeNull();
  }
});

test('with more certificates than a path has nobody is looked for as long as with few', () => {
  const chain = Array.from({ length: 40 }, () => testCa().issuing.certificate);
  const of = filled(70, null);
  const cms = cmsFrame({ certificate, chain, algorithm: 'ecdsa' }).write(of);
  const signer = signerOf(cms, of.digest, knownCertificates());
  expect([signer.asWritten, signer.certificates.length, signer.fault()]).toEqual([false, 41, 'wrong-signature']);
});

describe('what is not of the frame', () => {
  const chain = CHAINS['one'] ?? [];
  const frame = cmsFrame({ certificate, chain, algorithm: 'ecdsa' });
  const of = filled(71, 300);
  const written = frame.write(of);

  test('shows in every byte but those of digest, signature value and time-stamp', () => {
    const free = [of.digest, of.signature, of.token ?? Buffer.alloc(0)].map((part) => {
      const at = written.indexOf(part);
      return [at, at + part.length] as const;
    });
    for (let at = 0; at < written.length; at++) {
      const changed = Buffer.from(written);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x01, at);
      const read = frame.read(changed);
      if (free.some(([from, to]) => from <= at && at < to)) continue;
      expect([at, read]).toEqual([at, null]);
    }
  });

  test('may be cut off anywhere, or go on', () => {
    for (let end = 0; end < written.length; end++) expect(frame.read(written.subarray(0, end))).toBeNull();
    expect(frame.read(Buffer.concat([written, Buffer.alloc(1)]))).toBeNull();
  });

  test('is the frame of another chain, algorithm or certificate', () => {
    expect(cmsFrame({ certificate, chain: [], algorithm: 'ecdsa' }).read(written)).toBeNull();
    expect(cmsFrame({ certificate, chain, algorithm: 'rsa' }).read(written)).toBeNull();
    const other = { certificate: ca.timestamp.certificate, chain: [certificate], algorithm: 'ecdsa' } as const;
    expect(cmsFrame(other).read(written)).toBeNull();
    // And the first one still knows its own.
    expect(cmsFrame({ certificate, chain, algorithm: 'ecdsa' }).read(written)).toEqual(of);
  });
});

test('a key that cannot be read is another fault than a digest that is not that of the file', () => {
  const strange = Buffer.from(certificate);
  // The first byte of the point in the BIT STRING says that it is not compressed (RFC 5480 2.2).
  strange[certificate.indexOf(Buffer.from('03420004', 'hex')) + 3] = 0x05;
  const of = filled(70, null);
  const cms = cmsFrame({ certificate: strange, chain: [], algorithm: 'ecdsa' }).write(of);
  expect(signerOf(cms, randomBytes(32), knownCertificates()).fault()).toBe('wrong-message-digest');
  expect(() => signerOf(cms, of.digest, knownCertificates())).toThrow();
});
