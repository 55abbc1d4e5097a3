import { generateKeyPairSync, randomBytes, type KeyPairKeyObjectResult } from 'node:crypto';
import { addSeconds } from '../../src/domain/time';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { readDer, readInteger } from '../../src/signing/der/read';
import * as der from '../../src/signing/der/write';
import { OID } from '../../src/signing/oids';
import { answerTimestampRequest } from '../../src/signing/timestamps/answer';
import { checkTimestampResponse } from '../../src/signing/timestamps/check-response';
import { checkToken } from '../../src/signing/timestamps/check-token';
import { clockSkew } from '../../src/signing/timestamps/clock-skew';
import { TimestampError } from '../../src/signing/timestamps/faults';
import { buildTimestampRequest, readTimestampRequest } from '../../src/signing/timestamps/request';
import { builtInTimestamper } from '../../src/signing/timestamps/timestamper';
import { newSerial, sha256, testCa, testClock } from '../support/pki';
import { openssl, pem, withOpenssl } from '../support/openssl';
import { certified, LIES, honestAnswer } from '../support/tsa-lies';

const ca = testCa();
const now = '2026-11-24T09:00:00.000Z';
const asked = {
  digest: sha256(Buffer.from('handtekening')),
  nonce: randomBytes(8),
  policy: OID.timestampPolicy,
  sentAt: now,
  now,
};
const anchors = [ca.root.certificate];
const liar = { root: ca.root, honest: ca.timestamp };

const faultOf = (response: Buffer): string => {
  try {
    checkTimestampResponse(response, { ...asked, anchors, tolerance: 60 });
    return 'accepted';
  } catch (error) {
    return error instanceof TimestampError ? error.fault : String(error);
  }
};

describe('a time-stamp authority', () => {
  test('is believed when it answers what was asked', () => {
    const { genTime } = checkTimestampResponse(honestAnswer(asked, liar), { ...asked, anchors, tolerance: 60 });
    expect(genTime).toBe(now);
  });

  test.each(LIES)('is refused for $name: $fault', ({ answer, fault }) => {
    expect(faultOf(answer(asked, liar))).toBe(fault);
  });

  test('is refused for the token of an earlier request', () => {
    const earlier = honestAnswer({ ...asked, digest: sha256(Buffer.from('een andere handtekening')) }, liar);
    expect(faultOf(earlier)).toBe('wrong-imprint');
  });

  test('may differ from our clock as much as we tolerate, and no second more', () => {
    const at = (seconds: number): Buffer => honestAnswer({ ...asked, now: addSeconds(now, seconds) }, liar);
    expect([60, -60, 61, -61].map((seconds) => faultOf(at(seconds)))).toEqual([
      'accepted',
      'accepted',
      'time-out-of-window',
      'time-out-of-window',
    ]);
  });

  test('without an anchor is intact, yet not trusted', () => {
    const stamp = checkTimestampResponse(honestAnswer(asked, liar), { ...asked, anchors, tolerance: 60 });
    expect(checkToken(stamp.token, { sha256: asked.digest }, [])).toMatchObject({
      intact: true,
      fault: 'untrusted-issuer',
    });
  });
});

describe('the difference of the clocks', () => {
  const skew = (seconds: number, accuracy = 0, waited = 0, resolution = 0.001): number =>
    clockSkew({ genTime: addSeconds(now, seconds), accuracy, resolution }, { sentAt: addSeconds(now, -waited), now });

  test('is what surely lies between them, ahead or behind', () => {
    expect(skew(12)).toBeCloseTo(12, 2);
    expect(skew(-12)).toBeCloseTo(-12, 2);
    expect(skew(0)).toBe(0);
  });

  test('is less by the accuracy that the authority states', () => {
    expect(skew(12, 2)).toBeCloseTo(10, 2);
    expect(skew(-12, 2)).toBeCloseTo(-10, 2);
    expect([skew(1, 1.5), skew(-1, 1.5)]).toEqual([0, 0]);
  });

  test('is none when the time stands between question and answer, however long that took', () => {
    expect([skew(-9, 0, 9), skew(-4, 0, 9), skew(0, 0, 9)]).toEqual([0, 0, 0]);
    expect(skew(-12, 0, 9)).toBeCloseTo(-3, 2);
    expect(skew(2, 0, 9)).toBeCloseTo(2, 2);
  });

  test('is none when a time in whole seconds was rounded down', () => {
    expect(skew(-0.9, 0, 0, 1)).toBe(0);
    expect(skew(-1.9, 0, 0, 1)).toBeCloseTo(-0.9, 5);
  });

  test('is measured with each stamp, from what the token says', () => {
    const answer = honestAnswer({ ...asked, now: addSeconds(now, 20) }, liar, {
      options: [
        der.sequence(der.integer(3), der.taggedPrimitive(0, Buffer.from([0x01, 0xf4]))),
        der.integer(asked.nonce),
      ],
    });
    expect(checkTimestampResponse(answer, { ...asked, anchors, tolerance: 60 }).skew).toBeCloseTo(16.5, 5);
  });
});

describe('a time-stamp request', () => {
  test('carries its nonce in the shortest form, whatever its first bytes', () => {
    const starts = [
      [0, 0],
      [0, 0x80],
      [0x00, 0x01],
      [0x7f, 0xff],
      [0x80, 0],
    ];
    const nonces = [
      ...starts.map((start) => Buffer.concat([Buffer.from(start), randomBytes(6)])),
      ...Array.from({ length: 5000 }, () => randomBytes(8)),
    ];
    for (const nonce of nonces) {
      const read = readTimestampRequest(buildTimestampRequest(asked.digest, nonce)).nonce;
      expect(BigInt(`0x${read?.toString('hex') ?? ''}`)).toBe(BigInt(`0x${nonce.toString('hex')}`));
    }
  });

  test('of all zeros is the integer zero', () => {
    const request = buildTimestampRequest(asked.digest, Buffer.alloc(8));
    expect(readTimestampRequest(request).nonce).toEqual(Buffer.from([0]));
  });

  test('with a superfluous leading zero is refused when read', () => {
    expect(() => readInteger(readDer(Buffer.from([0x02, 0x02, 0x00, 0x01])))).toThrow('shortest');
  });
});

describe('OpenSSL as time-stamp authority', () => {
  // Keys and hashes that authorities in the field use, and both forms of the reference to the certificate.
  const kinds = [
    ['RSA and SHA-512', 'sha512', 'sha256'],
    ['RSA and SHA-256, with the older reference to its certificate', 'sha256', 'sha1'],
    ['P-256 and SHA-384', 'sha384', 'sha384'],
  ] as const;

  const respond = (keys: KeyPairKeyObjectResult, hash: string, reference: string): Buffer => {
    const { certificate, privateKey } = certified(ca.root, { keys });
    const config = `[tsa]
default_tsa = here
[here]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = ${reference}
`;
    const { out, said } = openssl(
      {
        'query.tsq': buildTimestampRequest(asked.digest, asked.nonce),
        'tsa.pem': pem(certificate),
        'key.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        'tsa.cnf': config,
        serial: '01',
      },
      `ts -reply -config tsa.cnf -section here -queryfile query.tsq -signer tsa.pem -inkey key.pem -${hash} -out out`,
    );
    if (!out) throw new Error(said);
    return out;
  };

  withOpenssl.each(kinds)('is believed with %s', (name, hash, reference) => {
    const keys = name.startsWith('RSA')
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    // OpenSSL stamps with the clock of the machine.
    const present = new Date().toISOString();
    const response = respond(keys, hash, reference);
    const { genTime } = checkTimestampResponse(response, {
      ...asked,
      policy: null,
      anchors,
      sentAt: present,
      now: present,
      tolerance: 60,
    });
    expect(Math.abs(Date.parse(genTime) - Date.parse(present))).toBeLessThan(10_000);
  });

  withOpenssl('is refused with a short RSA key', () => {
    const present = new Date().toISOString();
    const response = respond(generateKeyPairSync('rsa', { modulusLength: 1024 }), 'sha256', 'sha256');
    expect(() =>
      checkTimestampResponse(response, {
        ...asked,
        policy: null,
        anchors,
        sentAt: present,
        now: present,
        tolerance: 60,
      }),
    ).toThrow('weak-algorithm');
  });
});

describe('the built-in time-stamper', () => {
  const of = { genTime: now, serial: newSerial() };

  test('answers a request so that the check accepts it', () => {
    const response = answerTimestampRequest(buildTimestampRequest(asked.digest, asked.nonce), ca.timestamp, of);
    expect(faultOf(response)).toBe('accepted');
  });

  test.each([
    ['something else than a request', Buffer.from('hallo')],
    ['a digest of another length', buildTimestampRequest(Buffer.alloc(20), asked.nonce)],
  ])('refuses %s', (_, request) => {
    expect(faultOf(answerTimestampRequest(request, ca.timestamp, of))).toBe('not-granted');
  });

  test('stamps within the room that it announces', async () => {
    const timestamper = builtInTimestamper(ca.timestamp, { clock: testClock(now), newSerial });
    const tokens = await Promise.all(Array.from({ length: 50 }, () => timestamper.stamp(asked.digest)));
    for (const { token, genTime } of tokens) {
      expect(token.length).toBeLessThanOrEqual(timestamper.tokenRoom);
      expect(token.length).toBeGreaterThan(timestamper.tokenRoom - 32);
      expect(checkToken(token, { sha256: asked.digest }, anchors.map(readCertificate))).toMatchObject({
        fault: null,
        info: { genTime },
      });
    }
  });
});
