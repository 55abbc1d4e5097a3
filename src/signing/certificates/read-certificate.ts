import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { SigningError } from '../errors';
import { keyOf } from '../oids';
import {
  expectTag,
  readBitString,
  readDer,
  readFirst,
  readInteger,
  readSerial,
  readTime,
  sequenceOf,
  type Der,
} from '../der/read';

export interface Extension {
  readonly critical: boolean;
  readonly value: Buffer;
}

export interface Certificate {
  readonly raw: Buffer;
  /** The signed part. */
  readonly content: Buffer;
  readonly serial: Buffer;
  /** Names as DER. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly subjectPublicKeyInfo: Buffer;
  /** Opening a key costs more than a signature check: it is done when first asked for, once. Throws on a key that is none. */
  readonly publicKey: () => KeyObject;
  /** AlgorithmIdentifier of the issuer's signature as DER. */
  readonly signatureAlgorithm: Buffer;
  readonly signature: Buffer;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** Reads one X.509 certificate (RFC 5280 4.1), of version 1 too, which has no extensions. Throws `malformed-der`. */
export function readCertificate(der: Buffer): Certificate {
  const [content, algorithm, signature] = sequenceOf(readDer(der));
  const all = sequenceOf(content);
  const parts = all[0]?.tag === 0xa0 ? all.slice(1) : all;
  const [serial, inner, issuer, validity, subject, key] = parts;
  const [notBefore, notAfter] = sequenceOf(validity);
  // RFC 5280 4.1.1.2: what names the algorithm twice must name the same one.
  if (!expectTag(inner, 0x30).raw.equals(expectTag(algorithm, 0x30).raw))
    throw new SigningError('malformed-der', 'a certificate names two signature algorithms');
  const subjectPublicKeyInfo = expectTag(key, 0x30).raw;
  return {
    raw: der,
    content: expectTag(content, 0x30).raw,
    serial: readSerial(serial),
    issuer: expectTag(issuer, 0x30).raw,
    subject: expectTag(subject, 0x30).raw,
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    subjectPublicKeyInfo,
    publicKey: openedOnce(subjectPublicKeyInfo),
    signatureAlgorithm: expectTag(algorithm, 0x30).raw,
    signature: readBitString(signature),
    extensions: readExtensions(parts.find((part) => part.tag === 0xa3)),
  };
}

/** What names a certificate in a CMS; the rest of it is not looked at. Throws `malformed-der`. */
export function readIssuerAndSerial(der: Buffer): { readonly issuer: Buffer; readonly serial: Buffer } {
  const [, serial, , issuer] = sequenceOf(readFirst(expectTag(readDer(der), 0x30).content));
  return { issuer: expectTag(issuer, 0x30).raw, serial: readInteger(serial) };
}

/** Extensions by the hexadecimal DER of their type; `wrapper` is the EXPLICIT tag around the list, if there is one. */
export function readExtensions(wrapper: Der | undefined): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  if (!wrapper) return found;
  for (const item of sequenceOf(readDer(wrapper.content))) {
    const parts = sequenceOf(item);
    const type = keyOf(expectTag(parts[0], 0x06).raw);
    const critical = parts[1]?.tag === 0x01 && parts[1].content[0] !== 0;
    found.set(type, { critical, value: expectTag(parts.at(-1), 0x04).content });
  }
  return found;
}

export const extensionOf = (
  holder: { readonly extensions: ReadonlyMap<string, Extension> },
  type: Buffer,
): Extension | undefined => holder.extensions.get(keyOf(type));

function openedOnce(key: Buffer): () => KeyObject {
  let opened: KeyObject | null = null;
  return () => (opened ??= createPublicKey({ key, format: 'der', type: 'spki' }));
}
