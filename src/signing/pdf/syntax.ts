import { SigningError } from '../errors';

// The object syntax of PDF (ISO 32000-2 7.3), strict where a second reading of the same bytes could mean something else.

interface Span {
  /** Where the value stands in the file: first byte, and first byte after it. */
  readonly start: number;
  readonly end: number;
}

export interface PdfDictionary extends Span {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfValue>;
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

const DEEPEST = 64;

export const refusePdf = (what: string, at: number): SigningError =>
  new SigningError('malformed-pdf', `${what} at byte ${at}`);

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
  const entries = new Map<string, PdfValue>();
  let at = skipBlanks(file, start + 2);
  while (file[at] !== 0x3e) {
    if (file[at] !== 0x2f) throw refusePdf('expected a key', at);
    const key = readName(file, at);
    if (entries.has(key.name)) throw refusePdf(`key ${key.name} stands twice`, at);
    const value = readValue(file, key.end, depth + 1);
    entries.set(key.name, value);
    at = skipBlanks(file, value.end);
  }
  if (file[at + 1] !== 0x3e) throw refusePdf('dictionary is not closed', at);
  return { kind: 'dictionary', entries, start, end: at + 2 };
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
  const close = file.indexOf(0x3e, start);
  const digits = close < 0 ? '' : file.toString('latin1', start + 1, close);
  // Decoding stops at the first pair that is not two digits.
  const bytes = Buffer.from(digits, 'hex');
  if (close < 0 || 2 * bytes.length !== digits.length) throw refusePdf('hex string with something else in it', start);
  return { kind: 'string', bytes, start, end: close + 1 };
}

/** Escapes and balanced parentheses are understood as far as needed to find the end; octal escapes are refused. */
function readLiteralString(file: Buffer, start: number): PdfValue & { readonly kind: 'string' } {
  const bytes: number[] = [];
  let open = 1;
  for (let at = start + 1; at < file.length; at++) {
    let byte = file[at] ?? 0;
    if (byte === 0x5c) {
      byte = file[++at] ?? 0;
      if (byte !== 0x28 && byte !== 0x29 && byte !== 0x5c) throw refusePdf('escape in a string', at);
    } else if (byte === 0x28) {
      open++;
    } else if (byte === 0x29 && --open === 0) {
      return { kind: 'string', bytes: Buffer.from(bytes), start, end: at + 1 };
    }
    bytes.push(byte);
  }
  throw refusePdf('string is not closed', start);
}

function readName(file: Buffer, start: number): PdfValue & { readonly kind: 'name' } {
  const end = endOfRegular(file, start + 1);
  const written = file.toString('latin1', start + 1, end);
  const name = written.includes('#')
    ? written.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => fromHex(hex))
    : written;
  return { kind: 'name', name, start, end };
}

const fromHex = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** A number, a reference (two numbers and R), or a word such as true, null, obj, stream. */
function readWord(file: Buffer, start: number): PdfValue {
  const end = endOfRegular(file, start);
  if (end === start) throw refusePdf('expected a value', start);
  const whole = digitsBetween(file, start, end);
  if (whole !== null) return readReference(file, whole, start, end) ?? { kind: 'number', value: whole, start, end };
  const word = file.toString('latin1', start, end);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)
    ? { kind: 'number', value: Number(word), start, end }
    : { kind: 'keyword', word, start, end };
}

/** "0 R" after a number, each after blanks; null when something else stands there. */
function readReference(file: Buffer, number: number, start: number, from: number): PdfReference | null {
  const generationAt = skipBlanks(file, from);
  const generationEnd = endOfRegular(file, generationAt);
  const generation = generationAt > from ? digitsBetween(file, generationAt, generationEnd) : null;
  const letterAt = skipBlanks(file, generationEnd);
  const end = letterAt + 1;
  if (generation === null || letterAt === generationEnd || file[letterAt] !== 0x52) return null;
  return endOfRegular(file, end) === end ? { kind: 'reference', number, generation, start, end } : null;
}

/** More of them do not fit in a number, and none of ours has as many. */
const MOST_DIGITS = 15;

/** The number that digits alone write; null when they are not that, or too many. */
export function digitsBetween(file: Buffer, start: number, end: number): number | null {
  if (end === start || end - start > MOST_DIGITS) return null;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (file[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}

export function endOfDigits(file: Buffer, from: number): number {
  let at = from;
  while (isDigit(file[at])) at++;
  return at;
}

const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39;

/** Do these letters (of one byte each) stand here? */
export function standsAt(file: Buffer, at: number, letters: string): boolean {
  for (let index = 0; index < letters.length; index++) {
    if (file[at + index] !== letters.charCodeAt(index)) return false;
  }
  return true;
}

export function skipBlanks(file: Buffer, from: number): number {
  let at = from;
  while (at < file.length && KINDS[file[at] ?? 0] === BLANK) at++;
  return at;
}

function endOfRegular(file: Buffer, from: number): number {
  let at = from;
  while (at < file.length && KINDS[file[at] ?? 0] === REGULAR) at++;
  return at;
}

const REGULAR = 0;
const BLANK = 1;
const DELIMITER = 2;
/** What each byte is (ISO 32000-2 7.2.3). */
const KINDS = new Uint8Array(256);
for (const byte of Buffer.from(' \n\r\t\f\0', 'latin1')) KINDS[byte] = BLANK;
for (const byte of Buffer.from('()<>[]{}/%', 'latin1')) KINDS[byte] = DELIMITER;

/** The value as it is written in the file. */
export const sourceOf = (file: Buffer, value: Span): string => file.toString('latin1', value.start, value.end);

/** A text string (ISO 32000-2 7.9.2.2) as text: UTF-16BE with its mark, else one byte a letter. */
export function textOf(value: PdfValue | undefined): string | null {
  if (value?.kind !== 'string') return null;
  const { bytes } = value;
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  return bytes.length % 2 === 0 ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le') : null;
}
