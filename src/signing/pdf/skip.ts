import { digitsBetween, endOfRegular, refusePdf, skipBlanks } from './letters';

// Where values end (ISO 32000-2 7.3), without making anything of them.

/** Values within values. */
export const DEEPEST = 64;

/** The first byte after the value that starts here. Throws `malformed-pdf`. */
export function endOfValue(file: Buffer, start: number, depth: number): number {
  if (depth > DEEPEST) throw refusePdf('nested too deeply', start);
  switch (file[start]) {
    case 0x3c: // <
      return file[start + 1] === 0x3c ? endOfDictionary(file, start, depth) : endOfHexString(file, start);
    case 0x5b: // [
      return endOfArray(file, start, depth);
    case 0x28: // (
      return endOfLiteralString(file, start);
    case 0x2f: // /
      return endOfRegular(file, start + 1);
    default:
      return endOfWord(file, start);
  }
}

function endOfDictionary(file: Buffer, start: number, depth: number): number {
  let at = skipBlanks(file, start + 2);
  while (file[at] !== 0x3e) {
    if (file[at] !== 0x2f) throw refusePdf('expected a key', at);
    at = skipBlanks(file, endOfValue(file, skipBlanks(file, endOfRegular(file, at + 1)), depth + 1));
  }
  return endOfDictionaryAt(file, at);
}

/** After the brackets that close a dictionary. */
export function endOfDictionaryAt(file: Buffer, at: number): number {
  if (file[at] !== 0x3e || file[at + 1] !== 0x3e) throw refusePdf('dictionary is not closed', at);
  return at + 2;
}

function endOfArray(file: Buffer, start: number, depth: number): number {
  let at = skipBlanks(file, start + 1);
  while (file[at] !== 0x5d) at = skipBlanks(file, endOfValue(file, at, depth + 1));
  return at + 1;
}

export function endOfHexString(file: Buffer, start: number): number {
  const close = file.indexOf(0x3e, start);
  if (close < 0) throw refusePdf('string is not closed', start);
  return close + 1;
}

/** Escapes and balanced parentheses are understood as far as needed to find the end; octal escapes are refused. */
export function endOfLiteralString(file: Buffer, start: number): number {
  let open = 0;
  for (let at = start; at < file.length; at++) {
    const byte = file[at];
    if (byte === 0x5c) {
      const next = file[++at];
      if (next !== 0x28 && next !== 0x29 && next !== 0x5c) throw refusePdf('escape in a string', at);
    } else if (byte === 0x28) {
      open++;
    } else if (byte === 0x29 && --open === 0) {
      return at + 1;
    }
  }
  throw refusePdf('string is not closed', start);
}

/** Of a number, a reference (two numbers and R), or a word such as true, null, obj, stream. */
function endOfWord(file: Buffer, start: number): number {
  const end = endOfRegular(file, start);
  if (end === start) throw refusePdf('expected a value', start);
  return digitsBetween(file, start, end) === null ? end : (endOfReference(file, end) ?? end);
}

/** Of "0 R" after a number that ended at `from`, each after blanks; null when something else stands there. */
export function endOfReference(file: Buffer, from: number): number | null {
  const generationAt = skipBlanks(file, from);
  const generationEnd = endOfRegular(file, generationAt);
  if (generationAt === from || digitsBetween(file, generationAt, generationEnd) === null) return null;
  const letterAt = skipBlanks(file, generationEnd);
  const end = letterAt + 1;
  if (letterAt === generationEnd || file[letterAt] !== 0x52) return null;
  return endOfRegular(file, end) === end ? end : null;
}
