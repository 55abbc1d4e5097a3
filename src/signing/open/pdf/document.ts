import type { Budget } from '../budget';
import { damaged, OpenFileError } from '../errors';
import { isWhite } from './parse';
import { viewOf, type View } from './view';
import { dictionaryOf, entry } from './values';
import { lastStart, readSections, type Section } from './xref';

/** A file as it is shown: its newest revision that can be read, and where the bytes that belong to it end. */
export interface OpenDocument {
  readonly bytes: Buffer;
  readonly sections: readonly Section[];
  readonly view: View;
  /** Up to here the cross-references reach; after it stand only blanks, or bytes that no reader should look at. */
  readonly end: number;
  /** Why its last end could not be read, when it was not the last. */
  readonly fault: OpenFileError | null;
  readonly budget: Budget;
}

const MOST_ENDS = 50;

/**
 * Opens any PDF. When its end is in disorder but an earlier end is whole, that is the document and the rest are strange
 * bytes: nothing is repaired, since repairing is guessing. Throws `OpenFileError`.
 */
export function openDocument(bytes: Buffer, budget: Budget): OpenDocument {
  mustBegin(bytes);
  let first: OpenFileError | null = null;
  let before = bytes.length;
  for (let tries = 0; tries < MOST_ENDS; tries++) {
    const mark = bytes.lastIndexOf('%%EOF', before, 'latin1');
    if (mark < 0) break;
    try {
      return { ...openUpTo(bytes, endAfter(bytes, mark), budget), fault: first };
    } catch (error) {
      if (!(error instanceof OpenFileError) || error.type !== 'damaged') throw error;
      first ??= error;
    }
    if (mark === 0) break;
    before = mark - 1;
  }
  throw first ?? damaged('no %%EOF: the file is cut off');
}

/**
 * White space or a byte order mark may stand before the header, as readers allow; places are counted from the first byte of
 * the file, so that signatures cover it.
 */
function mustBegin(bytes: Buffer): void {
  const at = bytes.subarray(0, 1024).indexOf('%PDF-', 0, 'latin1');
  if (at < 0) throw new OpenFileError('not-a-pdf', 'the file does not begin with %PDF');
  if (!/^(?:\xef\xbb\xbf)?[\0\t\n\f\r ]*$/.test(bytes.toString('latin1', 0, at)))
    throw damaged('there are bytes before %PDF, so that no place in the file can be trusted');
}

function openUpTo(bytes: Buffer, end: number, budget: Budget): Omit<OpenDocument, 'fault'> {
  const part = bytes.subarray(0, end);
  const sections = readSections(part, budget);
  const view = viewOf(part, sections, budget);
  if (sections.some(({ trailer }) => trailer.entries.has('Encrypt')))
    throw new OpenFileError('encrypted', 'the file is protected with a password');
  if (!dictionaryOf(view.resolve(entry(view.trailer, 'Root')))) throw damaged('the file has no catalog');
  return { bytes, sections, view, end, budget };
}

/** The end of a line `%%EOF`, with the line end that belongs to it. */
function endAfter(bytes: Buffer, mark: number): number {
  let end = mark + '%%EOF'.length;
  if (bytes[end] === 0x0d) end++;
  if (bytes[end] === 0x0a) end++;
  return end;
}

/**
 * The document as it stood at `end`, with what came after: null when these bytes do not end a revision of this document
 * (7.5.6), so that nobody can say what was signed.
 */
export function documentAt(
  document: OpenDocument,
  end: number,
): { readonly view: View; readonly later: readonly Section[] } | null {
  const part = document.bytes.subarray(0, end);
  let last = part.length;
  while (isWhite(part[last - 1])) last--;
  if (part.toString('latin1', last - 5, last) !== '%%EOF') return null;
  try {
    const offset = lastStart(part);
    const index = document.sections.findIndex((section) => section.offset === offset);
    if (index < 0) return null;
    const { budget, sections } = document;
    return { view: viewOf(part, sections.slice(0, index + 1), budget), later: sections.slice(index + 1) };
  } catch (error) {
    if (error instanceof OpenFileError && error.type === 'damaged') return null;
    throw error;
  }
}
