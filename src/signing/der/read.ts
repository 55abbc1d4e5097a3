import type { Instant } from '../../domain/time';
import { SigningError } from '../errors';

/** One DER element as a view on the bytes that were read: `raw` is the whole element, `content` what is inside. */
export interface Der {
  readonly tag: number;
  readonly content: Buffer;
  readonly raw: Buffer;
}

const refuse = (what: string): SigningError => new SigningError('malformed-der', what);

/** The one element that fills all bytes. Throws `malformed-der` on anything that is not DER (X.690 clause 10). */
export function readDer(bytes: Buffer): Der {
  const first = readFirst(bytes);
  if (first.raw.length !== bytes.length) throw refuse('bytes after the element');
  return first;
}

/** The element at the start of the bytes; what follows it is the caller's to judge. */
export const readFirst = (bytes: Buffer): Der => readAt(bytes, 0);

function readAt(bytes: Buffer, at: number): Der {
  const tag = bytes[at];
  const short = bytes[at + 1];
  if (tag === undefined || short === undefined) throw refuse('element cut off');
  if ((tag & 0x1f) === 0x1f) throw refuse('tag number above 30');
  const start = at + 2 + (short < 0x80 ? 0 : short & 0x7f);
  const end = start + (short < 0x80 ? short : longLength(bytes, at + 2, short & 0x7f));
  if (end > bytes.length) throw refuse('element longer than its surroundings');
  return { tag, content: bytes.subarray(start, end), raw: bytes.subarray(at, end) };
}

/** Definite and shortest only: a second spelling of the same length would be a way to hide a change. */
function longLength(bytes: Buffer, at: number, count: number): number {
  if (count === 0 || count > 4 || bytes.length < at + count) throw refuse('length is indefinite, too long or cut off');
  const length = bytes.readUIntBE(at, count);
  if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw refuse('length is not in its shortest form');
  return length;
}

/** The elements inside a constructed element. */
export function children(node: Der): readonly Der[] {
  if (!(node.tag & 0x20)) throw refuse('a primitive element has no elements inside');
  const found: Der[] = [];
  for (let at = 0; at < node.content.length;) {
    const next = readAt(node.content, at);
    found.push(next);
    at += next.raw.length;
  }
  return found;
}

export function expectTag(node: Der | undefined, tag: number): Der {
  if (node?.tag !== tag) throw refuse(`expected tag ${tag.toString(16)}, found ${node?.tag.toString(16) ?? 'nothing'}`);
  return node;
}

/** The elements inside an element that must be a SEQUENCE. */
export const sequenceOf = (node: Der | undefined): readonly Der[] => children(expectTag(node, 0x30));

/** Big-endian bytes of a non-negative INTEGER without its sign octet. */
export function readInteger(node: Der | undefined): Buffer {
  const { content } = expectTag(node, 0x02);
  const [first, second] = content;
  if (first === undefined || first & 0x80) throw refuse('integer is empty or negative');
  if (first === 0 && second !== undefined && !(second & 0x80)) throw refuse('integer is not in its shortest form');
  return first === 0 && second !== undefined ? content.subarray(1) : content;
}

export function readSmallInteger(node: Der | undefined): number {
  const bytes = readInteger(node);
  if (bytes.length > 6) throw refuse('integer too large');
  return bytes.readUIntBE(0, bytes.length);
}

/** The bytes of a BIT STRING without unused bits (keys, signatures). */
export function readBitString(node: Der | undefined): Buffer {
  const { content } = expectTag(node, 0x03);
  if (content[0] !== 0) throw refuse('bit string with unused bits');
  return content.subarray(1);
}

/** UTCTime or GeneralizedTime in UTC; fractions of a second are kept to the millisecond. */
export function readTime(node: Der | undefined): Instant {
  const text = node?.content.toString('latin1') ?? '';
  const full = node?.tag === 0x17 ? `${text < '50' ? '20' : '19'}${text}` : node?.tag === 0x18 ? text : '';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(full);
  if (!parts) throw refuse('not a time in UTC');
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const moment = Date.parse(instant);
  if (Number.isNaN(moment) || new Date(moment).toISOString() !== instant) throw refuse('no such time');
  return instant;
}
