import { codeOf, face, kerningBetween, type Face, type FaceName } from './faces';

/** The most one glyph takes: two escaped bytes, and before them a kerning. */
export const LONGEST_GLYPH = 16;

let scratch = Buffer.alloc(4096);

/** A text as the array of a TJ operator, two bytes for each glyph: TJ numbers are subtracted, in thousandths. */
export function glyphArray(text: string, faceName: FaceName): string {
  const room = text.length * LONGEST_GLYPH + 2;
  if (scratch.length < room) scratch = Buffer.alloc(2 * room);
  return scratch.toString('latin1', 0, writeGlyphs(text, faceName, scratch, 0));
}

/** Writes it at `from`, where there must be room for LONGEST_GLYPH bytes a character and two more; gives where it ends. */
export function writeGlyphs(text: string, faceName: FaceName, into: Buffer, from: number): number {
  const on = face(faceName);
  let at = from;
  into[at++] = 0x28;
  let previous = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = codeOf(on, text, i);
    if (previous !== 0) {
      const kern = kerningBetween(on, previous, code);
      if (kern !== 0) for (const byte of kernBytes(on, kern)) into[at++] = byte;
    }
    const literal = on.literals[code] ?? NO_BYTES;
    for (let k = 0; k < literal.length; k += 1) into[at++] = literal[k] ?? 0;
    previous = code;
  }
  into[at++] = 0x29;
  return at;
}

const NO_BYTES = new Uint8Array();

/** A font knows few different kernings; each is written out once. */
function kernBytes(on: Face, kern: number): Uint8Array {
  const known = on.kernBytes.get(kern);
  if (known !== undefined) return known;
  const bytes = Buffer.from(`)${String(Math.round(-kern * 1000) / 1000)}(`, 'latin1');
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
  let width = 0;
  let previous = 0;
  for (let i = from; i < to; i += 1) {
    const code = codeOf(on, text, i);
    if (previous !== 0) width += kerningBetween(on, previous, code);
    width += on.advances[code] ?? 0;
    previous = code;
  }
  return (width * size) / 1000;
}
