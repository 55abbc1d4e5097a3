import { isDay, type Instant } from '../../domain/time';
import { SigningError } from '../errors';

/**
 * One DER element where it stands in the bytes that were read. `raw` (the whole element) and `content` (what is inside) are
 * views, made when asked for: of most elements nobody asks.
 */
export class Der {
  readonly tag: number;
  /** The place after it. */
  readonly end: number;
  private readonly bytes: Buffer;
  private readonly start: number;
  private readonly inside: number;

  constructor(bytes: Buffer, tag: number, start: number, inside: number, end: number) {
    this.tag = tag;
    this.end = end;
    this.bytes = bytes;
    this.start = start;
    this.inside = inside;
  }

  get raw(): Buffer {
    return this.bytes.subarray(this.start, this.end);
  }

  get content(): Buffer {
    return this.bytes.subarray(this.inside, this.end);
  }

  /** The elements inside a constructed element. Throws `malformed-der`. */
  children(): readonly Der[] {
    if (!(this.tag & 0x20)) throw refuse('a primitive element has no elements inside');
    const found: Der[] = [];
    for (let at = this.inside; at < this.end;) {
      const next = readAt(this.bytes, at, this.end);
      found.push(next);
      at = next.end;
    }
    return found;
  }
}

const refuse = (what: string): SigningError => new SigningError('malformed-der', what);

/** The one element that fills all bytes. Throws `malformed-der` on anything that is not DER (X.690 clause 10). */
export function readDer(bytes: Buffer): Der {
  const first = readFirst(bytes);
  if (first.end !== bytes.length) throw refuse('bytes after the element');
  return first;
}

/** The element at the start of the bytes; what follows it is the caller's to judge. */
export const readFirst = (bytes: Buffer): Der => readAt(bytes, 0, bytes.length);

/** `limit`: the end of what it stands in. */
function readAt(bytes: Buffer, at: number, limit: number): Der {
  const tag = bytes[at];
  const short = bytes[at + 1];
  if (tag === undefined || short === undefined || at + 2 > limit) throw refuse('element cut off');
  if ((tag & 0x1f) === 0x1f) throw refuse('tag number above 30');
  const start = at + 2 + (short < 0x80 ? 0 : short & 0x7f);
  const end = start + (short < 0x80 ? short : longLength(bytes, at + 2, short & 0x7f, limit));
  if (end > limit) throw refuse('element longer than its surroundings');
  return new Der(bytes, tag, at, start, end);
}

/** Definite and shortest only: a second spelling of the same length would be a way to hide a change. */
function longLength(bytes: Buffer, at: number, count: number, limit: number): number {
  if (count === 0 || count > 4 || limit < at + count) throw refuse('length is indefinite, too long or cut off');
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 0x100 + (bytes[at + i] ?? 0);
  if (length < 0x80 || bytes[at] === 0) throw refuse('length is not in its shortest form');
  return length;
}

/** The elements inside a constructed element. Throws `malformed-der`. */
export const children = (node: Der): readonly Der[] => node.children();

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

/**
 * Bytes of the serial number of a certificate (RFC 5280 4.1.2.2): without its sign octet. A negative one, which programs have given
 * to certificates of their own making, is kept as it stands.
 */
export function readSerial(node: Der | undefined): Buffer {
  const { content } = expectTag(node, 0x02);
  if (content.length === 0) throw refuse('a serial number is empty');
  return content[0] === 0 && content.length > 1 ? content.subarray(1) : content;
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
  if (!TIME.test(full)) throw refuse('not a time in UTC');
  const part = (from: number, to?: number): string => full.slice(from, to);
  const day = `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}`;
  if (!isDay(day)) throw refuse('no such day');
  const thousandths = part(15, -1).padEnd(3, '0').slice(0, 3);
  return `${day}T${part(8, 10)}:${part(10, 12)}:${part(12, 14)}.${thousandths}Z`;
}

const TIME = /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:\.\d{1,9})?Z$/;
