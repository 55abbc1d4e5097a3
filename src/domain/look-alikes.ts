import { searchKey } from './names';

/** Words that say what an organisation is, not which one. */
const COMMON_WORDS = new Set(
  'b v n bv nv vof cv ua u a stichting vereniging cooperatie cooperatieve holding groep nederland gemeente de het van en'.split(
    ' ',
  ),
);

/** The part of a name that tells organisations apart: "Stichting Denkbeeld Wonen" and "Denkbeeld Wonen B.V." give the same. */
export function distinctiveName(name: string): string {
  const words = searchKey(name).split(' ');
  const telling = words.filter((word) => !COMMON_WORDS.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}

/** Could people take one name for the other? Equal, contained, or two letters apart. */
export function looksAlike(one: string, other: string): boolean {
  const a = distinctiveName(one);
  const b = distinctiveName(other);
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 4 && ` ${long} `.includes(` ${short} `)) return true;
  return short.length >= 5 && within(a.replaceAll(' ', ''), b.replaceAll(' ', ''), 2);
}

/** Is the edit distance (insert, delete, replace) of two texts at most `limit`? */
export function within(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? 0) <= limit;
}
