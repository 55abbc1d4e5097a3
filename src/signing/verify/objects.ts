import { eachEntry, readObjectAt, type PdfFile, type Revision } from '../pdf/file';
import { refusePdf, standsAt } from '../pdf/letters';
import type { PdfValue } from '../pdf/syntax';

/** An object that a revision adds or changes. */
export interface NewObject {
  readonly number: number;
  readonly value: PdfValue;
  /** The bytes of a stream, as they stand. */
  readonly stream: Buffer | null;
}

/** The objects between the start of the revision and its table, which must be exactly those that the table lists. */
export function readObjects(file: PdfFile, revision: Revision): readonly NewObject[] {
  const { bytes } = file;
  const numbers = new Map<number | null, number>();
  let count = 0;
  eachEntry(file, revision, (number, offset) => {
    numbers.set(offset, number);
    count++;
  });
  // A base may end without a line end; the increment then starts with it.
  let at = revision.start + (bytes[revision.start] === 0x0a ? 1 : 0);
  const objects: NewObject[] = [];
  while (at < revision.xrefAt) {
    const number = numbers.get(at);
    if (number === undefined) throw refusePdf('an object that the table does not list', at);
    const { value } = readObjectAt(bytes, number, at);
    const end = endOfObject(bytes, value);
    objects.push({ number, value, stream: end.stream });
    at = end.at;
  }
  if (at !== revision.xrefAt || objects.length !== count) throw refusePdf('table and objects differ', at);
  return objects;
}

function endOfObject(bytes: Buffer, value: PdfValue): { readonly at: number; readonly stream: Buffer | null } {
  const plain = '\nendobj\n';
  if (standsAt(bytes, value.end, plain)) return { at: value.end + plain.length, stream: null };
  const opening = '\nstream\n';
  const closing = '\nendstream\nendobj\n';
  const length = value.kind === 'dictionary' ? value.entries.get('Length') : undefined;
  if (length?.kind !== 'number') throw refusePdf('object is not closed', value.end);
  const streamAt = value.end + opening.length;
  const closingAt = streamAt + length.value;
  if (!standsAt(bytes, value.end, opening) || !standsAt(bytes, closingAt, closing))
    throw refusePdf('stream is not closed', value.end);
  return { at: closingAt + closing.length, stream: bytes.subarray(streamAt, closingAt) };
}
