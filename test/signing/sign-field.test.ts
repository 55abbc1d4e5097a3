import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { readSignedData } from '../../src/signing/cms/read';
import { OID } from '../../src/signing/oids';
import { onlyValue } from '../../src/signing/cms/read';
import { fillingOf } from '../../src/signing/pdf/append';
import { embedSignature, prepareOn, prepareSignature, readBase } from '../../src/signing/pdf/increment';
import { TimestampError } from '../../src/signing/timestamps/faults';
import { knowFile, knowPrefix } from '../../src/signing/known-file';
import { knownCertificates } from '../../src/signing/certificates/known';
import { signField, signKnown } from '../../src/signing/sign-field';
import type { SigningSession } from '../../src/signing/signer';
import type { Stamp, Timestamper } from '../../src/signing/timestamps/timestamper';
import { verifyOwn, type OwnTrust } from '../../src/signing/verify/verify-own';
import { basePdf, type BasePdf } from '../support/base-pdf';
import { openssl, pem, seconds, withOpenssl } from '../support/openssl';
import { sha256, SIGNATORIES, signingWorld, testCa } from '../support/pki';
import { contentsOf } from '../support/pdf-bytes';
import { createHash } from 'node:crypto';

const world = signingWorld();
const trust: OwnTrust = {
  anchors: [world.ca.root.certificate],
  tsaAnchors: [world.ca.root.certificate],
  now: '2027-06-01T00:00:00.000Z',
};
let base: BasePdf;
let once: Buffer;
let twice: Buffer;

beforeAll(async () => {
  base = await basePdf();
  const first = await world.sign(base.bytes, 'partij-1', base.appearance('Łukasz van der Wal', '24 november 2026'));
  once = Buffer.concat([base.bytes, first.increment]);
  const second = await world.sign(once, 'partij-2', base.appearance('Zoë Jansen'), {
    session: await world.open(SIGNATORIES[1]),
    name: 'Zoë Jansen',
  });
  twice = Buffer.concat([once, second.increment]);
});

describe('two signatories', () => {
  test('both have a valid, time-stamped signature, months after their certificates ended', () => {
    const report = verifyOwn(twice, trust);
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', subIndication: null, problems: [] });
    expect(report.signatures).toMatchObject([
      {
        field: 'partij-1',
        level: 'B-T',
        time: '2026-11-24T09:00:00.000Z',
        intact: true,
        trusted: true,
        covers: 'whole-revision',
        changesAfter: [{ what: 'signature in partij-2', permitted: true }],
        signer: {
          name: 'Łukasz van der Wal',
          organisation: 'Gemeente Voorbeeldstad',
          organizationIdentifier: 'NTRNL-12345678',
          mandateReference: 'M-2026-0001',
        },
      },
      {
        field: 'partij-2',
        level: 'B-T',
        covers: 'whole-file',
        changesAfter: [],
        signer: { name: 'Zoë Jansen', organizationIdentifier: null },
      },
    ]);
    expect(report.timestamps).toMatchObject([
      { field: 'partij-1', intact: true, trusted: true },
      { field: 'partij-2', intact: true, trusted: true },
    ]);
  });

  test('leave every byte before their own as it was', () => {
    expect(twice.subarray(0, once.length)).toEqual(once);
    expect(once.subarray(0, base.bytes.length)).toEqual(base.bytes);
  });

  test('may sign in any order', async () => {
    const { increment } = await world.sign(base.bytes, 'partij-2', base.appearance('b'));
    const file = Buffer.concat([base.bytes, increment]);
    const last = await world.sign(file, 'partij-1', base.appearance('a'));
    expect(verifyOwn(Buffer.concat([file, last.increment]), trust).indication).toBe('TOTAL-PASSED');
  });

  test('add at most 14 kB each', () => {
    expect(once.length - base.bytes.length).toBeLessThan(14_000);
    expect(twice.length - once.length).toBeLessThan(14_000);
  });

  test.each([1, 3, 4, 5])('can also be %i', async (count) => {
    const many = await basePdf(Array.from({ length: count }, (_, index) => `partij-${index + 1}`));
    let file = many.bytes;
    for (const field of many.fields) {
      const { increment } = await world.sign(file, field, many.appearance(field));
      file = Buffer.concat([file, increment]);
    }
    const report = verifyOwn(file, { ...trust, expected: { fields: many.fields } });
    expect(report.indication).toBe('TOTAL-PASSED');
    expect(report.signatures).toHaveLength(count);
  });
});

describe('a signature', () => {
  test('holds the four signed attributes and no signing time', () => {
    const { signer, certificates } = readSignedData(contentsOf(once, 0));
    expect([...signer.signed().keys()].sort()).toEqual(
      [OID.contentType, OID.messageDigest, OID.signingCertificateV2, OID.algorithmProtection]
        .map((type) => type.toString('hex'))
        .sort(),
    );
    expect([...signer.unsigned.keys()]).toEqual([OID.signatureTimestamp.toString('hex')]);
    expect(certificates).toHaveLength(2);
    expect(certificates.some((each) => each.raw.equals(world.ca.root.certificate))).toBe(false);
  });

  test('wastes at most a few bytes of its room', () => {
    expect(paddingOf(once)).toBeLessThan(32);
  });

  test('is B-B only when nobody asks for a stamp', async () => {
    const signed = await world.sign(base.bytes, 'partij-1', base.appearance('x'), { timestamper: null });
    expect(signed).toMatchObject({ level: 'B-B', stampedAt: null });
    const file = Buffer.concat([base.bytes, signed.increment]);
    expect(verifyOwn(file, { ...trust, now: world.clock.now() })).toMatchObject({
      indication: 'TOTAL-PASSED',
      signatures: [{ level: 'B-B', time: '2026-11-24T09:00:00.000Z' }],
      timestamps: [],
    });
    expect(verifyOwn(file, trust)).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
    });
  });

  test('is not made when the time-stamp authority fails', async () => {
    const silent: Timestamper = {
      tokenRoom: 2000,
      stamp: () => Promise.reject(new TimestampError('unreachable', 'stil')),
    };
    await expect(world.sign(base.bytes, 'partij-1', base.appearance('x'), { timestamper: silent })).rejects.toThrow(
      'unreachable',
    );
  });

  test('is not made with the token of another authority', async () => {
    const stranger = signingWorld(testCa('Vreemd')).timestamper;
    await expect(world.sign(base.bytes, 'partij-1', base.appearance('x'), { timestamper: stranger })).rejects.toThrow(
      'own-check-failed',
    );
  });

  test('makes room for a token that is larger than expected', async () => {
    const surprising: Timestamper = { ...world.timestamper, tokenRoom: 100 };
    const { increment, level } = await world.sign(base.bytes, 'partij-1', base.appearance('x'), {
      timestamper: surprising,
    });
    expect(level).toBe('B-T');
    expect(verifyOwn(Buffer.concat([base.bytes, increment]), trust).indication).toBe('TOTAL-PASSED');
  });

  test('is not made before or after the hour of its certificate, nor past its CRL', async () => {
    const later = signingWorld(world.ca);
    const session = await later.open();
    for (const instant of ['2026-11-24T08:54:59.000Z', '2026-11-24T09:40:02.000Z', '2026-11-24T10:00:01.000Z']) {
      later.clock.moveTo(instant);
      await expect(later.sign(base.bytes, 'partij-1', base.appearance('x'), { session })).rejects.toThrow(
        'outside-certificate-validity',
      );
    }
    later.clock.moveTo('2026-11-24T09:39:00.000Z');
    await expect(later.sign(base.bytes, 'partij-1', base.appearance('x'), { session })).resolves.toBeDefined();
  });

  test('is not made twice in one field, nor in a field that does not exist', async () => {
    await expect(world.sign(once, 'partij-1', base.appearance('x'))).rejects.toThrow('field-already-signed');
    await expect(world.sign(once, 'partij-9', base.appearance('x'))).rejects.toThrow('no-such-field');
  });

  test('is not made by another CA than the anchors know', async () => {
    const stranger = signingWorld(testCa('Vreemd'));
    const session = await stranger.open();
    await expect(world.sign(base.bytes, 'partij-1', base.appearance('x'), { session })).rejects.toThrow(
      'own-check-failed',
    );
  });

  test.each([
    '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>',
    ') /OpenAction (',
    '> >> endobj',
    'Łukasz 🙂 "\\',
    '',
  ])('shows the name %j as text, whatever it holds', async (name) => {
    const { increment } = await world.sign(base.bytes, 'partij-1', base.appearance('x'), { name });
    expect(increment.includes('OpenAction')).toBe(false);
    expect(increment.includes(Buffer.from(name, 'utf16le').swap16().toString('hex'))).toBe(true);
  });

  test('prepared on known facts equals the one that was parsed', () => {
    const request = {
      field: 'partij-1',
      appearance: base.appearance('x'),
      signedAt: world.clock.now(),
      name: 'x',
      room: 3000,
    };
    const facts = readBase(base.bytes, 'partij-1');
    const midstate = createHash('sha256').update(base.bytes);
    expect(prepareOn(facts, midstate, request)).toEqual(prepareSignature(base.bytes, request));
    expect(() => embedSignature(prepareSignature(base.bytes, request), fillingOf(Buffer.alloc(3001)))).toThrow(
      'room-too-small',
    );
  });
});

describe('OpenSSL', () => {
  withOpenssl('accepts both signatures as CAdES at their time, and neither over other bytes', () => {
    for (const [index, end] of [once.length, twice.length].entries()) {
      const cms = contentsOf(twice, index);
      const range = rangeOf(twice.subarray(0, end), index);
      const verify = (content: Buffer): { ok: boolean; said: string } =>
        openssl(
          { 'a.cms': cms, range: content, 'root.pem': pem(world.ca.root.certificate) },
          'cms -verify -binary -cades -inform DER -in a.cms -content range -CAfile root.pem -out out ' +
            `-attime ${seconds(world.clock.now())}`,
        );
      expect(verify(range)).toMatchObject({ ok: true });
      const other = Buffer.from(range);
      other.writeUInt8(other.readUInt8(100) ^ 1, 100);
      expect(verify(other).ok).toBe(false);
    }
  });

  withOpenssl('accepts both time-stamps over their signature values', () => {
    for (const index of [0, 1]) {
      const { signer } = readSignedData(contentsOf(twice, index));
      const token = onlyValue(signer.unsigned, OID.signatureTimestamp) ?? Buffer.alloc(0);
      const verify = (digest: Buffer): { ok: boolean; said: string } =>
        openssl(
          { token, 'root.pem': pem(world.ca.root.certificate) },
          `ts -verify -token_in -in token -digest ${digest.toString('hex')} -CAfile root.pem ` +
            `-attime ${seconds(world.clock.now())}`,
        );
      expect(verify(sha256(signer.signature))).toMatchObject({ ok: true });
      expect(verify(sha256(token)).ok).toBe(false);
    }
  });
});

test('a certificate read back is the one that signed', async () => {
  const session = await world.open();
  const signed = await world.sign(base.bytes, 'partij-1', base.appearance('x'), { session });
  expect(signed.certificate).toEqual(session.certificate);
  expect(signed.crl).toEqual(session.crl);
  const report = verifyOwn(Buffer.concat([base.bytes, signed.increment]), trust);
  expect(report.signatures[0]?.signer?.certificateSerial).toBe(
    readCertificate(session.certificate).serial.toString('hex'),
  );
});

function paddingOf(file: Buffer): number {
  const [gap] = /\/Contents <([0-9a-f]+)>/.exec(file.toString('latin1'))?.slice(1) ?? [];
  return (gap ?? '').length / 2 - contentsOf(file, 0).length;
}

function rangeOf(file: Buffer, index: number): Buffer {
  const text = file.toString('latin1');
  const numbers = [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+) *\]/g)][index]?.slice(1).map(Number) ?? [];
  const [end = 0, start = 0, rest = 0] = numbers;
  return Buffer.concat([file.subarray(0, end), file.subarray(start, start + rest)]);
}

describe('the fast path', () => {
  /** Keys and an authority that answer the same question twice with the same bytes: ECDSA itself never does. */
  const repeating = async (): Promise<{ session: SigningSession; timestamper: Timestamper }> => {
    const session = await world.open();
    const signed = new Map<string, Buffer>();
    const stamped = new Map<string, Stamp>();
    return {
      session: {
        ...session,
        sign: async (attributes) => {
          const key = attributes.toString('hex');
          const signature = signed.get(key) ?? (await session.sign(attributes));
          signed.set(key, signature);
          return signature;
        },
      },
      timestamper: {
        ...world.timestamper,
        stamp: async (digest) => {
          const key = digest.toString('hex');
          const stamp = stamped.get(key) ?? (await world.timestamper.stamp(digest));
          stamped.set(key, stamp);
          return stamp;
        },
      },
    };
  };
  const terms = async (field: string): Promise<Parameters<typeof signKnown>[1]> => ({
    ...(await repeating()),
    field,
    appearance: () => base.appearance('Zoë Jansen'),
    name: 'Zoë Jansen',
    clock: world.clock,
    anchors: trust.anchors,
    tsaAnchors: trust.tsaAnchors,
    known: knownCertificates(),
  });

  test.each([0, 1, 5000, 30_000])(
    'gives the same bytes as the general one, with a prefix of at least %i bytes',
    async (from) => {
      // Up to where an object ends.
      const length = from === 0 ? 0 : base.bytes.indexOf('endobj\n', from) + 7;
      const prefix = knowPrefix(base.bytes.subarray(0, length));
      const first = await terms('partij-1');
      const quick = await signKnown(knowFile(prefix, base.bytes.subarray(length)), first);
      expect(quick.increment.equals((await signField({ ...first, file: base.bytes })).increment)).toBe(true);
      const file = Buffer.concat([base.bytes, quick.increment]);
      const second = await terms('partij-2');
      const last = await signKnown(knowFile(prefix, file.subarray(length)), second);
      expect(last.increment.equals((await signField({ ...second, file })).increment)).toBe(true);
      expect(verifyOwn(Buffer.concat([file, last.increment]), trust).indication).toBe('TOTAL-PASSED');
    },
  );

  test('of several side by side on one beginning each gets what it would get alone', async () => {
    const length = base.bytes.indexOf('endobj\n') + 7;
    const prefix = knowPrefix(base.bytes.subarray(0, length));
    const first = await terms('partij-1');
    // A letter of a title, somewhere after the beginning.
    const letterAt = base.bytes.lastIndexOf('/Title <FEFF') + 12;
    expect(letterAt).toBeGreaterThan(length);
    const files = ['0', '1', '2', '3'].map((digit) => {
      const other = Buffer.from(base.bytes);
      other.write(digit, letterAt, 'latin1');
      return other;
    });
    const together = await Promise.all(files.map((file) => signKnown(knowFile(prefix, file.subarray(length)), first)));
    for (const [i, file] of files.entries()) {
      const alone = await signField({ ...first, file });
      expect(together[i]?.increment.equals(alone.increment)).toBe(true);
    }
    expect(new Set(together.map(({ increment }) => increment.toString('latin1'))).size).toBe(files.length);
  });

  test('releases nothing that its own verification refuses', async () => {
    const file = knowFile(knowPrefix(base.bytes.subarray(0, 5000)), base.bytes.subarray(5000));
    const honest = await terms('partij-1');
    const wrong = { ...honest.session, sign: () => Promise.resolve(Buffer.alloc(70)) };
    await expect(signKnown(file, { ...honest, session: wrong })).rejects.toMatchObject({ code: 'own-check-failed' });
    const other = testCa('Ander').root.certificate;
    await expect(signKnown(file, { ...honest, anchors: [other] })).rejects.toMatchObject({ code: 'own-check-failed' });
    await expect(signKnown(file, { ...honest, tsaAnchors: [other] })).rejects.toMatchObject({
      code: 'own-check-failed',
    });
  });
});
