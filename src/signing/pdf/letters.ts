import { SigningError } from '../errors';

// The bytes of PDF syntax (ISO 32000-2 7.2.3), one by one.

export const refusePdf = (what: string, at: number): SigningError =>
  new SigningError('malformed-pdf', `${what} at byte ${at}`);

const REGULAR = 0;
const BLANK = 1;
const DELIMITER = 2;
/** What each byte is. */
const KINDS = new Uint8Array(256);
for (const byte of Buffer.from(' \n\r\t\f\0', 'latin1')) KINDS[byte] = BLANK;
for (const byte of Buffer.from('()<>[]{}/%', 'latin1')) KINDS[byte] = DELIMITER;

export function skipBlanks(file: Buffer, from: number): number {
  let at = from;
  while (at < file.length && KINDS[file[at] ?? 0] === BLANK) at++;
  return at;
}

export function endOfRegular(file: Buffer, from: number): number {
  let at = from;
  while (at < file.length && KINDS[file[at] ?? 0] === REGULAR) at++;
  return at;
}

/** Do these letters (of one byte each) stand here? */
export function standsAt(file: Buffer, at: number, letters: string): boolean {
  for (let index = 0; index < letters.length; index++) {
    if (file[at + index] !== letters.charCodeAt(index)) return false;
  }
  return true;
}

/** The letters four at a time, big-endian: a word is compared at once, wherever it stands. */
export const wordsOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);

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

/** The same few words stand in every dictionary: the last one of each sort that was met is not made again. */
const words = Array.from({ length: 1024 }, () => '');
/** Longer ones would be kept for nothing. */
const LONGEST_KEPT = 32;

export function wordAt(file: Buffer, start: number, end: number): string {
  let sort = end - start;
  for (let at = start; at < end; at++) sort = (sort * 31 + (file[at] ?? 0)) & 1023;
  const known = words[sort] ?? '';
  if (known.length === end - start && standsAt(file, start, known)) return known;
  const word = file.toString('latin1', start, end);
  if (word.length <= LONGEST_KEPT) words[sort] = word;
  return word;
}
