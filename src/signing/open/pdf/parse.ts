import { DEEPEST, spend, type Budget } from '../budget';
import { damaged } from '../errors';
import { NULL, type PdfDictionary, type PdfReference, type PdfString, type PdfValue } from './values';

// Reading values wherever a reader of PDF would find them. What the standard forbids but everybody reads is read too; where
// two readers could see different things, the value says so (`ambiguous`, `plainHex`).

export interface Cursor {
  readonly bytes: Buffer;
  at: number;
  readonly budget: Budget;
}

const WHITE = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const DELIMITERS = new Set(Buffer.from('()<>[]{}/%', 'latin1'));

export const isWhite = (byte: number | undefined): boolean => byte !== undefined && WHITE.has(byte);
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isRegular = (byte: number | undefined): boolean =>
  byte !== undefined && !WHITE.has(byte) && !DELIMITERS.has(byte);

/** Moves past blanks, line ends and comments. */
export function skipBlank(cursor: Cursor): void {
  const { bytes } = cursor;
  const from = cursor.at;
  for (;;) {
    while (isWhite(bytes[cursor.at])) cursor.at++;
    if (bytes[cursor.at] !== 0x25) {
      // Much of it, skipped from many places, would cost as much as reading does.
      spend(cursor.budget, 'steps', (cursor.at - from) >> 6);
      return;
    }
    while (cursor.at < bytes.length && bytes[cursor.at] !== 0x0a && bytes[cursor.at] !== 0x0d) cursor.at++;
  }
}

/** The word at the cursor, moved past; empty when there is none. */
export function readWord(cursor: Cursor): string {
  const start = cursor.at;
  while (isRegular(cursor.bytes[cursor.at]) && cursor.at - start < 128) cursor.at++;
  return cursor.bytes.toString('latin1', start, cursor.at);
}

/** Moves past the word if it stands here. */
export function takeWord(cursor: Cursor, word: string): boolean {
  const end = cursor.at + word.length;
  if (cursor.bytes.toString('latin1', cursor.at, end) !== word || isRegular(cursor.bytes[end])) return false;
  cursor.at = end;
  return true;
}

export function readWhole(cursor: Cursor): number | null {
  const start = cursor.at;
  while (isDigit(cursor.bytes[cursor.at]) && cursor.at - start < 12) cursor.at++;
  if (cursor.at === start || isRegular(cursor.bytes[cursor.at])) {
    cursor.at = start;
    return null;
  }
  return Number(cursor.bytes.toString('latin1', start, cursor.at));
}

/** The value at the cursor. Throws `damaged` where there is none. */
export function parseValue(cursor: Cursor, depth = 0): PdfValue {
  spend(cursor.budget, 'values');
  if (depth > DEEPEST) throw damaged('values nested too deep');
  skipBlank(cursor);
  const byte = cursor.bytes[cursor.at];
  switch (byte) {
    case 0x2f:
      return { kind: 'name', value: parseName(cursor) };
    case 0x28:
      return parseLiteral(cursor);
    case 0x3c:
      return cursor.bytes[cursor.at + 1] === 0x3c ? parseDictionary(cursor, depth) : parseHex(cursor);
    case 0x5b:
      return parseArray(cursor, depth);
    default:
      return isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e ? parseNumber(cursor) : parseWord(cursor);
  }
}

function parseWord(cursor: Cursor): PdfValue {
  const start = cursor.at;
  switch (readWord(cursor)) {
    case 'true':
      return { kind: 'boolean', value: true };
    case 'false':
      return { kind: 'boolean', value: false };
    case 'null':
      return NULL;
    default:
      throw damaged(`no value at byte ${start}`);
  }
}

function parseNumber(cursor: Cursor): PdfValue {
  const reference = parseReference(cursor);
  if (reference) return reference;
  const word = readWord(cursor);
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(word) ? Number(word) : Number.NaN;
  if (Number.isNaN(value)) throw damaged(`no number at byte ${cursor.at - word.length}`);
  return { kind: 'number', value };
}

function parseReference(cursor: Cursor): PdfReference | null {
  const start = cursor.at;
  const number = readWhole(cursor);
  if (number !== null && isWhite(cursor.bytes[cursor.at])) {
    skipBlank(cursor);
    const generation = readWhole(cursor);
    if (generation !== null && isWhite(cursor.bytes[cursor.at])) {
      skipBlank(cursor);
      if (takeWord(cursor, 'R')) return { kind: 'reference', number, generation };
    }
  }
  cursor.at = start;
  return null;
}

function parseName(cursor: Cursor): string {
  cursor.at++;
  const start = cursor.at;
  while (isRegular(cursor.bytes[cursor.at])) cursor.at++;
  const text = cursor.bytes.toString('latin1', start, cursor.at);
  return text.includes('#')
    ? text.replace(/#([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : text;
}

function parseArray(cursor: Cursor, depth: number): PdfValue {
  cursor.at++;
  const items: PdfValue[] = [];
  for (;;) {
    skipBlank(cursor);
    if (cursor.at >= cursor.bytes.length) throw damaged('array without end');
    if (cursor.bytes[cursor.at] === 0x5d) {
      cursor.at++;
      return { kind: 'array', items };
    }
    items.push(parseValue(cursor, depth + 1));
  }
}

function parseDictionary(cursor: Cursor, depth: number): PdfDictionary {
  cursor.at += 2;
  const entries = new Map<string, PdfValue>();
  let ambiguous = false;
  for (;;) {
    skipBlank(cursor);
    if (cursor.bytes[cursor.at] === 0x3e && cursor.bytes[cursor.at + 1] === 0x3e) {
      cursor.at += 2;
      return { kind: 'dictionary', entries, ambiguous };
    }
    if (cursor.bytes[cursor.at] !== 0x2f) throw damaged(`no key at byte ${cursor.at}`);
    const key = parseName(cursor);
    const value = parseValue(cursor, depth + 1);
    if (entries.has(key)) ambiguous = true;
    entries.set(key, value);
  }
}

function parseHex(cursor: Cursor): PdfString {
  const start = cursor.at;
  const close = cursor.bytes.indexOf(0x3e, start);
  if (close < 0) throw damaged('string without end');
  const digits = cursor.bytes.toString('latin1', start + 1, close);
  const plainHex = digits.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(digits);
  const clean = plainHex ? digits : digits.replace(/[^0-9a-fA-F]/g, '');
  cursor.at = close + 1;
  const bytes = Buffer.from(clean.length % 2 ? `${clean}0` : clean, 'hex');
  return { kind: 'string', bytes, start, end: cursor.at, plainHex };
}

const ESCAPES: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, f: 0x0c };

function parseLiteral(cursor: Cursor): PdfString {
  const { bytes } = cursor;
  const start = cursor.at;
  const { end, escaped } = endOfLiteral(bytes, start);
  const inside = bytes.subarray(start + 1, end - 1);
  cursor.at = end;
  return { kind: 'string', bytes: escaped ? unescape(inside) : inside, start, end, plainHex: false };
}

function endOfLiteral(bytes: Buffer, start: number): { readonly end: number; readonly escaped: boolean } {
  let open = 0;
  let escaped = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x5c) {
      escaped = true;
      at++;
    } else if (byte === 0x28) open++;
    else if (byte === 0x29 && --open === 0) return { end: at + 1, escaped };
  }
  throw damaged('string without end');
}

/** Never longer than it was. */
function unescape(inside: Buffer): Buffer {
  const found = Buffer.alloc(inside.length);
  let length = 0;
  for (let at = 0; at < inside.length;) {
    const byte = inside[at] ?? 0;
    at++;
    if (byte !== 0x5c) {
      found[length++] = byte;
      continue;
    }
    const { value, next } = readEscape(inside, at);
    at = next;
    if (value !== null) found[length++] = value;
  }
  return found.subarray(0, length);
}

/** What stands after a backslash (7.3.4.2), and where reading goes on; a line end stands for nothing. */
function readEscape(bytes: Buffer, at: number): { readonly value: number | null; readonly next: number } {
  const byte = bytes[at];
  if (byte === undefined) return { value: null, next: at };
  if (byte === 0x0d) return { value: null, next: bytes[at + 1] === 0x0a ? at + 2 : at + 1 };
  if (byte === 0x0a) return { value: null, next: at + 1 };
  const octal = /^[0-7]{1,3}/.exec(bytes.toString('latin1', at, at + 3));
  if (octal) return { value: Number.parseInt(octal[0], 8) & 0xff, next: at + octal[0].length };
  return { value: ESCAPES[String.fromCharCode(byte)] ?? byte, next: at + 1 };
}
