import type { Hash } from 'node:crypto';
import { keysWithin, nameIn, numberIn, referenceIn, written } from '../pdf/entries';
import { eachEntry, type PdfFile, type Revision, type Seam } from '../pdf/file';
import { formFonts, readFields, type SignatureField } from '../pdf/form';
import { refusePdf, standsAt, wordsOf } from '../pdf/letters';
import type { PdfDictionary, PdfValue, Span } from '../pdf/syntax';
import { readContents } from './contents';
import type { NewObject } from './objects';

// What may stand in a file of the portal. The base revision holds the whole agreement and no signature; each later revision
// holds one signature and nothing else, until the file is closed by proof and time-stamps for the archive. Whatever is not
// on this list is an unknown change, however harmless it looks.

export interface SignatureRevision {
  readonly kind: 'signature';
  /** Where the bytes at hand begin in the file: 0 when they are all of it. */
  readonly origin: number;
  readonly field: string;
  readonly dictionary: PdfDictionary;
  /** The hex string in /Contents with its brackets. */
  readonly gap: Span;
  /** The DER in it; null when it is not written as the portal does. */
  readonly contents: Buffer | null;
  readonly revision: Pick<Revision, 'start' | 'end'>;
}

/**
 * The base tells where each object stands; together they must fill it without anything between them, and no field may be
 * signed in it. Throws `malformed-pdf`.
 */
export function checkBase(file: PdfFile): void {
  const [base] = file.revisions;
  if (!base) throw refusePdf('no revision', 0);
  const [header] = /^%PDF-[12]\.\d\r?\n%[^\r\n]{4,}[\r\n]+/.exec(file.bytes.toString('latin1', 0, 32)) ?? [];
  if (header === undefined) throw refusePdf('no header', 0);
  const { seam } = base;
  const words = wordsOf(file.bytes);
  let followsHeader = false;
  let followsSeam = false;
  // The first object follows the header, one the older section of the table, and every other one an object.
  const check = (start: number): void => {
    if (start === header.length) followsHeader = true;
    else if (start === seam?.end) followsSeam = true;
    else if (!endsUsually(words, start) && !endsObject(file.bytes, start))
      throw refusePdf('bytes between objects', start);
  };
  eachEntry(file, base, (number, offset) => {
    if (offset === null) return;
    if (seam && !standsOnItsSide(seam, number, offset)) throw refusePdf('object on the other side of a table', offset);
    check(offset);
  });
  check(base.xrefAt);
  if (!followsHeader) throw refusePdf('bytes after the header', header.length);
  if (seam && !endsObject(file.bytes, seam.start)) throw refusePdf('bytes before a table', seam.start);
  if (seam && !followsSeam) throw refusePdf('bytes after a table', seam.end);
  if (readFields(file, 0).some(({ dictionary }) => dictionary.entries.has('V')))
    throw refusePdf('signature in the base', 0);
}

/** The objects of the older section stand before it, and all others after it. */
const standsOnItsSide = ({ run, start, end }: Seam, number: number, offset: number): boolean =>
  run.first <= number && number < run.first + run.count ? offset < start : offset >= end;

/** Right before this byte stand "endobj" and a line feed: "endo" and, with a letter of it, "obj" and the line feed. */
const endsUsually = (words: DataView, next: number): boolean =>
  next >= 7 &&
  next <= words.byteLength &&
  words.getInt32(next - 7) === 0x656e646f &&
  words.getInt32(next - 4) === 0x6f626a0a;

/** Before this byte stand "endobj" and up to six line ends. */
function endsObject(bytes: Buffer, next: number): boolean {
  let at = next;
  while (at > next - 6 && (bytes[at - 1] === 0x0a || bytes[at - 1] === 0x0d)) at--;
  return at < next && standsAt(bytes, at - 6, 'endobj');
}

/** The signature of a revision after the base. Throws `malformed-pdf` when the revision holds anything else. */
export function readSignatureRevision(file: PdfFile, index: number, objects: readonly NewObject[]): SignatureRevision {
  const revision = file.revisions[index];
  const previous = file.revisions[index - 1];
  if (!revision || !previous) throw refusePdf('no such revision', 0);
  const size = sizeOf(previous);
  checkTrailer(file, revision, previous, size);
  const [appearance, changed, signature] = objects;
  if (!appearance || !changed || !signature || objects.length !== 3)
    throw refusePdf('not three objects', revision.start);
  if (signature.number !== size || appearance.number !== size + 1)
    throw refusePdf('unexpected object numbers', revision.start);
  checkAppearance(file, appearance, formFonts(file, index - 1));
  const field = checkField(file, index, changed, { signature: signature.number, appearance: appearance.number });
  const { dictionary, gap } = checkSignatureDictionary(file.bytes, signature);
  return {
    kind: 'signature',
    origin: 0,
    field: field.name,
    dictionary,
    gap,
    contents: readContents(file.bytes, gap),
    revision,
  };
}

function checkTrailer(file: PdfFile, revision: Revision, previous: Revision, size: number): void {
  const { trailer } = revision;
  const kept = (key: string): boolean =>
    written(file.bytes, trailer, key) === written(file.bytes, previous.trailer, key);
  const right =
    keysWithin(trailer, ['Size', 'Root', 'Info', 'ID', 'Prev']) &&
    ['Root', 'Info', 'ID'].every(kept) &&
    numberIn(trailer, 'Prev') === previous.xrefAt &&
    numberIn(trailer, 'Size') === size + 2;
  if (!right) throw refusePdf('trailer that the portal does not write', trailer.start);
}

function checkAppearance(file: PdfFile, { value, stream }: NewObject, fonts: string): void {
  const resources = value.kind === 'dictionary' ? value.entries.get('Resources') : undefined;
  const right =
    stream !== null &&
    value.kind === 'dictionary' &&
    keysWithin(value, ['Type', 'Subtype', 'BBox', 'Resources', 'Length']) &&
    isBox(value.entries.get('BBox')) &&
    nameIn(value, 'Type') === 'XObject' &&
    nameIn(value, 'Subtype') === 'Form' &&
    resources?.kind === 'dictionary' &&
    keysWithin(resources, ['Font']) &&
    written(file.bytes, resources, 'Font') === fonts;
  if (!right) throw refusePdf('appearance that the portal does not make', value.start);
}

const isBox = (value: PdfValue | undefined): boolean =>
  value?.kind === 'array' && value.items.length === 4 && value.items.every(({ kind }) => kind === 'number');

/** The field as it was, with /V added and /AP replaced. */
function checkField(
  file: PdfFile,
  index: number,
  { number, value, stream }: NewObject,
  added: { readonly signature: number; readonly appearance: number },
): SignatureField {
  const field = readFields(file, index - 1).find((each) => each.number === number);
  if (!field || stream || value.kind !== 'dictionary') throw refusePdf('changes what is not a field', value.start);
  const before = field.dictionary;
  const keys = new Set([...before.entries.keys, ...value.entries.keys]);
  const kept = [...keys].filter((key) => key !== 'V' && key !== 'AP');
  const look = value.entries.get('AP');
  const right =
    !before.entries.has('V') &&
    kept.every((key) => written(file.bytes, before, key) === written(file.bytes, value, key)) &&
    referenceIn(value, 'V') === added.signature &&
    look?.kind === 'dictionary' &&
    keysWithin(look, ['N']) &&
    referenceIn(look, 'N') === added.appearance;
  if (!right) throw refusePdf('field changed otherwise than by signing', value.start);
  return field;
}

function checkSignatureDictionary(
  bytes: Buffer,
  { value, stream }: NewObject,
): Pick<SignatureRevision, 'dictionary' | 'gap'> {
  const keys = ['Type', 'Filter', 'SubFilter', 'M', 'Name', 'Reason', 'Location', 'Contents', 'ByteRange'];
  if (stream || value.kind !== 'dictionary' || !keysWithin(value, keys)) {
    throw refusePdf('signature dictionary that the portal does not write', value.start);
  }
  const gap = value.entries.span('Contents');
  if (!gap || !isHexString(bytes, gap)) throw refusePdf('signature without contents', value.start);
  for (const key of ['Name', 'Reason', 'Location']) {
    if (value.entries.has(key) && value.entries.get(key)?.kind !== 'string')
      throw refusePdf(`${key} is not a text`, value.start);
  }
  return { dictionary: value, gap };
}

/** In hexadecimal digits, as everybody leaves a gap; whether they are digits shows when they are read. */
const isHexString = (bytes: Buffer, { start }: Span): boolean => bytes[start] === 0x3c && bytes[start + 1] !== 0x3c;

/** SHA-256 over everything up to the end of the revision except the gap; `before` holds the bytes before the revision. */
export function digestOf(file: PdfFile, { gap, revision }: Gap, before: Hash): Buffer {
  return before
    .copy()
    .update(file.bytes.subarray(revision.start, gap.start))
    .update(file.bytes.subarray(gap.end, revision.end))
    .digest();
}

type Gap = Pick<SignatureRevision, 'gap' | 'revision'>;

function sizeOf(revision: Revision): number {
  const size = numberIn(revision.trailer, 'Size');
  if (size === null) throw refusePdf('trailer without Size', revision.xrefAt);
  return size;
}
