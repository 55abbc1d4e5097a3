import { spend, type Budget } from '../budget';
import { OpenFileError } from '../errors';
import { decodeStream } from './decode';
import { parseObject } from './object';
import { isWhite, parseValue, readWhole, skipBlank, type Cursor } from './parse';
import {
  countOf,
  dictionaryOf,
  entry,
  NO_ENTRIES,
  NULL,
  type PdfDictionary,
  type PdfObject,
  type PdfValue,
} from './values';
import type { Place, Section } from './xref';

/** The document as it stands after some of its revisions. */
export interface View {
  readonly bytes: Buffer;
  readonly sections: readonly Section[];
  readonly trailer: PdfDictionary;
  readonly places: ReadonlyMap<number, Place>;
  /** The object itself; null when it is free, absent or cannot be read. `packed`: it stands in an object stream. */
  readonly object: (number: number) => (PdfObject & { readonly packed: boolean }) | null;
  /** All that stands in an object stream, listed or not. */
  readonly packedIn: (container: number) => readonly PdfObject[];
  /** Whatever object stands at this byte, wanted or not. */
  readonly objectAt: (offset: number) => PdfObject | null;
  /** Follows a reference, and a reference to a reference; what is absent is null (7.3.9). */
  readonly resolve: (value: PdfValue | undefined) => PdfValue;
  readonly dictionary: (value: PdfValue | undefined) => PdfDictionary | null;
  readonly budget: Budget;
}

type Found = PdfObject & { readonly packed: boolean };

/** `bytes` end where the newest of the sections ends: nothing after them can be reached. */
export function viewOf(bytes: Buffer, sections: readonly Section[], budget: Budget): View {
  const places = new Map<number, Place>();
  for (const section of sections) for (const [number, place] of section.places) places.set(number, place);
  const objects = new Map<number, Found | null>();
  const containers = new Map<number, readonly Found[]>();
  const open = new Set<number>();

  const object = (number: number): Found | null => {
    const known = objects.get(number);
    if (known !== undefined) return known;
    if (open.has(number)) return null;
    open.add(number);
    const found = read(number);
    open.delete(number);
    objects.set(number, found);
    return found;
  };

  const read = (number: number): Found | null => {
    const place = places.get(number);
    try {
      switch (place?.kind) {
        case 'plain':
          return readPlain(number, place.offset);
        case 'packed':
          return container(place.container).find((each) => each.number === number) ?? null;
        default:
          return null;
      }
    } catch (error) {
      // Readers show a document with a broken object as if it were not there; only the limits are ours.
      if (error instanceof OpenFileError && error.type === 'too-complex') throw error;
      if (error instanceof OpenFileError) return null;
      throw error;
    }
  };

  const readPlain = (number: number, offset: number): Found | null => {
    if (offset >= bytes.length) return null;
    const found = parseObject({ bytes, at: offset, budget }, resolve);
    const exact = found.exact && startAfter(bytes, offset, budget) === found.start;
    return found.number === number ? { ...found, exact, packed: false } : null;
  };

  const container = (number: number): readonly Found[] => {
    const known = containers.get(number);
    if (known) return known;
    const found = places.get(number)?.kind === 'plain' ? unpack(object(number)?.value, resolve, budget) : [];
    containers.set(number, found);
    return found;
  };

  const resolve = (value: PdfValue | undefined): PdfValue => {
    let at: PdfValue = value ?? NULL;
    for (let hops = 0; at.kind === 'reference'; hops++) {
      spend(budget, 'steps');
      if (hops > 8) return NULL;
      at = object(at.number)?.value ?? NULL;
    }
    return at;
  };

  return {
    bytes,
    sections,
    trailer: sections.at(-1)?.trailer ?? NO_ENTRIES,
    places,
    object,
    packedIn: (number) => {
      try {
        return container(number);
      } catch (error) {
        // What is listed in it cannot be read either, and is judged so.
        if (error instanceof OpenFileError && error.type === 'damaged') return [];
        throw error;
      }
    },
    objectAt: (offset) => {
      try {
        return parseObject({ bytes, at: offset, budget }, resolve);
      } catch (error) {
        if (error instanceof OpenFileError && error.type === 'damaged') return null;
        throw error;
      }
    },
    resolve,
    dictionary: (value) => dictionaryOf(resolve(value)),
    budget,
  };
}

/** Many writers name the line end before an object as its place: where it then begins. */
export function startAfter(bytes: Buffer, offset: number, budget: Budget): number {
  let at = offset;
  while (at < bytes.length && isWhite(bytes[at])) at++;
  spend(budget, 'steps', (at - offset) >> 6);
  return at;
}

/**
 * The objects in an object stream (7.5.7). One that stands twice, or before something else than the next, is not exact: another
 * reader could find another.
 */
function unpack(stream: PdfValue | undefined, resolve: View['resolve'], budget: Budget): readonly Found[] {
  if (stream?.kind !== 'stream') return [];
  const bytes = decodeStream(stream, resolve, budget);
  const first = countOf(resolve(entry(stream.dictionary, 'First'))) ?? 0;
  const count = countOf(resolve(entry(stream.dictionary, 'N'))) ?? 0;
  const header: Cursor = { bytes, at: 0, budget };
  const found: Found[] = [];
  const times = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    spend(budget, 'values');
    skipBlank(header);
    const number = readWhole(header);
    skipBlank(header);
    const offset = readWhole(header);
    if (number === null || offset === null) break;
    const cursor: Cursor = { bytes, at: first + offset, budget };
    const value = parseValue(cursor);
    found.push({ number, value, start: first + offset, end: cursor.at, exact: true, packed: true });
    times.set(number, (times.get(number) ?? 0) + 1);
  }
  const isWhole = found.length === count && startAfter(bytes, header.at, budget) >= first;
  const starts = [...found.map(({ start }) => start), bytes.length].sort((one, other) => one - other);
  const nextAfter = new Map(starts.map((start, index) => [start, starts[index + 1] ?? start]));
  return found.map((each) => {
    const next = nextAfter.get(each.start) ?? 0;
    const isAlone = each.end <= next && startAfter(bytes, each.end, budget) >= next;
    return { ...each, exact: isWhole && isAlone && times.get(each.number) === 1 };
  });
}
