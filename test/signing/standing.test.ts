import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { addSeconds } from '../../src/domain/time';
import { buildCertificate } from '../../src/signing/certificates/build-certificate';
import { issuedBy } from '../../src/signing/certificates/chain';
import { buildCrl, readCrl } from '../../src/signing/certificates/crl';
import * as extend from '../../src/signing/certificates/extensions';
import { encodeName } from '../../src/signing/certificates/name';
import { buildOcspRequest, readOcsp } from '../../src/signing/certificates/ocsp';
import { answerOcsp } from '../../src/signing/certificates/ocsp-answer';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { crlFault, ocspFault, type StandingFault } from '../../src/signing/certificates/standing';
import { SigningError } from '../../src/signing/errors';
import {
  INVENTED_ADDRESSES,
  inventedProof,
  inventTimestampAuthority,
} from '../../src/usecases/sample/invent-timestamp-authority';
import { openssl, pem, withOpenssl } from '../support/openssl';
import { newSerial } from '../support/pki';
import { revoked } from '../support/revocation-lies';

// What a CRL or an OCSP answer says of a certificate, from whatever bytes come in.

const at = '2026-11-24T09:00:00.000Z';
const pki = inventTimestampAuthority('2026-10-01T00:00:00.000Z', INVENTED_ADDRESSES);
const [timestamp, intermediate, root] = [pki.timestamp, pki.intermediate, pki.root].map((each) =>
  readCertificate(each.certificate),
) as [ReturnType<typeof readCertificate>, ReturnType<typeof readCertificate>, ReturnType<typeof readCertificate>];
const {
  crls: [crl = Buffer.alloc(0)],
  ocsps: [ocsp = Buffer.alloc(0)],
} = inventedProof(pki, addSeconds(at, -3600));

/** Null: believed. Anything but a SigningError is thrown on. */
function verdict(read: () => StandingFault | null): StandingFault | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SigningError) return 'malformed';
    throw error;
  }
}
const ofOcsp = (der: Buffer): StandingFault | null =>
  verdict(() =>
    ocspFault(readOcsp(der), { certificate: timestamp, issuer: intermediate, at, issued: issuedBy }, () => false),
  );
const ofCrl = (der: Buffer): StandingFault | null =>
  verdict(() => crlFault(readCrl(der), { certificate: intermediate, issuer: root, at, issued: issuedBy }));

test.each([
  ['an OCSP answer', ocsp, ofOcsp],
  ['a CRL', crl, ofCrl],
])('%s is believed, and with any one byte changed it is not', (_, honest, judge) => {
  expect(judge(honest)).toBeNull();
  const missed: number[] = [];
  for (let place = 0; place < honest.length; place++) {
    for (const bit of [0x01, 0x80]) {
      const changed = Buffer.from(honest);
      changed.writeUInt8(changed.readUInt8(place) ^ bit, place);
      if (judge(changed) === null) missed.push(place);
    }
  }
  expect(missed).toEqual([]);
});

test('bytes that were cut, moved and mixed are refused, and throw nothing but what is expected', () => {
  const edits = fc.array(
    fc.record({ at: fc.nat(1200), remove: fc.nat(30), insert: fc.uint8Array({ maxLength: 30 }) }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.constantFrom(ocsp, crl), edits, (honest, list) => {
      const changed = list.reduce(
        (bytes, { at: place, remove, insert }) =>
          Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + remove)]),
        honest,
      );
      fc.pre(!changed.equals(honest));
      expect(ofOcsp(changed)).not.toBeNull();
      expect(ofCrl(changed)).not.toBeNull();
    }),
    { numRuns: 2000 },
  );
});

test('what an answer says of one moment it does not say of one after its end, nor of another certificate', () => {
  const answer = readOcsp(ocsp);
  const of = (other: object): StandingFault | null =>
    ocspFault(answer, { certificate: timestamp, issuer: intermediate, at, issued: issuedBy, ...other }, () => false);
  expect(of({ at: addSeconds(at, 7 * 86_400 - 3600) })).toBeNull();
  expect(of({ at: addSeconds(at, 7 * 86_400) })).toBe('stale');
  expect(of({ certificate: readCertificate(pki.responder.certificate) })).toBe('other-certificate');
  expect(of({ issuer: root })).toBe('other-certificate');
});

describe('a time-stamp certificate that was withdrawn later', () => {
  const later = addSeconds(at, 3600);
  const period = { thisUpdate: addSeconds(at, 7200), nextUpdate: addSeconds(at, 86_400) };
  const told = (reason: number | null): readonly (StandingFault | null)[] => [
    ofOcsp(
      answerOcsp(pki.responder, {
        ...period,
        certificate: timestamp.raw,
        issuer: intermediate.raw,
        status: revoked(later, reason),
        certificates: [pki.responder.certificate],
      }),
    ),
    crlFault(
      readCrl(
        buildCrl(pki.intermediate, {
          ...period,
          extensions: [],
          revoked: [{ serial: timestamp.serial, at: later, ...(reason === null ? {} : { reason }) }],
        }),
      ),
      { certificate: timestamp, issuer: intermediate, at, issued: issuedBy },
    ),
  ];

  test.each([0, 3, 4, 5])('with its key still good (reason %s) stamped well before that', (reason) => {
    expect(told(reason)).toEqual([null, null]);
  });
  test.each([null, 1, 2, 6, 8, 9, 10])('for reason %s did not', (reason) => {
    expect(told(reason)).toEqual(['revoked', 'revoked']);
  });
});

describe('OpenSSL as responder', () => {
  const kinds = [
    ['RSA and SHA-512, named by its key', 'rsa', '-rmd sha512 -resp_key_id'],
    ['P-256 and SHA-384', 'ec', '-rmd sha384'],
  ] as const;

  const respond = (kind: 'rsa' | 'ec', options: string, status: string): Buffer => {
    const { privateKey, publicKey } =
      kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const certificate = buildCertificate(
      {
        serial: newSerial(),
        issuer: intermediate.subject,
        subject: encodeName({ commonName: 'OpenSSL' }),
        notBefore: '2026-10-01T00:00:00.000Z',
        notAfter: '2060-01-01T00:00:00.000Z',
        publicKey,
        extensions: [extend.forOcspSigning(), extend.ocspNoCheck()],
      },
      pki.intermediate.privateKey,
    );
    const serial = timestamp.serial.toString('hex').toUpperCase();
    const index = status === 'V' ? `V\t400101000000Z\t\t${serial}` : `R\t400101000000Z\t261020000000Z\t${serial}`;
    const { out, said } = openssl(
      {
        'question.der': buildOcspRequest(timestamp, intermediate),
        'issuer.pem': pem(pki.intermediate.certificate),
        'responder.pem': pem(certificate),
        'responder.key': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        index: `${index}\tunknown\t/CN=x\n`,
      },
      `ocsp -index index -CA issuer.pem -rsigner responder.pem -rkey responder.key -reqin question.der ${options} -ndays 1 -respout out`,
    );
    if (!out) throw new Error(said);
    return out;
  };
  // OpenSSL answers with the clock of the machine.
  const judge = (der: Buffer): StandingFault | null => {
    const moment = new Date().toISOString();
    const standing = { certificate: timestamp, issuer: intermediate, at: moment, issued: issuedBy };
    return verdict(() => ocspFault(readOcsp(der), standing, () => false));
  };

  withOpenssl.each(kinds)('is believed with %s', (_, kind, options) => {
    expect(judge(respond(kind, options, 'V'))).toBeNull();
    expect(judge(respond(kind, options, 'R'))).toBe('revoked');
  });
});
