// The characters every agreement carries, always the same and always in this order: so a glyph has one code in all documents,
// and a signature's appearance, written years later, can use the fonts of the base revision without embedding anything.

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Romanian comma-below letters, dashes, quotes, bullet, ellipsis, primes, euro, minus: what Dutch names and law texts add. */
const EXTRA = 'ȘșȚț‐‑–—‘’‚“”„•…‹›€−';

/** Latin-1 and Latin Extended-A without control characters and without the soft hyphen. */
export const GLYPH_SET: readonly number[] = [
  ...range(0x20, 0x7e),
  ...range(0xa0, 0x17f).filter((code) => code !== 0xad),
  ...Array.from(EXTRA, (character) => character.codePointAt(0) ?? 0),
];

/** What the serif faces have no glyph for. It keeps its place above, so that all others keep their codes. */
const LACKING = 'ĬĭĲĳŦŧ‑';

/** Per UTF-16 character: can it be printed. */
const KNOWN = new Uint8Array(0x10000);
for (const point of GLYPH_SET) KNOWN[point] = 1;
for (const character of LACKING) KNOWN[character.charCodeAt(0)] = 0;

/** Letters that are written as others are without being other letters: the Dutch ĳ is an i and a j. */
const WRITTEN_AS = new Map([
  ['ĳ', 'ij'],
  ['Ĳ', 'IJ'],
  ['\u2011', '-'],
]);

export function isKnown(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (KNOWN[text.charCodeAt(i)] === 0) return false;
  return true;
}

/** Of known characters only, all composed, and without white space that would change: most texts are. */
function isPrintable(text: string): boolean {
  let previous = 0x20;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (KNOWN[character] === 0 || character === 0xa0 || (character === 0x20 && previous === 0x20)) return false;
    previous = character;
  }
  return previous !== 0x20;
}

/** Composed (NFC), without invisible characters: the letters in which a text is printed. */
export const composed = (text: string): string =>
  isKnown(text)
    ? text
    : text
        .normalize('NFC')
        .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
        .replace(/[ĳĲ\u2011]/g, (letter) => WRITTEN_AS.get(letter) ?? letter);

/** Composed, every run of white space one space: the form in which a value is printed. */
export const printable = (text: string): string =>
  isPrintable(text)
    ? text
    : composed(text)
        .replace(/[\s\u0085]+/g, ' ')
        .trim();

/** The characters, each once, that the fonts of an agreement cannot print. Empty: the text can be offered. */
export function unsupportedCharacters(text: string): string[] {
  const known = (character: string): boolean => character.length === 1 && KNOWN[character.charCodeAt(0)] === 1;
  const missing = isKnown(text) ? [] : Array.from(printable(text)).filter((character) => !known(character));
  return [...new Set(missing)];
}

export class UnsupportedCharacterError extends Error {
  override readonly name = 'UnsupportedCharacterError';
  readonly characters: readonly string[];

  constructor(characters: readonly string[]) {
    const codes = characters.map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
    super(`the fonts of the agreement lack ${codes.join(', ')}`);
    this.characters = characters;
  }
}
