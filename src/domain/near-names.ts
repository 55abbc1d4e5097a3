import { searchKey } from './names';

/**
 * Names that somebody may have meant, nearest first: a few letters wrong ("Utrect"), or a word that grew
 * ("Haagsche" from "Den Haag"). `alike` are all spellings of the thing that is found.
 */
export function nearNames<T extends { readonly alike: readonly string[] }>(
  typed: string,
  things: readonly T[],
  most: number,
): readonly T[] {
  const key = searchKey(typed);
  if (key.length < 3) return [];
  const scored = things
    .map((thing) => ({ thing, distance: Math.min(...thing.alike.map((name) => farApart(key, searchKey(name)))) }))
    .filter(({ distance }) => distance <= allowed(key))
    .sort((a, b) => a.distance - b.distance);
  const nearest = scored[0]?.distance ?? 0;
  // Beside a very near name a far one is noise.
  return scored
    .filter(({ distance }) => distance <= nearest + 1)
    .slice(0, most)
    .map(({ thing }) => thing);
}

/** One letter in four may be wrong, three at most. */
const allowed = (key: string): number => Math.min(3, Math.max(1, Math.floor(key.length / 4)));

function farApart(typed: string, name: string): number {
  return Math.min(editDistance(typed, name), grownWord(typed, name) ? 1 : Number.POSITIVE_INFINITY);
}

const SHORTEST_STEM = 4;

/** Does a typed word begin with a whole word of the name? */
function grownWord(typed: string, name: string): boolean {
  const stems = name.split(' ').filter((word) => word.length >= SHORTEST_STEM);
  return typed.split(' ').some((word) => stems.some((stem) => word.startsWith(stem)));
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
