import { keysWithin, numberIn, written } from './entries';
import { digitsBetween, endOfDigits, refusePdf, skipBlanks, standsAt, wordsOf } from './letters';
import { ENTRY, readEntry, readUsualEntry } from './table-entry';
import { readValue, type PdfDictionary, type PdfValue } from './syntax';

// A file as a list of revisions, each closed by a classic cross-reference table (ISO 32000-2 7.5.4 to 7.5.6). Streams of
// cross-references and hybrid files are refused: the portal writes neither.

interface Subsection {
  readonly first: number;
  readonly count: number;
  /** Where its first entry of 20 bytes stands. */
  readonly entriesAt: number;
}

export interface Revision {
  readonly start: number;
  /** After %%EOF and its line end. */
  readonly end: number;
  readonly xrefAt: number;
  readonly subsections: readonly Subsection[];
  readonly trailer: PdfDictionary;
  /** Where the table of a base continues among its objects; null for any other. */
  readonly seam: Seam | null;
}

/**
 * The older section of a table in two: what many bases share begins all of them, and brings the cross-references of its own
 * objects, without startxref and %%EOF. So it is no revision, and nobody can sign or show the file as of there.
 */
export interface Seam {
  readonly run: Subsection;
  readonly start: number;
  /** After the line of its trailer. */
  readonly end: number;
}

export interface PdfFile {
  readonly bytes: Buffer;
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  /** Its first bytes, when other files begin with them too. */
  readonly shared: ReadBytes;
  /** Objects that were read after those. */
  readonly read: Map<number, PdfValue>;
}

/** Bytes that stay as they are, and what was read of them, by where it stands. */
export interface ReadBytes {
  readonly bytes: Buffer;
  readonly read: Map<number, PdfValue>;
  readonly sections: Map<number, Table>;
}

export const readBytes = (bytes: Buffer): ReadBytes => ({ bytes, read: new Map(), sections: new Map() });

const MOST_REVISIONS = 100;

/** Reads the chain of cross-reference tables from the last bytes of the file. Throws `malformed-pdf`. */
export function readFile(bytes: Buffer, shared: ReadBytes = readBytes(bytes.subarray(0, 0))): PdfFile {
  const ending = readEnding(bytes, bytes.lastIndexOf('startxref', bytes.length, 'latin1'));
  if (!ending) throw refusePdf('no startxref and %%EOF', bytes.length);
  const revisions: Table[] = [];
  for (let at: number | null = ending.xrefAt; at !== null;) {
    const table = tableAt(bytes, at, shared);
    if (table.end === NO_END) continueIn(bytes, revisions[0], table);
    else revisions.unshift(table);
    const previous = table.trailer.entries.get('Prev');
    if (previous && (previous.kind !== 'number' || previous.value >= at))
      throw refusePdf('tables do not lead back', at);
    if (revisions.length > MOST_REVISIONS) throw refusePdf('too many revisions', at);
    at = previous ? previous.value : null;
  }
  let start = 0;
  for (const revision of revisions) {
    revision.start = start;
    start = revision.end;
  }
  if (start !== bytes.length) throw refusePdf('the last revision is not the end of the file', bytes.length);
  return { bytes, revisions, shared, read: new Map() };
}

/** A revision of which not everything has been read. */
interface Table extends Revision {
  start: number;
  seam: Seam | null;
  readonly subsections: Subsection[];
}

/** Of a table after whose trailer no startxref stands. */
const NO_END = 0;

/** The older section of a table stands in what bases share, and is read once for all of them. */
function tableAt(bytes: Buffer, at: number, shared: ReadBytes): Table {
  const known = shared.sections.get(at);
  // What comes after the shared bytes decides whether it ends a revision.
  if (known && endAfter(bytes, known.trailer, at) === NO_END) return known;
  const table = readTable(bytes, at);
  if (table.end !== NO_END || table.trailer.end >= shared.bytes.length) return table;
  // Read once more of the bytes that stay.
  const kept = readTable(shared.bytes, at);
  shared.sections.set(at, kept);
  return kept;
}

function readTable(bytes: Buffer, at: number): Table {
  if (!standsAt(bytes, at, 'xref')) throw refusePdf('no cross-reference table', at);
  const subsections: Subsection[] = [];
  let next = skipBlanks(bytes, at + 4);
  for (let section = readHeader(bytes, next); section; section = readHeader(bytes, next)) {
    subsections.push(section);
    next = section.entriesAt + section.count * ENTRY;
  }
  next = skipBlanks(bytes, next);
  if (!standsAt(bytes, next, 'trailer')) throw refusePdf('no trailer', next);
  const trailer = readValue(bytes, next + 7);
  if (trailer.kind !== 'dictionary') throw refusePdf('trailer is not a dictionary', next);
  if (trailer.entries.has('XRefStm') || trailer.entries.has('Encrypt'))
    throw refusePdf('hybrid or encrypted file', next);
  return { start: 0, end: endAfter(bytes, trailer, at), xrefAt: at, subsections, trailer, seam: null };
}

function endAfter(bytes: Buffer, trailer: PdfDictionary, xrefAt: number): number {
  let endingAt = afterLine(bytes, trailer.end);
  while (bytes[endingAt] === LF) endingAt++;
  if (!standsAt(bytes, endingAt, 'startxref')) return NO_END;
  const ending = readEnding(bytes, endingAt);
  if (ending?.xrefAt !== xrefAt) throw refusePdf('revision does not end as it should', trailer.end);
  return ending.end;
}

/** The table of a base goes on in an older section: that speaks of one run of other objects, and of no section before it. */
function continueIn(bytes: Buffer, base: Table | undefined, { xrefAt, subsections, trailer }: Table): void {
  const [run] = subsections;
  const right =
    base !== undefined &&
    run !== undefined &&
    subsections.length === 1 &&
    base.subsections.every(({ first, count }) => first + count <= run.first || run.first + run.count <= first) &&
    keysWithin(trailer, ['Size', 'Root']) &&
    numberIn(trailer, 'Size') === run.first + run.count &&
    written(bytes, trailer, 'Root') === written(bytes, base.trailer, 'Root') &&
    bytes[trailer.end] === LF;
  if (!right) throw refusePdf('revision does not end as it should', trailer.end);
  base.subsections.push(run);
  base.seam = { run, start: xrefAt, end: trailer.end + 1 };
}

/** "0 6" and a line end, before the entries of a subsection; null when something else stands there. */
function readHeader(bytes: Buffer, at: number): Subsection | null {
  const firstEnd = endOfDigits(bytes, at);
  const countEnd = endOfDigits(bytes, firstEnd + 1);
  const first = digitsBetween(bytes, at, firstEnd);
  const count = digitsBetween(bytes, firstEnd + 1, countEnd);
  const entriesAt = afterLine(bytes, bytes[countEnd] === SPACE ? countEnd + 1 : countEnd);
  if (first === null || count === null || bytes[firstEnd] !== SPACE || entriesAt < 0) return null;
  return { first, count, entriesAt };
}

/** "startxref", the offset of a table, "%%EOF" and perhaps a line end; null when something else stands there. */
function readEnding(bytes: Buffer, at: number): { readonly xrefAt: number; readonly end: number } | null {
  if (!standsAt(bytes, at, 'startxref')) return null;
  const digitsAt = afterLine(bytes, at + 9);
  const digitsEnd = endOfDigits(bytes, digitsAt);
  const xrefAt = digitsBetween(bytes, digitsAt, digitsEnd);
  const eofAt = afterLine(bytes, digitsEnd);
  if (xrefAt === null || !standsAt(bytes, eofAt, '%%EOF')) return null;
  const end = eofAt + 5;
  return { xrefAt, end: Math.max(end, afterLine(bytes, end)) };
}

const SPACE = 0x20;
const LF = 0x0a;

/** The byte after the line end that stands here; -1 when none does. */
function afterLine(bytes: Buffer, at: number): number {
  const line = bytes[at] === 0x0d ? at + 1 : at;
  return bytes[line] === LF ? line + 1 : -1;
}

/** Visits every object that a revision's table speaks of; `offset` null for a free entry. A base has hundreds of them. */
export function eachEntry(
  { bytes }: Pick<PdfFile, 'bytes'>,
  { subsections }: Pick<Revision, 'subsections'>,
  visit: (number: number, offset: number | null) => void,
): void {
  const words = wordsOf(bytes);
  for (const { first, count, entriesAt } of subsections) {
    if (entriesAt + count * ENTRY > bytes.length) throw refusePdf('table is cut off', entriesAt);
    for (let index = 0; index < count; index++) {
      visit(first + index, readUsualEntry(bytes, words, entriesAt + index * ENTRY));
    }
  }
}

/** The value of an object as of a revision (by its index; the newest when not given). Throws `malformed-pdf`. */
function readObject(file: PdfFile, number: number, asOf: number = file.revisions.length - 1): PdfValue {
  for (let index = asOf; index >= 0; index--) {
    const offset = offsetIn(file, file.revisions[index], number);
    if (offset === undefined) continue;
    const { bytes, read } = offset < file.shared.bytes.length ? file.shared : file;
    const value = read.get(offset) ?? readObjectAt(bytes, number, offset).value;
    read.set(offset, value);
    return value;
  }
  throw refusePdf(`no object ${number}`, 0);
}

function offsetIn(file: PdfFile, revision: Revision | undefined, number: number): number | undefined {
  const section = revision?.subsections.find(({ first, count }) => first <= number && number < first + count);
  if (!section) return undefined;
  const offset = readEntry(file.bytes, section.entriesAt + (number - section.first) * ENTRY);
  if (offset === null) throw refusePdf(`object ${number} is free`, section.entriesAt);
  return offset;
}

/** "N 0 obj" and the value after it. */
export function readObjectAt(bytes: Buffer, number: number, offset: number): { readonly value: PdfValue } {
  const header = `${number} 0 obj`;
  if (!standsAt(bytes, offset, header)) throw refusePdf(`no object ${number}`, offset);
  return { value: readValue(bytes, offset + header.length) };
}

/** Follows a reference; any other value is itself. */
export function resolve(file: PdfFile, value: PdfValue | undefined, asOf?: number): PdfValue | undefined {
  return value?.kind === 'reference' ? readObject(file, value.number, asOf) : value;
}

export function dictionaryOf(file: PdfFile, value: PdfValue | undefined, asOf?: number): PdfDictionary {
  const found = resolve(file, value, asOf);
  if (found?.kind !== 'dictionary') throw refusePdf('expected a dictionary', value?.start ?? 0);
  return found;
}
