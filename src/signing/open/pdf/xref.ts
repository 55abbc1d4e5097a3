import { MOST_OBJECTS, MOST_REVISIONS, newBudget, spend, type Budget } from '../budget';
import { damaged, OpenFileError } from '../errors';
import { decodeStream } from './decode';
import { parseObject } from './object';
import { parseValue, readWhole, readWord, skipBlank, takeWord, type Cursor } from './parse';
import { countOf, entry, nameOf, NULL, type PdfDictionary, type PdfValue } from './values';

// Cross-references (7.5.4, 7.5.8): tables, streams, and tables that a stream completes (hybrid files).

export type Place =
  | { readonly kind: 'free' }
  | { readonly kind: 'plain'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'packed'; readonly container: number; readonly index: number };

/** One cross-reference section: what one revision says about its objects. */
export interface Section {
  /** The place that names it, and where `xref` or the cross-reference stream really begins and ends. */
  readonly offset: number;
  readonly start: number;
  readonly end: number;
  readonly places: ReadonlyMap<number, Place>;
  readonly trailer: PdfDictionary;
  readonly previous: number | null;
  /** The stream that completes a table. */
  readonly hybrid: { readonly start: number; readonly end: number } | null;
  /** An object stands in it more than once. */
  readonly ambiguous: boolean;
}

const asIs = (value: PdfValue): PdfValue => (value.kind === 'reference' ? NULL : value);

/** Sections from the oldest to the newest, from the last `startxref` of these bytes. Throws `damaged`. */
export function readSections(bytes: Buffer, budget: Budget): readonly Section[] {
  const sections: Section[] = [];
  const seen = new Set<number>();
  for (let offset: number | null = lastStart(bytes); offset !== null;) {
    if (seen.has(offset)) throw damaged('cross-references in a circle');
    if (seen.size >= MOST_REVISIONS) throw new OpenFileError('too-complex', 'more revisions than are read');
    seen.add(offset);
    const section: Section = readSection(bytes, offset, budget);
    sections.push(section);
    offset = section.previous;
  }
  return sections.reverse();
}

/** The place that the last `startxref` names. */
export function lastStart(bytes: Buffer): number {
  const at = bytes.lastIndexOf('startxref', bytes.length, 'latin1');
  const cursor: Cursor = { bytes, at: at + 'startxref'.length, budget: newBudget() };
  if (at < 0) throw damaged('no startxref: the file is not complete');
  skipBlank(cursor);
  const offset = readWhole(cursor);
  if (offset === null || offset >= bytes.length) throw damaged('startxref names no place in the file');
  return offset;
}

function readSection(bytes: Buffer, offset: number, budget: Budget): Section {
  const cursor: Cursor = { bytes, at: offset, budget };
  skipBlank(cursor);
  const start = cursor.at;
  return takeWord(cursor, 'xref') ? readTable(cursor, offset, start) : readStreamSection(bytes, offset, budget);
}

function readTable(cursor: Cursor, offset: number, start: number): Section {
  const places = new Map<number, Place>();
  let ambiguous = false;
  for (;;) {
    skipBlank(cursor);
    if (takeWord(cursor, 'trailer')) break;
    const first = readWhole(cursor);
    skipBlank(cursor);
    const count = readWhole(cursor);
    if (first === null || count === null || first + count > MOST_OBJECTS) throw damaged('cross-reference table');
    for (let number = first; number < first + count; number++) {
      const place = readTableEntry(cursor);
      if (places.has(number)) ambiguous = true;
      places.set(number, place);
    }
  }
  const trailer = parseValue(cursor);
  if (trailer.kind !== 'dictionary') throw damaged('trailer');
  const end = cursor.at;
  const besides = countOf(entry(trailer, 'XRefStm'));
  const hybrid = besides === null ? null : readStreamSection(cursor.bytes, besides, cursor.budget);
  for (const [number, place] of hybrid?.places ?? []) {
    const own = places.get(number);
    if (!own || own.kind === 'free') places.set(number, place);
    else if (!samePlace(own, place)) ambiguous = true;
  }
  return {
    offset,
    start,
    end,
    places,
    trailer,
    previous: previousOf(trailer),
    hybrid: hybrid && { start: hybrid.start, end: hybrid.end },
    ambiguous: ambiguous || trailer.ambiguous || (hybrid?.ambiguous ?? false),
  };
}

function samePlace(one: Place | undefined, other: Place): boolean {
  switch (other.kind) {
    case 'plain':
      return one?.kind === 'plain' && one.offset === other.offset && one.generation === other.generation;
    case 'packed':
      return one?.kind === 'packed' && one.container === other.container && one.index === other.index;
    case 'free':
      return one === undefined || one.kind === 'free';
  }
}

/**
 * Whether the cross-reference stream at this byte says nothing else than the section: some writers put one among the objects and
 * close their revision with a table all the same.
 */
export function repeats(bytes: Buffer, offset: number, section: Section, budget: Budget): boolean {
  try {
    const { places, ambiguous } = readStreamSection(bytes, offset, budget);
    return (
      !ambiguous &&
      places.size > 0 &&
      [...places].every(([number, place]) => samePlace(section.places.get(number), place))
    );
  } catch (error) {
    if (error instanceof OpenFileError && error.type === 'damaged') return false;
    throw error;
  }
}

function readTableEntry(cursor: Cursor): Place {
  spend(cursor.budget, 'values');
  skipBlank(cursor);
  const offset = readWhole(cursor);
  skipBlank(cursor);
  const generation = readWhole(cursor);
  skipBlank(cursor);
  const kind = readWord(cursor);
  if (offset === null || generation === null) throw damaged('entry of a cross-reference table');
  if (kind === 'f') return { kind: 'free' };
  if (kind !== 'n') throw damaged('entry of a cross-reference table');
  // An entry in use at byte 0 is a known slip of writers; no object can stand there.
  return offset === 0 ? { kind: 'free' } : { kind: 'plain', offset, generation };
}

function readStreamSection(bytes: Buffer, offset: number, budget: Budget): Section {
  const object = parseObject({ bytes, at: offset, budget }, asIs);
  if (object.value.kind !== 'stream') throw damaged(`no cross-references at byte ${offset}`);
  const { dictionary } = object.value;
  if (nameOf(entry(dictionary, 'Type')) !== 'XRef') throw damaged(`no cross-references at byte ${offset}`);
  const { places, ambiguous } = readStreamPlaces(decodeStream(object.value, asIs, budget), dictionary, budget);
  return {
    offset,
    start: object.start,
    end: object.end,
    places,
    trailer: dictionary,
    previous: previousOf(dictionary),
    hybrid: null,
    ambiguous: ambiguous || dictionary.ambiguous || !object.exact,
  };
}

function readStreamPlaces(
  data: Buffer,
  dictionary: PdfDictionary,
  budget: Budget,
): { readonly places: Map<number, Place>; readonly ambiguous: boolean } {
  const widths = numbersOf(entry(dictionary, 'W'));
  const [kindWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  const width = kindWidth + secondWidth + thirdWidth;
  if (widths.length !== 3 || widths.some((each) => each > 8) || width === 0)
    throw damaged('widths of cross-references');
  const named = numbersOf(entry(dictionary, 'Index'));
  const index = named.length > 0 ? named : [0, countOf(entry(dictionary, 'Size')) ?? 0];
  const places = new Map<number, Place>();
  let ambiguous = false;
  let at = 0;
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    if (first + count > MOST_OBJECTS) throw damaged('cross-reference stream');
    for (let number = first; number < first + count && at + width <= data.length; number++, at += width) {
      spend(budget, 'values');
      const kind = kindWidth === 0 ? 1 : readNumber(data, at, kindWidth);
      const second = readNumber(data, at + kindWidth, secondWidth);
      const third = readNumber(data, at + kindWidth + secondWidth, thirdWidth);
      if (places.has(number)) ambiguous = true;
      places.set(number, placeOf(kind, second, third));
    }
  }
  return { places, ambiguous };
}

function readNumber(data: Buffer, at: number, width: number): number {
  let value = 0;
  for (const byte of data.subarray(at, at + width)) value = value * 256 + byte;
  return value;
}

function placeOf(kind: number, second: number, third: number): Place {
  if (kind === 1) return { kind: 'plain', offset: second, generation: third };
  return kind === 2 ? { kind: 'packed', container: second, index: third } : { kind: 'free' };
}

function numbersOf(value: PdfValue): readonly number[] {
  return value.kind === 'array' ? value.items.map((item) => countOf(item) ?? 0) : [];
}

/** A real number happens where a writer counted in floating point; anything else is no place. */
function previousOf(trailer: PdfDictionary): number | null {
  const value = trailer.entries.get('Prev');
  if (!value || value.kind === 'null') return null;
  const offset = countOf(value);
  if (offset === null) throw damaged('/Prev is no place in the file');
  return offset;
}
