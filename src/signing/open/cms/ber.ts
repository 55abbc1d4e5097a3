import { SigningError } from '../../errors';
import { tlv } from '../../der/write';
import { DEEPEST } from '../budget';

// CMS may be BER (RFC 5652 5.1): lengths that are indefinite or long-winded, strings in pieces. What is like that is written
// again as DER; everything else stays the very bytes that it was, since certificates and attributes were signed as they are.

interface Element {
  readonly der: Buffer;
  /** Where the element ends in the bytes that were read. */
  readonly end: number;
}

const refuse = (what: string): SigningError => new SigningError('malformed-der', what);
const MOST_ELEMENTS = 100_000;
const CONSTRUCTED = 0x20;

/** The element at the start of the bytes as DER, and how many bytes it took. Throws `malformed-der`. */
export function fromBer(bytes: Buffer): Element {
  const count = { left: MOST_ELEMENTS };
  return read(bytes, 0, bytes.length, 0, count);
}

function read(bytes: Buffer, at: number, limit: number, depth: number, count: { left: number }): Element {
  if (depth > DEEPEST || count.left-- <= 0) throw refuse('too many elements, or nested too deep');
  const tag = bytes[at];
  if (tag === undefined || at + 2 > limit) throw refuse('element cut off');
  if ((tag & 0x1f) === 0x1f) throw refuse('tag number above 30');
  const length = readLength(bytes, at + 1, limit);
  if (length.indefinite) return readIndefinite(bytes, tag, length.start, limit, depth, count);
  const end = length.start + length.value;
  if (end > limit) throw refuse('element longer than its surroundings');
  if (!(tag & CONSTRUCTED)) {
    const content = bytes.subarray(length.start, end);
    return { der: length.shortest ? bytes.subarray(at, end) : tlv(tag, content), end };
  }
  const parts: Buffer[] = [];
  let same = length.shortest && !isStringInPieces(tag);
  for (let next = length.start; next < end;) {
    const part = read(bytes, next, end, depth + 1, count);
    if (part.der.length !== part.end - next || !part.der.equals(bytes.subarray(next, part.end))) same = false;
    parts.push(part.der);
    next = part.end;
  }
  return { der: same ? bytes.subarray(at, end) : join(tag, parts), end };
}

function readIndefinite(
  bytes: Buffer,
  tag: number,
  start: number,
  limit: number,
  depth: number,
  count: { left: number },
): Element {
  if (!(tag & CONSTRUCTED)) throw refuse('a primitive element of indefinite length');
  const parts: Buffer[] = [];
  let next = start;
  while (bytes[next] !== 0 || bytes[next + 1] !== 0) {
    const part = read(bytes, next, limit, depth + 1, count);
    parts.push(part.der);
    next = part.end;
  }
  if (next + 2 > limit) throw refuse('element cut off');
  return { der: join(tag, parts), end: next + 2 };
}

const isStringInPieces = (tag: number): boolean => tag === 0x24 || tag === 0x23;

function join(tag: number, parts: readonly Buffer[]): Buffer {
  if (tag !== 0x24) return tlv(tag, ...parts);
  return tlv(
    0x04,
    ...parts.map((part) => {
      if (part[0] !== 0x04) throw refuse('a piece of a string that is none');
      return contentOf(part);
    }),
  );
}

function contentOf(der: Buffer): Buffer {
  const { start, value } = readLength(der, 1, der.length);
  return der.subarray(start, start + value);
}

function readLength(
  bytes: Buffer,
  at: number,
  limit: number,
): { readonly start: number; readonly value: number; readonly indefinite: boolean; readonly shortest: boolean } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { start: at + 1, value: first, indefinite: false, shortest: true };
  const size = first & 0x7f;
  if (size === 0) return { start: at + 1, value: 0, indefinite: true, shortest: false };
  if (at + 1 + size > limit) throw refuse('length cut off');
  let value = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + size)) {
    value = value * 256 + byte;
    if (value > 0x7fffffff) throw refuse('length too large');
  }
  return { start: at + 1 + size, value, indefinite: false, shortest: value >= 0x80 && value >= 2 ** (8 * (size - 1)) };
}
