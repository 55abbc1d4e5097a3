import { digitsBetween, endOfRegular, refusePdf, skipBlanks, wordAt } from './letters';
import { DEEPEST, endOfDictionaryAt, endOfHexString, endOfLiteralString, endOfReference, endOfValue } from './skip';

// The object syntax of PDF (ISO 32000-2 7.3), strict where a second reading of the same bytes could mean something else.

export interface Span {
  /** Where the value stands in the file: first byte, and first byte after it. */
  readonly start: number;
  readonly end: number;
}

/** Entries of a dictionary; a value is read when it is asked for. */
interface PdfEntries {
  /** In the order in which they stand. */
  readonly keys: readonly string[];
  has(key: string): boolean;
  /** Throws `malformed-pdf`. */
  get(key: string): PdfValue | undefined;
  /** Where the value stands. */
  span(key: string): Span | undefined;
}

export interface PdfDictionary extends Span {
  readonly kind: 'dictionary';
  readonly entries: PdfEntries;
}
interface PdfReference extends Span {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}

export type PdfValue =
  | PdfDictionary
  | PdfReference
  | (Span & { readonly kind: 'array'; readonly items: readonly PdfValue[] })
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & { readonly kind: 'number'; readonly value: number })
  | (Span & { readonly kind: 'string'; readonly bytes: Buffer })
  | (Span & { readonly kind: 'keyword'; readonly word: string });

/** The value that starts at or after `from` (blanks before it are skipped). Throws `malformed-pdf`. */
export function readValue(file: Buffer, from: number, depth = 0): PdfValue {
  if (depth > DEEPEST) throw refusePdf('nested too deeply', from);
  const start = skipBlanks(file, from);
  switch (file[start]) {
    case 0x3c: // <
      return file[start + 1] === 0x3c ? readDictionary(file, start, depth) : readHexString(file, start);
    case 0x5b: // [
      return readArray(file, start, depth);
    case 0x28: // (
      return readLiteralString(file, start);
    case 0x2f: // /
      return readName(file, start);
    default:
      return readWord(file, start);
  }
}

function readDictionary(file: Buffer, start: number, depth: number): PdfDictionary {
  const entries = new Entries(file, depth + 1);
  let at = skipBlanks(file, start + 2);
  while (file[at] === 0x2f) {
    const keyEnd = endOfRegular(file, at + 1);
    const key = nameBetween(file, at + 1, keyEnd);
    const valueAt = skipBlanks(file, keyEnd);
    const end = endOfValue(file, valueAt, depth + 1);
    if (!entries.add(key, valueAt, end)) throw refusePdf(`key ${key} stands twice`, at);
    at = skipBlanks(file, end);
  }
  return { kind: 'dictionary', entries, start, end: endOfDictionaryAt(file, at) };
}

/** Up to so many keys are looked for one by one. */
const FEW = 32;

class Entries implements PdfEntries {
  readonly keys: string[] = [];
  /** Of each value its start and its end. */
  private readonly places: number[] = [];
  /** Those that were asked for: what many files share is read once and asked often. */
  private values: (PdfValue | undefined)[] | null = null;
  private readonly file: Buffer;
  private readonly depth: number;
  private numbers: Map<string, number> | null = null;

  constructor(file: Buffer, depth: number) {
    this.file = file;
    this.depth = depth;
  }

  /** False when the key stands there already. */
  add(key: string, start: number, end: number): boolean {
    if (this.has(key)) return false;
    this.numbers?.set(key, this.keys.length);
    this.keys.push(key);
    this.places.push(start, end);
    if (this.keys.length === FEW) this.numbers = new Map(this.keys.map((each, number) => [each, number]));
    return true;
  }

  has(key: string): boolean {
    return this.numberOf(key) >= 0;
  }

  get(key: string): PdfValue | undefined {
    const number = this.numberOf(key);
    const start = this.places[2 * number];
    if (start === undefined) return undefined;
    this.values ??= [];
    return (this.values[number] ??= readValue(this.file, start, this.depth));
  }

  span(key: string): Span | undefined {
    const place = 2 * this.numberOf(key);
    const [start, end] = [this.places[place], this.places[place + 1]];
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  private numberOf(key: string): number {
    if (this.numbers) return this.numbers.get(key) ?? -1;
    const { keys } = this;
    for (let number = 0; number < keys.length; number++) if (keys[number] === key) return number;
    return -1;
  }
}

function readArray(file: Buffer, start: number, depth: number): PdfValue {
  const items: PdfValue[] = [];
  let at = skipBlanks(file, start + 1);
  while (file[at] !== 0x5d) {
    const item = readValue(file, at, depth + 1);
    items.push(item);
    at = skipBlanks(file, item.end);
  }
  return { kind: 'array', items, start, end: at + 1 };
}

function readHexString(file: Buffer, start: number): PdfValue & { readonly kind: 'string' } {
  const end = endOfHexString(file, start);
  const digits = file.toString('latin1', start + 1, end - 1);
  // Decoding stops at the first pair that is not two digits.
  const bytes = Buffer.from(digits, 'hex');
  if (2 * bytes.length !== digits.length) throw refusePdf('hex string with something else in it', start);
  return { kind: 'string', bytes, start, end };
}

function readLiteralString(file: Buffer, start: number): PdfValue & { readonly kind: 'string' } {
  const end = endOfLiteralString(file, start);
  const bytes: number[] = [];
  for (let at = start + 1; at < end - 1; at++) {
    if (file[at] === 0x5c) at++;
    bytes.push(file[at] ?? 0);
  }
  return { kind: 'string', bytes: Buffer.from(bytes), start, end };
}

function readName(file: Buffer, start: number): PdfValue & { readonly kind: 'name' } {
  const end = endOfRegular(file, start + 1);
  return { kind: 'name', name: nameBetween(file, start + 1, end), start, end };
}

function nameBetween(file: Buffer, start: number, end: number): string {
  const written = wordAt(file, start, end);
  for (let at = start; at < end; at++)
    if (file[at] === 0x23) return written.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => fromHex(hex));
  return written;
}

const fromHex = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** A number, a reference (two numbers and R), or a word such as true, null, obj, stream. */
function readWord(file: Buffer, start: number): PdfValue {
  const end = endOfRegular(file, start);
  if (end === start) throw refusePdf('expected a value', start);
  const whole = digitsBetween(file, start, end);
  if (whole !== null) return readReference(file, whole, start, end) ?? { kind: 'number', value: whole, start, end };
  const word = wordAt(file, start, end);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)
    ? { kind: 'number', value: Number(word), start, end }
    : { kind: 'keyword', word, start, end };
}

function readReference(file: Buffer, number: number, start: number, from: number): PdfReference | null {
  const end = endOfReference(file, from);
  if (end === null) return null;
  const generationAt = skipBlanks(file, from);
  const generation = digitsBetween(file, generationAt, endOfRegular(file, generationAt)) ?? 0;
  return { kind: 'reference', number, generation, start, end };
}

/** The value as it is written in the file. */
export const sourceOf = (file: Buffer, value: Span): string => file.toString('latin1', value.start, value.end);

/** A text string (ISO 32000-2 7.9.2.2) as text: UTF-16BE with its mark, else one byte a letter. */
export function textOf(value: PdfValue | undefined): string | null {
  if (value?.kind !== 'string') return null;
  const { bytes } = value;
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  return bytes.length % 2 === 0 ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le') : null;
}
