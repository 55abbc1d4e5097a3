import { addSeconds, type Instant } from '../../src/domain/time';
import { buildCertificate } from '../../src/signing/certificates/build-certificate';
import { buildCrl, makeRootCrl, type Authority } from '../../src/signing/certificates/crl';
import * as extend from '../../src/signing/certificates/extensions';
import { answerOcsp, type OcspContent } from '../../src/signing/certificates/ocsp-answer';
import { encodeName } from '../../src/signing/certificates/name';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import * as der from '../../src/signing/der/write';
import { OID } from '../../src/signing/oids';
import {
  INVENTED_ADDRESSES,
  inventTimestampAuthority,
  type InventedTimestampAuthority,
} from '../../src/usecases/sample/invent-timestamp-authority';
import { newSerial } from './pki';

interface Asked {
  readonly pki: InventedTimestampAuthority;
  readonly now: Instant;
}

export interface RevocationLie {
  readonly name: string;
  /** Why it must be refused. */
  readonly fault: string;
  readonly answer: (asked: Asked) => Buffer;
}

const DAY = 86_400;
const KEY_COMPROMISE = 1;

/** An honest answer about the time-stamp certificate, bent where asked. */
function ocsp({ pki, now }: Asked, bent: Partial<OcspContent & { responder: Authority }> = {}): Buffer {
  const { responder = pki.responder, ...content } = bent;
  return answerOcsp(responder, {
    certificate: pki.timestamp.certificate,
    issuer: pki.intermediate.certificate,
    thisUpdate: addSeconds(now, -3600),
    nextUpdate: addSeconds(now, DAY),
    certificates: [responder.certificate],
    ...content,
  });
}

export const honestOcsp = ocsp;

/** A responder of the intermediate, or of another issuer, with other extensions or days. */
function responder(
  issuer: Authority,
  extensions: readonly Buffer[] = [extend.forOcspSigning(), extend.ocspNoCheck()],
  days: readonly [Instant, Instant] = ['2026-01-01T00:00:00.000Z', '2040-01-01T00:00:00.000Z'],
): Authority {
  const { privateKey, publicKey } = newKey();
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: readCertificate(issuer.certificate).subject,
      subject: encodeName({ commonName: 'Een antwoorder' }),
      notBefore: days[0],
      notAfter: days[1],
      publicKey,
      extensions,
    },
    issuer.privateKey,
  );
  return { certificate, privateKey };
}

/** Somebody else with the same names. */
const twin = (now: Instant): InventedTimestampAuthority => inventTimestampAuthority(now, INVENTED_ADDRESSES);

export const revoked = (at: Instant, reason: number | null = null): Buffer =>
  der.retag(
    0xa1,
    der.sequence(der.generalizedTime(at), ...(reason === null ? [] : [der.tagged(0, der.enumerated(reason))])),
  );

function flippedAt(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

const lie = (name: string, fault: string, answer: RevocationLie['answer']): RevocationLie => ({ name, fault, answer });

export const OCSP_LIES: readonly RevocationLie[] = [
  lie('a responder under another root of the same name', 'unauthorised-responder', (asked) =>
    ocsp(asked, { responder: twin(asked.now).responder }),
  ),
  lie('a responder that nobody gave the right', 'unauthorised-responder', (asked) =>
    ocsp(asked, { responder: responder(asked.pki.intermediate, [extend.ocspNoCheck()]) }),
  ),
  lie('the time-stamp certificate as its own witness', 'unauthorised-responder', (asked) =>
    ocsp(asked, { responder: asked.pki.timestamp }),
  ),
  lie('a responder with the right of the root, not of the issuer', 'unauthorised-responder', (asked) =>
    ocsp(asked, { responder: responder(asked.pki.root) }),
  ),
  lie('a responder whose key may not sign', 'unauthorised-responder', (asked) =>
    ocsp(asked, {
      responder: responder(asked.pki.intermediate, [
        extend.forOcspSigning(),
        extend.ocspNoCheck(),
        extend.keyUsage(extend.KEY_USAGE.crlSign),
      ]),
    }),
  ),
  lie('a responder whose certificate has ended', 'unauthorised-responder', (asked) =>
    ocsp(asked, {
      responder: responder(asked.pki.intermediate, undefined, ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']),
    }),
  ),
  lie('a responder without its certificate', 'unauthorised-responder', (asked) => ocsp(asked, { certificates: [] })),
  lie('a responder that itself must be asked about, and says nowhere where', 'responder-not-proven', (asked) =>
    ocsp(asked, { responder: responder(asked.pki.intermediate, [extend.forOcspSigning()]) }),
  ),
  lie('another certificate', 'other-certificate', (asked) =>
    ocsp(asked, { certificate: asked.pki.responder.certificate }),
  ),
  lie('the same number under another issuer', 'other-certificate', (asked) =>
    ocsp(asked, { issuer: twin(asked.now).intermediate.certificate }),
  ),
  lie('an answer of last week', 'stale', (asked) =>
    ocsp(asked, { thisUpdate: addSeconds(asked.now, -8 * DAY), nextUpdate: addSeconds(asked.now, -DAY) }),
  ),
  lie('an answer that ended a second ago', 'stale', (asked) => ocsp(asked, { nextUpdate: addSeconds(asked.now, -1) })),
  lie('an answer without an end', 'stale', (asked) => ocsp(asked, { nextUpdate: null })),
  lie('an answer from before the certificate', 'stale', (asked) =>
    ocsp(asked, { thisUpdate: '2020-01-01T00:00:00.000Z' }),
  ),
  lie('an answer of tomorrow', 'not-yet', (asked) =>
    ocsp(asked, { thisUpdate: addSeconds(asked.now, DAY), nextUpdate: addSeconds(asked.now, 2 * DAY) }),
  ),
  lie('a certificate that was withdrawn', 'revoked', (asked) =>
    ocsp(asked, { status: revoked(addSeconds(asked.now, -DAY)) }),
  ),
  lie('a certificate that was withdrawn since, nobody says why', 'revoked', (asked) =>
    ocsp(asked, { status: revoked(addSeconds(asked.now, 1)) }),
  ),
  lie('a certificate whose key was stolen since', 'revoked', (asked) =>
    ocsp(asked, { status: revoked(addSeconds(asked.now, 1), KEY_COMPROMISE) }),
  ),
  lie('something that must be understood', 'malformed', (asked) =>
    ocsp(asked, {
      extensions: der.sequence(der.sequence(der.oid('1.2.3.4'), der.boolean(true), der.octetString(der.nothing))),
    }),
  ),
  lie('a certificate that it does not know', 'unknown-status', (asked) =>
    ocsp(asked, { status: der.taggedPrimitive(2, Buffer.alloc(0)) }),
  ),
  lie('a status that there is not', 'malformed', (asked) =>
    ocsp(asked, { status: der.taggedPrimitive(3, Buffer.alloc(0)) }),
  ),
  lie('a signature with a changed bit', 'wrong-signature', (asked) => {
    const answer = ocsp(asked);
    const certificate = answer.indexOf(asked.pki.responder.certificate);
    // The last byte of the signature value stands before the two headers around the certificates.
    return flippedAt(answer, certificate - 9);
  }),
  lie('a signature by another key', 'wrong-signature', (asked) =>
    ocsp(asked, { responder: { ...asked.pki.responder, privateKey: newKey().privateKey } }),
  ),
  lie('try later', 'not-successful', () => der.sequence(der.enumerated(3))),
  lie('unauthorised', 'not-successful', () => der.sequence(der.enumerated(6))),
  lie('an answer cut off', 'malformed', (asked) => ocsp(asked).subarray(0, 300)),
  lie('bytes after the answer', 'malformed', (asked) => Buffer.concat([ocsp(asked), Buffer.from([0])])),
  lie('a length in a longer form than needed', 'malformed', (asked) =>
    Buffer.concat([Buffer.from([0x30, 0x83, 0x00]), ocsp(asked).subarray(2)]),
  ),
  lie('another type of answer', 'malformed', () =>
    der.sequence(der.enumerated(0), der.tagged(0, der.sequence(OID.data, der.octetString(der.nothing)))),
  ),
  lie('nothing', 'malformed', () => Buffer.alloc(0)),
  lie('a web page', 'malformed', () => Buffer.from('<!doctype html><title>Onderhoud</title>')),
  lie('more than anybody reads', 'too-large', () => Buffer.alloc(200_000, 0x30)),
];

/** The CRL of the root that names the intermediate. */
const listing = ({ pki, now }: Asked, at: Instant, reason: number): Buffer =>
  buildCrl(pki.root, {
    thisUpdate: addSeconds(now, -3600),
    nextUpdate: addSeconds(now, DAY),
    extensions: [],
    revoked: [{ serial: readCertificate(pki.intermediate.certificate).serial, at, reason }],
  });

const crl = ({ pki, now }: Asked, bent: { by?: Authority; from?: Instant; until?: Instant } = {}): Buffer =>
  makeRootCrl(bent.by ?? pki.root, {
    thisUpdate: bent.from ?? addSeconds(now, -3600),
    nextUpdate: bent.until ?? addSeconds(now, DAY),
  });

export const CRL_LIES: readonly RevocationLie[] = [
  lie('the CRL of another root of the same name', 'wrong-signature', (asked) =>
    crl(asked, { by: twin(asked.now).root }),
  ),
  lie('the CRL of the intermediate', 'wrong-issuer', (asked) => crl(asked, { by: asked.pki.intermediate })),
  lie('a CRL that names the certificate', 'revoked', (asked) => listing(asked, addSeconds(asked.now, -DAY), 4)),
  lie('a CRL of last week', 'stale', (asked) =>
    crl(asked, { from: addSeconds(asked.now, -8 * DAY), until: addSeconds(asked.now, -DAY) }),
  ),
  lie('a CRL from before the certificate', 'stale', (asked) => crl(asked, { from: '2020-01-01T00:00:00.000Z' })),
  lie('a CRL of tomorrow', 'not-yet', (asked) =>
    crl(asked, { from: addSeconds(asked.now, DAY), until: addSeconds(asked.now, 2 * DAY) }),
  ),
  lie('a signature with a changed bit', 'wrong-signature', (asked) => {
    const honest = crl(asked);
    return flippedAt(honest, honest.length - 1);
  }),
  lie('an answer cut off', 'malformed', (asked) => crl(asked).subarray(0, 100)),
  lie('a CRL as text', 'malformed', (asked) =>
    Buffer.from(`-----BEGIN X509 CRL-----\n${crl(asked).toString('base64')}\n-----END X509 CRL-----\n`),
  ),
  lie('nothing', 'malformed', () => Buffer.alloc(0)),
  lie('more than anybody reads', 'too-large', () => Buffer.alloc(200_000, 0x30)),
];
