import { remembered } from '../remembered';
import { isShort } from './glyph-codes';
import { codeOf, face, kerningBetween, type Face, type FaceName } from './faces';

/** The most one glyph takes: two escaped bytes, and before them a kerning. */
export const LONGEST_GLYPH = 16;

let scratch = Buffer.alloc(4096);

const newArray = (text: string, faceName: FaceName): string => {
  const room = text.length * LONGEST_GLYPH + 2;
  if (scratch.length < room) scratch = Buffer.alloc(2 * room);
  return scratch.toString('latin1', 0, writeGlyphs(text, faceName, scratch, 0));
};

/** Headers, footers and labels come again. */
const arrays = remembered((faceName: FaceName) => remembered((text: string) => newArray(text, faceName), 1024), 16);

/** A text as the array of a TJ operator, in the shortest codes: TJ numbers are subtracted, in thousandths. */
export const glyphArray = (text: string, faceName: FaceName): string => arrays(faceName)(text);

/** Writes it at `from`, where there must be room for LONGEST_GLYPH bytes a character and two more; gives where it ends. */
export function writeGlyphs(text: string, faceName: FaceName, into: Uint8Array, from: number): number {
  const on = face(faceName);
  let at = from;
  into[at++] = 0x28;
  let previous = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = codeOf(on, text, i);
    const kern = previous === 0 ? 0 : kerningBetween(on, previous, code);
    if (kern !== 0) {
      const bytes = kernBytes(on, kern);
      for (let k = 0; k < bytes.length; k += 1) into[at++] = bytes[k] ?? 0;
    }
    if (!isShort(code)) at = writeByte(code >> 8, into, at);
    at = writeByte(code & 0xff, into, at);
    previous = code;
  }
  into[at++] = 0x29;
  return at;
}

/** In a literal string (ISO 32000-1, 7.3.4.2) a line end would be read as a line feed; parentheses and the escape are syntax. */
function writeByte(byte: number, into: Uint8Array, from: number): number {
  let at = from;
  const isLineEnd = byte === 0x0d;
  if (isLineEnd || byte === 0x28 || byte === 0x29 || byte === 0x5c) into[at++] = 0x5c;
  into[at++] = isLineEnd ? 0x72 : byte;
  return at;
}

/** A font knows few different kernings; each is written out once. */
function kernBytes(on: Face, kern: number): Uint8Array {
  const known = on.kernBytes.get(kern);
  if (known !== undefined) return known;
  const bytes = Buffer.from(`)${String(Math.round((-kern * 1_000_000) / on.unitsPerEm) / 1000)}(`, 'latin1');
  on.kernBytes.set(kern, bytes);
  return bytes;
}

/** Width in points, kerning included. Asked for every word of every text, so it makes nothing but the sum. */
export function widthOf(text: string, faceName: FaceName, size: number): number {
  return widthBetween(text, 0, text.length, faceName, size);
}

/** The same of a part of a text: from the character at `from` to the one before `to`. */
export function widthBetween(text: string, from: number, to: number, faceName: FaceName, size: number): number {
  const on = face(faceName);
  let units = 0;
  let previous = 0;
  for (let i = from; i < to; i += 1) {
    const code = codeOf(on, text, i);
    if (previous !== 0) units += kerningBetween(on, previous, code);
    units += on.advances[code] ?? 0;
    previous = code;
  }
  return (units * size) / on.unitsPerEm;
}

/** Width of words with one space of that width between them, without kerning at spaces; null where it is not one space. */
export function widthOfWords(text: string, faceName: FaceName, size: number, space: number): number | null {
  const on = face(faceName);
  let units = 0;
  let spaces = 0;
  let previous = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) === 0x20) {
      if (previous === 0) return null;
      spaces += 1;
      previous = 0;
      continue;
    }
    const code = codeOf(on, text, i);
    if (previous !== 0) units += kerningBetween(on, previous, code);
    units += on.advances[code] ?? 0;
    previous = code;
  }
  return previous === 0 ? null : (units * size) / on.unitsPerEm + spaces * space;
}

/** How far a part of a text goes without being wider than `measure` points; one character at least. */
export function fittingEnd(
  text: string,
  from: number,
  to: number,
  faceName: FaceName,
  size: number,
  measure: number,
): number {
  const on = face(faceName);
  let units = 0;
  let previous = 0;
  for (let i = from; i < to; i += 1) {
    const code = codeOf(on, text, i);
    if (previous !== 0) units += kerningBetween(on, previous, code);
    units += on.advances[code] ?? 0;
    if (i > from && (units * size) / on.unitsPerEm > measure) return i;
    previous = code;
  }
  return to;
}
