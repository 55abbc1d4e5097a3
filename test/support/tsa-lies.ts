import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { addSeconds, type Instant } from '../../src/domain/time';
import { buildCertificate } from '../../src/signing/certificates/build-certificate';
import type { Authority } from '../../src/signing/certificates/crl';
import * as extend from '../../src/signing/certificates/extensions';
import { encodeName } from '../../src/signing/certificates/name';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { readCertificate } from '../../src/signing/certificates/read-certificate';
import { assembleCms, buildSignedAttributes, type CmsParts } from '../../src/signing/cms/write';
import { children, readDer } from '../../src/signing/der/read';
import * as der from '../../src/signing/der/write';
import { OID } from '../../src/signing/oids';
import { timestampResponse } from '../../src/signing/timestamps/answer';
import type { TimestampFault } from '../../src/signing/timestamps/faults';
import { newSerial, testCa } from './pki';

/** What a time-stamp authority is asked. */
export interface Asked {
  readonly digest: Buffer;
  readonly nonce: Buffer;
  readonly now: Instant;
}

interface Liar {
  readonly root: Authority;
  readonly honest: Authority;
}

interface Lie {
  readonly name: string;
  /** Why it must be refused. */
  readonly fault: TimestampFault;
  readonly answer: (asked: Asked, liar: Liar) => Buffer;
}

interface Bent {
  readonly authority?: Authority;
  readonly imprint?: Buffer;
  readonly nonce?: Buffer | null;
  readonly genTime?: Instant;
  readonly policy?: Buffer;
  /** What stands after the time, instead of the nonce alone. */
  readonly options?: readonly Buffer[];
  readonly version?: number;
  /** Of the whole answer: 0 is granted. */
  readonly status?: number;
  readonly attributes?: (attributes: Buffer) => Buffer;
  readonly parts?: (parts: CmsParts) => CmsParts;
  readonly token?: (token: Buffer) => Buffer;
}

/** An honest answer, bent where asked. */
function answer(asked: Asked, liar: Liar, bent: Bent = {}): Buffer {
  const token = bentToken(asked, bent.authority ?? liar.honest, bent);
  const status = der.sequence(der.integer(bent.status ?? 0));
  return der.sequence(status, bent.token ? bent.token(token) : token);
}

/** The token of such an answer. */
export function bentToken(asked: Asked, authority: Authority, bent: Bent = {}): Buffer {
  const nonce = bent.nonce === undefined ? asked.nonce : bent.nonce;
  const info = der.sequence(
    der.integer(bent.version ?? 1),
    bent.policy ?? OID.timestampPolicy,
    bent.imprint ?? imprint(OID.sha256, asked.digest),
    der.integer(newSerial()),
    der.generalizedTime(bent.genTime ?? asked.now),
    ...(bent.options ?? (nonce ? [der.integer(nonce)] : [])),
  );
  const honest = buildSignedAttributes({
    digest: createHash('sha256').update(info).digest(),
    certificate: authority.certificate,
    contentType: OID.timestampInfo,
  });
  const attributes = bent.attributes ? bent.attributes(honest) : honest;
  const parts: CmsParts = {
    attributes,
    signature: sign('sha256', attributes, authority.privateKey),
    certificate: authority.certificate,
    chain: [],
    token: null,
    content: { type: OID.timestampInfo, bytes: info },
  };
  return assembleCms(bent.parts ? bent.parts(parts) : parts);
}

export const imprint = (hash: Buffer, digest: Buffer): Buffer =>
  der.sequence(der.sequence(hash), der.octetString(digest));

const honestExtensions = (key: KeyObject): readonly Buffer[] => [
  extend.subjectKeyIdentifier(key),
  extend.keyUsage(extend.KEY_USAGE.digitalSignature),
  extend.onlyForTimestamping(),
];

/** A time-stamp certificate under an issuer, with other extensions, key, issuer or days. */
export function certified(
  issuer: Authority,
  of: {
    readonly extensions?: (key: KeyObject) => readonly Buffer[];
    readonly keys?: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
    readonly days?: readonly [Instant, Instant];
  } = {},
): Authority {
  const { privateKey, publicKey } = of.keys ?? newKey();
  const [notBefore, notAfter] = of.days ?? ['2026-01-01T00:00:00.000Z', '2060-01-01T00:00:00.000Z'];
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: readCertificate(issuer.certificate).subject,
      subject: encodeName({ commonName: 'Onbetrouwbare tijdstempel' }),
      notBefore,
      notAfter,
      publicKey,
      extensions: (of.extensions ?? honestExtensions)(publicKey),
    },
    issuer.privateKey,
  );
  return { certificate, privateKey };
}

const extendedUsage = (critical: boolean, ...purposes: readonly Buffer[]): Buffer =>
  der.sequence(
    der.oid('2.5.29.37'),
    ...(critical ? [der.boolean(true)] : []),
    der.octetString(der.sequence(...purposes)),
  );

const without =
  (type: Buffer) =>
  (attributes: Buffer): Buffer =>
    der.setOf(...rawChildren(attributes).filter((each) => !each.includes(type)));

const replaced =
  (type: Buffer, value: Buffer) =>
  (attributes: Buffer): Buffer =>
    der.setOf(...rawChildren(attributes).filter((each) => !each.includes(type)), der.sequence(type, der.setOf(value)));

const rawChildren = (set: Buffer): readonly Buffer[] => children(readDer(set)).map((child) => child.raw);

/** The bytes with one byte changed in the last occurrence of a part. */
function flipped(bytes: Buffer, part: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.lastIndexOf(part) + part.length - 1;
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

/** The token with the parts of its SignedData changed. */
function rebuilt(token: Buffer, change: (part: Buffer, last: boolean) => readonly Buffer[]): Buffer {
  const [type, wrapper] = children(readDer(token));
  const parts = rawChildren(wrapper?.content ?? Buffer.alloc(0));
  const changed = parts.flatMap((part, index) => change(part, index === parts.length - 1));
  return der.sequence(type?.raw ?? Buffer.alloc(0), der.tagged(0, der.sequence(...changed)));
}

const twice = (set: Buffer): Buffer => der.setOf(...rawChildren(set), ...rawChildren(set));

const unusedCurve = (): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'secp256k1' });

const purpose =
  (...purposes: readonly Buffer[]) =>
  (key: KeyObject) => [extend.subjectKeyIdentifier(key), ...purposes];

/** An answer whose certificate is not what a time-stamp authority has. */
const withCertificate = (name: string, fault: TimestampFault, authority: (liar: Liar) => Authority): Lie => ({
  name,
  fault,
  answer: (asked, liar) => answer(asked, liar, { authority: authority(liar) }),
});

const bent = (name: string, fault: TimestampFault, how: (asked: Asked, liar: Liar) => Bent): Lie => ({
  name,
  fault,
  answer: (asked, liar) => answer(asked, liar, how(asked, liar)),
});

const raw = (name: string, fault: TimestampFault, how: (honest: Buffer) => Buffer): Lie => ({
  name,
  fault,
  answer: (asked, liar) => how(answer(asked, liar)),
});

const SIGNING_PURPOSE = der.oid('1.3.6.1.5.5.7.3.3');

export const LIES: readonly Lie[] = [
  bent('another nonce', 'wrong-nonce', ({ nonce }) => ({ nonce: flipped(nonce, nonce) })),
  bent('no nonce', 'wrong-nonce', () => ({ nonce: null })),
  bent('the imprint of something else', 'wrong-imprint', () => ({ imprint: imprint(OID.sha256, Buffer.alloc(32, 7)) })),
  bent('an imprint cut short', 'wrong-imprint', ({ digest }) => ({
    imprint: imprint(OID.sha256, digest.subarray(0, 20)),
  })),
  bent('the imprint under another hash', 'wrong-imprint', ({ digest }) => ({ imprint: imprint(OID.sha384, digest) })),
  bent('the imprint under SHA-1', 'wrong-imprint', ({ digest }) => ({ imprint: imprint(OID.sha1, digest) })),
  bent('rejected, yet with a token', 'not-granted', () => ({ status: 2 })),
  bent('waiting', 'not-granted', () => ({ status: 3 })),
  bent('a revocation warning as status', 'not-granted', () => ({ status: 4 })),
  raw('granted without a token', 'no-token', () => der.sequence(der.sequence(der.integer(0)))),
  bent('a time an hour ago', 'time-out-of-window', ({ now }) => ({ genTime: addSeconds(now, -3600) })),
  bent('a time an hour ahead', 'time-out-of-window', ({ now }) => ({ genTime: addSeconds(now, 3600) })),
  bent('a time that may be off by a day', 'time-out-of-window', ({ nonce }) => ({
    options: [der.sequence(der.integer(86_400)), der.integer(nonce)],
  })),
  bent('another policy than was asked for', 'wrong-policy', () => ({ policy: der.oid('1.2.3.4') })),
  bent('two nonces', 'malformed', ({ nonce }) => ({ options: [der.integer(nonce), der.integer(nonce)] })),
  bent('parts that do not belong there', 'malformed', ({ nonce }) => ({
    options: [der.integer(nonce), der.utf8String('en dit')],
  })),
  bent('a critical extension of its content', 'malformed', ({ nonce }) => ({
    options: [
      der.integer(nonce),
      der.tagged(1, der.sequence(der.oid('1.2.3.4'), der.boolean(true), der.octetString(der.nothing))),
    ],
  })),
  bent('another version of TSTInfo', 'wrong-version', () => ({ version: 2 })),
  withCertificate('a certificate without purpose', 'not-a-timestamp-certificate', ({ root }) =>
    certified(root, { extensions: purpose() }),
  ),
  withCertificate('a purpose that is not critical', 'not-a-timestamp-certificate', ({ root }) =>
    certified(root, { extensions: purpose(extendedUsage(false, OID.timestamping)) }),
  ),
  withCertificate('a second purpose beside it', 'not-a-timestamp-certificate', ({ root }) =>
    certified(root, { extensions: purpose(extendedUsage(true, OID.timestamping, SIGNING_PURPOSE)) }),
  ),
  withCertificate('another purpose', 'not-a-timestamp-certificate', ({ root }) =>
    certified(root, { extensions: purpose(extendedUsage(true, SIGNING_PURPOSE)) }),
  ),
  withCertificate('a key that may not sign', 'not-a-timestamp-certificate', ({ root }) =>
    certified(root, { extensions: purpose(extend.onlyForTimestamping(), extend.keyUsage(extend.KEY_USAGE.crlSign)) }),
  ),
  withCertificate('another root of the same name', 'untrusted-issuer', () => certified(testCa().root)),
  bent('an issuer that is no authority', 'untrusted-issuer', (_, { honest }) => ({
    authority: certified(honest),
    parts: (parts) => ({ ...parts, chain: [honest.certificate] }),
  })),
  withCertificate('a certificate signed by itself', 'untrusted-issuer', () => testCa('Vreemd portaal').timestamp),
  withCertificate('an expired certificate', 'certificate-not-valid-then', ({ root }) =>
    certified(root, { days: ['2020-01-01T00:00:00.000Z', '2021-01-01T00:00:00.000Z'] }),
  ),
  withCertificate('a certificate of tomorrow', 'certificate-not-valid-then', ({ root }) =>
    certified(root, { days: ['2050-01-01T00:00:00.000Z', '2060-01-01T00:00:00.000Z'] }),
  ),
  withCertificate('an unknown critical extension', 'untrusted-issuer', ({ root }) =>
    certified(root, {
      extensions: (key) => [
        ...honestExtensions(key),
        der.sequence(der.oid('1.2.3.4'), der.boolean(true), der.octetString(der.nothing)),
      ],
    }),
  ),
  withCertificate('a curve that is not on the list', 'weak-algorithm', ({ root }) =>
    certified(root, { keys: unusedCurve() }),
  ),
  bent('the certificate left out', 'no-certificate', () => ({
    token: (token) => rebuilt(token, (part) => (part[0] === 0xa0 ? [] : [part])),
  })),
  bent('two signers', 'malformed', () => ({
    token: (token) => rebuilt(token, (part, last) => [last ? twice(part) : part]),
  })),
  bent('a signature by another key', 'wrong-signature', () => ({
    parts: (parts) => ({ ...parts, signature: sign('sha256', parts.attributes, newKey().privateKey) }),
  })),
  bent('a signature over other attributes', 'wrong-signature', (_, { honest }) => ({
    parts: (parts) => ({ ...parts, signature: sign('sha256', Buffer.from('iets anders'), honest.privateKey) }),
  })),
  bent('content changed after signing', 'wrong-message-digest', ({ digest }) => ({
    token: (token) => flipped(token, digest),
  })),
  bent('no reference to its certificate', 'missing-certificate-id', () => ({
    attributes: without(OID.signingCertificateV2),
  })),
  bent('a reference to another certificate', 'wrong-certificate-id', ({ digest }, { root }) => ({
    attributes: (attributes) =>
      der.setOf(
        ...rawChildren(without(OID.signingCertificateV2)(attributes)),
        ...rawChildren(buildSignedAttributes({ digest, certificate: root.certificate })).filter((each) =>
          each.includes(OID.signingCertificateV2),
        ),
      ),
  })),
  bent('no message digest', 'wrong-message-digest', () => ({ attributes: without(OID.messageDigest) })),
  bent('other algorithms than it protects', 'algorithms-not-protected', () => ({
    attributes: replaced(
      OID.algorithmProtection,
      der.sequence(der.sequence(OID.sha512), der.retag(0xa1, der.sequence(OID.ecdsaSha512))),
    ),
  })),
  bent('attributes of another content type', 'wrong-content-type', () => ({
    attributes: replaced(OID.contentType, OID.data),
  })),
  bent('content that is no TSTInfo', 'not-a-timestamp', () => ({
    parts: (parts) => ({ ...parts, content: { type: OID.data, bytes: Buffer.from('tijd') } }),
  })),
  bent('no content', 'not-a-timestamp', () => ({
    parts: ({ content: _content, ...parts }) => parts,
  })),
  raw('an answer cut off', 'malformed', (honest) => honest.subarray(0, honest.length - 40)),
  raw('bytes after the answer', 'malformed', (honest) => Buffer.concat([honest, Buffer.from([0])])),
  raw('nothing', 'malformed', () => Buffer.alloc(0)),
  raw('a web page', 'malformed', () => Buffer.from('<!doctype html><title>Onderhoud</title>')),
  raw('a length in a longer form than needed', 'malformed', (honest) =>
    Buffer.concat([Buffer.from([0x30, 0x83, 0x00]), honest.subarray(2)]),
  ),
  raw('a token that is text', 'malformed', () => timestampResponse(der.utf8String('token'))),
];

export const honestAnswer = (asked: Asked, liar: Liar, other: Pick<Bent, 'options'> = {}): Buffer =>
  answer(asked, liar, other);
