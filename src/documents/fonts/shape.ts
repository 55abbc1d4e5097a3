import { codeOf, face, kerningBetween, type Face, type FaceName } from './faces';

/** A text as the array of a TJ operator, glyph codes in hexadecimal: TJ numbers are subtracted, in thousandths. */
export function glyphArray(text: string, faceName: FaceName): string {
  const on = face(faceName);
  let array = '<';
  let previous = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = codeOf(on, text, i);
    if (previous !== 0) {
      const kern = kerningBetween(on, previous, code);
      if (kern !== 0) array += kernText(on, kern);
    }
    array += on.hexadecimal[code];
    previous = code;
  }
  return `${array}>`;
}

/** A font knows few different kernings; each is written out once. */
function kernText(on: Face, kern: number): string {
  const known = on.kernTexts.get(kern);
  if (known !== undefined) return known;
  const text = `>${String(Math.round(-kern * 1000) / 1000)}<`;
  on.kernTexts.set(kern, text);
  return text;
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
