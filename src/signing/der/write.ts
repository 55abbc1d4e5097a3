import type { Instant } from '../../domain/time';
import { timeDigits } from '../instant';

// DER (X.690) writing on Buffers. Bytes that were signed before (certificates, tokens, names) go in as they are and are
// never encoded a second time.

/** An element that is still to be written, or finished bytes. */
export type Part = Buffer | Element;
interface Element {
  readonly tag: number;
  readonly inside: readonly Part[];
  /** Bytes of what is inside. */
  readonly length: number;
}

export function element(tag: number, ...inside: readonly Part[]): Element {
  let length = 0;
  for (const part of inside) length += lengthOf(part);
  return { tag, inside, length };
}

/** However deep it goes, everything is copied once. */
export function tlv(tag: number, ...inside: readonly Part[]): Buffer {
  const whole = element(tag, ...inside);
  const written = Buffer.allocUnsafe(lengthOf(whole));
  write(whole, written, 0);
  return written;
}

const lengthOf = (part: Part): number =>
  Buffer.isBuffer(part) ? part.length : 2 + lengthBytes(part.length) + part.length;

/** Bytes that a length takes after its first. */
const lengthBytes = (length: number): number => (length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3);

/** Gives the place after it. */
function write(part: Part, into: Buffer, at: number): number {
  if (Buffer.isBuffer(part)) {
    into.set(part, at);
    return at + part.length;
  }
  const { length } = part;
  const more = lengthBytes(length);
  into[at] = part.tag;
  into[at + 1] = more === 0 ? length : 0x80 | more;
  let next = at + 2;
  for (let left = more - 1; left >= 0; left--) into[next++] = length >> (8 * left);
  for (const each of part.inside) next = write(each, into, next);
  return next;
}

export const sequence = (...contents: readonly Buffer[]): Buffer => tlv(0x30, ...contents);

/** SET OF: DER sorts the encodings (X.690 11.6). */
export const setOf = (...contents: readonly Buffer[]): Buffer =>
  tlv(0x31, ...[...contents].sort((one, other) => one.compare(other)));

/** [n] EXPLICIT, or an IMPLICIT constructed type. */
export const tagged = (n: number, ...contents: readonly Buffer[]): Buffer => tlv(0xa0 | n, ...contents);

/** [n] IMPLICIT of a primitive type. */
export const taggedPrimitive = (n: number, content: Buffer): Buffer => tlv(0x80 | n, content);

/** The same encoding under another outermost tag (IMPLICIT tagging, and back). */
export function retag(tag: number, encoded: Buffer): Buffer {
  const copy = Buffer.from(encoded);
  copy[0] = tag;
  return copy;
}

/** A non-negative INTEGER from a number or from big-endian bytes, in its only (shortest) form. */
export function integer(value: number | Buffer): Buffer {
  const bytes = typeof value === 'number' ? numberBytes(value) : value;
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const shortest = bytes.subarray(start);
  const first = shortest[0];
  if (first === undefined) return tlv(0x02, Buffer.from([0]));
  return first & 0x80 ? tlv(0x02, Buffer.from([0]), shortest) : tlv(0x02, shortest);
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return bytes;
}

export const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0]));
export const enumerated = (value: number): Buffer => tlv(0x0a, Buffer.from([value]));
export const nothing = Buffer.from([0x05, 0x00]);
export const octetString = (content: Buffer): Buffer => tlv(0x04, content);
export const bitString = (content: Buffer): Buffer => tlv(0x03, Buffer.from([0]), content);
export const utf8String = (text: string): Buffer => tlv(0x0c, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Buffer => tlv(0x13, Buffer.from(text, 'latin1'));
export const ia5String = (text: string): Buffer => tlv(0x16, Buffer.from(text, 'latin1'));

/** A BIT STRING of named bits, trailing zero bits left out (X.690 11.2.2); at most nine bits are used here. */
export function namedBits(...bits: readonly number[]): Buffer {
  const last = Math.max(...bits);
  const bytes = Buffer.alloc((last >> 3) + 1);
  for (const bit of bits) bytes.writeUInt8(bytes.readUInt8(bit >> 3) | (0x80 >> (bit & 7)), bit >> 3);
  return tlv(0x03, Buffer.from([7 - (last & 7)]), bytes);
}

export function oid(text: string): Buffer {
  const [first = 0n, second = 0n, ...rest] = text.split('.').map(BigInt);
  return tlv(0x06, Buffer.from([first * 40n + second, ...rest].flatMap(base128)));
}

function base128(arc: bigint): number[] {
  const digits = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) digits.unshift(Number(left & 0x7fn) | 0x80);
  return digits;
}

/** Time of certificates and CRLs: UTCTime up to 2049, GeneralizedTime after (RFC 5280 4.1.2.5). */
export function time(instant: Instant): Buffer {
  const digits = timeDigits(instant);
  return instant < '2050' ? tlv(0x17, Buffer.from(`${digits.slice(2)}Z`, 'latin1')) : generalizedTime(instant);
}

/** GeneralizedTime in whole seconds. */
export const generalizedTime = (instant: Instant): Buffer =>
  tlv(0x18, Buffer.from(`${timeDigits(instant)}Z`, 'latin1'));
