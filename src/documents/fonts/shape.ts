import { codeOf, face, kerningBetween, type FaceName } from './faces';

/** A text as glyph codes with the kerning after each, in thousandths of the size. */
export interface Shaped {
  readonly codes: readonly number[];
  readonly kerns: readonly number[];
}

export function shape(text: string, faceName: FaceName): Shaped {
  const on = face(faceName);
  const codes: number[] = [];
  const kerns: number[] = [];
  let previous: number | null = null;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (previous !== null) kerns.push(kerningBetween(on, previous, point));
    codes.push(codeOf(on, point));
    previous = point;
  }
  return { codes, kerns };
}

/** Width in points, kerning included. Asked for every word of every text, so it makes nothing but the sum. */
export function widthOf(text: string, faceName: FaceName, size: number): number {
  const on = face(faceName);
  let width = 0;
  let previous: number | null = null;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (previous !== null) width += kerningBetween(on, previous, point);
    width += on.advances.get(codeOf(on, point)) ?? 0;
    previous = point;
  }
  return (width * size) / 1000;
}
