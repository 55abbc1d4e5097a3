import { hashBytes } from '../algorithms';
import type { Instant } from '../../domain/time';
import { children, expectTag, readBitString, readDer, readSerial, readTime, sequenceOf, type Der } from '../der/read';
import { integer, nothing, octetString, sequence } from '../der/write';
import { SigningError } from '../errors';
import { OID } from '../oids';
import { readReason } from './crl';
import { readCertificate, type Certificate } from './read-certificate';

// The standing of one certificate, asked of its issuer (RFC 6960). The request has no nonce: many responders sign their answers
// beforehand (RFC 5019), and how old an answer is stands in it.

/** OCSPRequest (RFC 6960 4.1.1) about one certificate, unsigned. SHA-1 only names the issuer here (RFC 5019 2.1.1). */
export function buildOcspRequest(certificate: Certificate, issuer: Certificate): Buffer {
  const id = sequence(
    sequence(OID.sha1, nothing),
    octetString(hashBytes('sha1', issuer.subject)),
    octetString(hashBytes('sha1', keyBits(issuer))),
    integer(certificate.serial),
  );
  return sequence(sequence(sequence(sequence(id))));
}

/** A BasicOCSPResponse of a responder that answered. */
export interface Ocsp {
  /** The signed part. */
  readonly content: Buffer;
  readonly signatureAlgorithm: Buffer;
  readonly signature: Buffer;
  readonly producedAt: Instant;
  readonly answers: readonly OcspAnswer[];
  /** Whether the responder names itself by this certificate: by its name or by its key. */
  readonly isBy: (certificate: Certificate) => boolean;
  /** Those that came with it. */
  readonly certificates: readonly Certificate[];
}

export interface OcspAnswer {
  readonly speaksOf: (certificate: Certificate, issuer: Certificate) => boolean;
  readonly status: OcspStatus;
  readonly thisUpdate: Instant;
  /** Null when newer information is there all the time: then nobody can say how long this one holds. */
  readonly nextUpdate: Instant | null;
}

export type OcspStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly at: Instant; readonly reason: number | null }
  | { readonly kind: 'unknown' };

const refuse = (what: string): SigningError => new SigningError('malformed-der', what);
const SUCCESSFUL = 0;

/** Reads an OCSPResponse (RFC 6960 4.2.1); null when it says that there is no answer. Throws `malformed-der`. */
export function readOcsp(der: Buffer, read: (der: Buffer) => Certificate = readCertificate): Ocsp | null {
  const [status, wrapped, ...others] = sequenceOf(readDer(der));
  const code = expectTag(status, 0x0a).content;
  if (code.length !== 1 || others.length > 0) throw refuse('not an OCSPResponse');
  if (code[0] !== SUCCESSFUL) return null;
  const [type, response, ...more] = sequenceOf(onlyIn(wrapped, 0xa0));
  if (!type?.raw.equals(OID.ocspBasic) || more.length > 0) throw refuse('not a basic OCSP answer');
  const [content, algorithm, signature, certificates] = sequenceOf(readDer(expectTag(response, 0x04).content));
  return {
    ...readResponseData(expectTag(content, 0x30)),
    content: expectTag(content, 0x30).raw,
    signatureAlgorithm: expectTag(algorithm, 0x30).raw,
    signature: readBitString(signature),
    certificates: certificates ? sequenceOf(onlyIn(certificates, 0xa0)).map(({ raw }) => read(raw)) : [],
  };
}

/** ResponseData, version 1 (the default, which DER leaves out). */
function readResponseData(data: Der): Pick<Ocsp, 'producedAt' | 'answers' | 'isBy'> {
  const [responder, producedAt, answers, extensions, ...others] = sequenceOf(data);
  if (others.length > 0) throw refuse('parts of ResponseData that do not belong there');
  refuseCritical(extensions);
  return {
    producedAt: readTime(expectTag(producedAt, 0x18)),
    answers: sequenceOf(answers).map(readAnswer),
    isBy: responderOf(responder),
  };
}

function responderOf(responder: Der | undefined): Ocsp['isBy'] {
  if (responder?.tag === 0xa1) {
    const name = onlyIn(responder, 0xa1).raw;
    return (certificate) => certificate.subject.equals(name);
  }
  const hash = expectTag(onlyIn(responder, 0xa2), 0x04).content;
  return (certificate) => hashBytes('sha1', keyBits(certificate)).equals(hash);
}

function readAnswer(single: Der): OcspAnswer {
  const [id, status, thisUpdate, ...rest] = sequenceOf(single);
  const [nextUpdate, extensions, ...others] = rest[0]?.tag === 0xa0 ? rest : [undefined, ...rest];
  if (others.length > 0) throw refuse('parts of a SingleResponse that do not belong there');
  refuseCritical(extensions);
  return {
    speaksOf: subjectOf(id),
    status: statusOf(status),
    thisUpdate: readTime(expectTag(thisUpdate, 0x18)),
    nextUpdate: nextUpdate ? readTime(expectTag(onlyIn(nextUpdate, 0xa0), 0x18)) : null,
  };
}

const HASHES = new Map(
  (['sha1', 'sha256', 'sha384', 'sha512'] as const).map((name) => [OID[name].toString('hex'), name] as const),
);

/** CertID: hashes of the issuer's name and key, and the number. */
function subjectOf(id: Der | undefined): OcspAnswer['speaksOf'] {
  const [algorithm, name, key, serial] = sequenceOf(id);
  const hash = HASHES.get(expectTag(sequenceOf(algorithm)[0], 0x06).raw.toString('hex'));
  const [wantedName, wantedKey] = [expectTag(name, 0x04).content, expectTag(key, 0x04).content];
  const number = readSerial(serial);
  return (certificate, issuer) =>
    hash !== undefined &&
    certificate.serial.equals(number) &&
    certificate.issuer.equals(issuer.subject) &&
    hashBytes(hash, issuer.subject).equals(wantedName) &&
    hashBytes(hash, keyBits(issuer)).equals(wantedKey);
}

function statusOf(status: Der | undefined): OcspStatus {
  switch (status?.tag) {
    case 0x80:
      return { kind: 'good' };
    case 0xa1: {
      const [at, reason] = children(status);
      return {
        kind: 'revoked',
        at: readTime(expectTag(at, 0x18)),
        reason: reason ? readReason(onlyIn(reason, 0xa0)) : null,
      };
    }
    case 0x82:
      return { kind: 'unknown' };
    default:
      throw refuse('no such status');
  }
}

/** The bits of the key, without tag, length and number of unused bits (RFC 6960 4.1.1). */
export const keyBits = (certificate: Certificate): Buffer =>
  readBitString(sequenceOf(readDer(certificate.subjectPublicKeyInfo))[1]);

function onlyIn(wrapper: Der | undefined, tag: number): Der {
  const [inside, ...others] = children(expectTag(wrapper, tag));
  if (!inside || others.length > 0) throw refuse('a wrapper around anything but one element');
  return inside;
}

/** What must be understood is not (RFC 6960 4.4). */
function refuseCritical(wrapper: Der | undefined): void {
  if (!wrapper) return;
  for (const extension of sequenceOf(onlyIn(wrapper, 0xa1)))
    if (sequenceOf(extension)[1]?.tag === 0x01) throw refuse('a critical extension of an OCSP answer');
}
