import { municipalityCode } from './identifiers';
import { within } from './look-alikes';
import { searchKey } from './names';
import type { Succession } from './reorganisations';
import type { Day } from './time';

/** A municipality of today with every name that people use for it. */
export interface NamedPlace {
  readonly cbsCode: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** What one entry of a list turned out to be. */
export type PlaceMatch<P extends NamedPlace> =
  | { readonly kind: 'one'; readonly place: P }
  /** "Bergen": more than one municipality of that name. */
  | { readonly kind: 'several'; readonly places: readonly P[] }
  /** It ended; its successors since that day. */
  | {
      readonly kind: 'ended';
      readonly code: string;
      readonly name: string;
      readonly on: Day;
      readonly successors: readonly string[];
    }
  | { readonly kind: 'unknown' };

export type PlaceProblem<P extends NamedPlace> = Exclude<PlaceMatch<P>, { kind: 'one' }> & {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
};

/** One municipality by CBS code, name, alias or former name or code. */
export function matchPlace<P extends NamedPlace>(
  text: string,
  known: readonly P[],
  successions: readonly Succession[],
  today: Day,
): PlaceMatch<P> {
  const code = municipalityCode(text);
  const key = placeKey(text);
  const found = code
    ? known.filter((place) => place.cbsCode === code)
    : known.filter((place) => key !== '' && keysOf(place).includes(key));
  const [only] = found;
  if (only && found.length === 1) return { kind: 'one', place: only };
  if (found.length > 1) return { kind: 'several', places: found };
  const gone = successions.filter(
    (one) => one.effectiveOn <= today && (code ? one.oldCode === code : placeKey(one.oldName) === key),
  );
  const [ended] = gone;
  if (!ended) return { kind: 'unknown' };
  return {
    kind: 'ended',
    code: ended.oldCode,
    name: ended.oldName,
    on: ended.effectiveOn,
    successors: gone.map((one) => one.successorName),
  };
}

/** What somebody may have meant who typed something that is no municipality: parts of names, and slips of the pen. */
export function placesLike<P extends NamedPlace>(text: string, known: readonly P[]): readonly P[] {
  const key = placeKey(text);
  if (key.length < 3) return [];
  const contained = known.filter((place) => keysOf(place).some((one) => one.includes(key)));
  if (contained.length > 0) return contained;
  return known.filter((place) => keysOf(place).some((one) => within(one, key, key.length < 6 ? 1 : 2)));
}

/**
 * Reads a pasted list: codes or names, one a line or separated by commas or semicolons. A name that holds commas itself
 * ("Nuenen, Gerwen en Nederwetten") is recognised too. `places` holds each municipality once.
 */
export function readPlaces<P extends NamedPlace>(
  text: string,
  known: readonly P[],
  successions: readonly Succession[],
  today: Day,
): { readonly places: readonly P[]; readonly problems: readonly PlaceProblem<P>[] } {
  const places = new Map<string, P>();
  const problems: PlaceProblem<P>[] = [];
  text.split(/\r?\n/).forEach((row, at) => {
    const pieces = row.split(/[,;\t]/).map((piece) => piece.trim());
    let from = 0;
    while (from < pieces.length) {
      const taken = longestMatch(pieces, from, (one) => matchPlace(one, known, successions, today));
      from += taken.pieces;
      if (taken.text === '') continue;
      if (taken.match.kind === 'one') places.set(taken.match.place.cbsCode, taken.match.place);
      else problems.push({ ...taken.match, line: at + 1, text: taken.text });
    }
  });
  return { places: [...places.values()], problems };
}

function longestMatch<P extends NamedPlace>(
  pieces: readonly string[],
  from: number,
  match: (text: string) => PlaceMatch<P>,
): { readonly pieces: number; readonly text: string; readonly match: PlaceMatch<P> } {
  for (const length of [2, 1]) {
    const text = pieces.slice(from, from + length).join(', ');
    const found = match(text);
    if (length === 1 || (from + 1 < pieces.length && found.kind !== 'unknown'))
      return { pieces: length, text, match: found };
  }
  return { pieces: 1, text: '', match: { kind: 'unknown' } };
}

function placeKey(text: string): string {
  return searchKey(text).replace(/^gemeente /, '');
}

/** "Bergen (NH.)" is found as "bergen nh" and as "bergen". */
function keysOf(place: NamedPlace): readonly string[] {
  return [place.name, place.name.replace(/\s*\(.*\)$/, ''), ...place.aliases].map(searchKey);
}
