import { spend } from '../budget';
import { damaged } from '../errors';
import { parseValue, readWhole, skipBlank, takeWord, type Cursor } from './parse';
import { countOf, entry, type PdfDictionary, type PdfObject, type PdfValue } from './values';

/** Finds the value of an indirect /Length. */
export type Resolve = (value: PdfValue) => PdfValue;

/**
 * The indirect object whose number stands at the cursor (7.3.10). A stream whose length is wrong ends where `endstream`
 * stands, and is then not `exact`. Throws `damaged`.
 */
export function parseObject(cursor: Cursor, resolve: Resolve): PdfObject {
  skipBlank(cursor);
  const start = cursor.at;
  const number = readWhole(cursor);
  skipBlank(cursor);
  const generation = readWhole(cursor);
  skipBlank(cursor);
  if (number === null || generation === null || !takeObj(cursor)) throw damaged(`no object at byte ${start}`);
  const value = parseValue(cursor);
  skipBlank(cursor);
  if (value.kind === 'dictionary' && takeWord(cursor, 'stream')) {
    const { bytes, exact } = readStream(cursor, value, resolve);
    skipBlank(cursor);
    const closed = takeWord(cursor, 'endobj');
    return {
      number,
      value: { kind: 'stream', dictionary: value, bytes },
      start,
      end: cursor.at,
      exact: exact && closed,
    };
  }
  const closed = takeWord(cursor, 'endobj');
  return { number, value, start, end: cursor.at, exact: closed };
}

/** `obj` may touch what follows it, such as `obj<<`. */
function takeObj(cursor: Cursor): boolean {
  if (cursor.bytes.toString('latin1', cursor.at, cursor.at + 3) !== 'obj') return false;
  cursor.at += 3;
  return true;
}

function readStream(
  cursor: Cursor,
  dictionary: PdfDictionary,
  resolve: Resolve,
): { readonly bytes: Buffer; readonly exact: boolean } {
  const { bytes } = cursor;
  let start = cursor.at;
  if (bytes[start] === 0x0d) start++;
  if (bytes[start] === 0x0a) start++;
  const opened = bytes[start - 1] === 0x0a;
  const length = countOf(resolve(entry(dictionary, 'Length')));
  if (length !== null && start + length <= bytes.length) {
    const after: Cursor = { ...cursor, at: start + length };
    if (bytes[after.at] === 0x0d) after.at++;
    if (bytes[after.at] === 0x0a) after.at++;
    if (takeWord(after, 'endstream')) {
      cursor.at = after.at;
      return { bytes: bytes.subarray(start, start + length), exact: opened };
    }
  }
  const close = bytes.indexOf('endstream', start, 'latin1');
  // Many streams that all end at the far end of the file would be searched for ever.
  spend(cursor.budget, 'steps', Math.ceil(((close < 0 ? bytes.length : close) - start) / 64));
  if (close < 0) throw damaged('stream without end');
  cursor.at = close + 'endstream'.length;
  let end = close;
  if (bytes[end - 1] === 0x0a) end--;
  if (bytes[end - 1] === 0x0d) end--;
  return { bytes: bytes.subarray(start, Math.max(start, end)), exact: false };
}
