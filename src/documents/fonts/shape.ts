import { codeOf, face, kerningBetween, type Face, type FaceName } from './faces';

/** Where a text is written before it becomes a string: appended letter by letter, a string is slow to read. */
const scratch = Buffer.alloc(4096);
/** The most one glyph takes: two escaped bytes, and before them a kerning. */
const LONGEST = 16;

/** A text as the array of a TJ operator, two bytes for each glyph: TJ numbers are subtracted, in thousandths. */
export function glyphArray(text: string, faceName: FaceName): string {
  const on = face(faceName);
  let array = '(';
  let at = 0;
  let previous = 0;
  const put = (bytes: Uint8Array | undefined): void => {
    if (bytes === undefined) return;
    for (let i = 0; i < bytes.length; i += 1) scratch[at++] = bytes[i] ?? 0;
  };
  for (let i = 0; i < text.length; i += 1) {
    if (at > scratch.length - LONGEST) {
      array += scratch.toString('latin1', 0, at);
      at = 0;
    }
    const code = codeOf(on, text, i);
    if (previous !== 0) {
      const kern = kerningBetween(on, previous, code);
      if (kern !== 0) put(kernBytes(on, kern));
    }
    put(on.literals[code]);
    previous = code;
  }
  return `${array}${scratch.toString('latin1', 0, at)})`;
}

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
