import { codeOf, face, kerningBetween, type FaceName } from './faces';

/** A text as glyph codes with the kerning after each, all in thousandths of the size. */
export interface Shaped {
  readonly codes: readonly number[];
  readonly kerns: readonly number[];
  readonly width: number;
}

export function shape(text: string, faceName: FaceName): Shaped {
  const on = face(faceName);
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const codes: number[] = [];
  const kerns: number[] = [];
  let width = 0;
  points.forEach((point, i) => {
    const code = codeOf(on, point);
    const next = points[i + 1];
    const kern = next === undefined ? 0 : kerningBetween(on, point, next);
    codes.push(code);
    kerns.push(kern);
    width += (on.advances.get(code) ?? 0) + kern;
  });
  return { codes, kerns, width };
}

/** Width in points. */
export function widthOf(text: string, faceName: FaceName, size: number): number {
  return (shape(text, faceName).width * size) / 1000;
}
