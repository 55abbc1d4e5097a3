// The five faces of an agreement: metrics and codes for the layout, and the subset that is embedded.

import { readFileSync } from 'node:fs';
import { create, type Font } from '@pdf-lib/fontkit';
import { GLYPH_SET, UnsupportedCharacterError } from './glyph-set';

export type FaceName = 'SerifRegular' | 'SerifSemiBold' | 'SansRegular' | 'SansSemiBold' | 'SansBold';

const FILES: Readonly<Record<FaceName, string>> = {
  SerifRegular: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  SerifSemiBold: '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  SansRegular: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  SansSemiBold: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  SansBold: '@expo-google-fonts/source-sans-3/700Bold/SourceSans3_700Bold.ttf',
};

export const FACE_NAMES = Object.keys(FILES).sort() as readonly FaceName[];

/** Ligatures off, kerning on: with ligatures the extracted text of "efficiënt" would depend on the reader. */
const FEATURES = { liga: false, calt: false, clig: false, dlig: false };

export interface Face {
  readonly name: FaceName;
  readonly font: Font;
  /** Code point to the two-byte code written in content streams (the glyph's index in the subset). */
  readonly codes: ReadonlyMap<number, number>;
  /** Advance by code, thousandths of the size. */
  readonly advances: ReadonlyMap<number, number>;
  /** Glyph ids of the source, in the order of the codes 1, 2, ... */
  readonly glyphs: readonly number[];
  readonly source: Buffer;
  /** Kerning between two code points, thousandths; filled when first asked for. */
  readonly kerning: Map<number, number>;
}

function loadFace(name: FaceName): Face {
  const source = readFileSync(require.resolve(FILES[name]));
  const font = create(source);
  const codes = new Map<number, number>();
  const advances = new Map<number, number>();
  const glyphs: number[] = [];
  for (const point of GLYPH_SET) {
    // The no-break space is a space, also for who searches or copies.
    const glyph = font.glyphForCodePoint(point === 0xa0 ? 0x20 : point);
    if (!glyphs.includes(glyph.id)) glyphs.push(glyph.id);
    const code = glyphs.indexOf(glyph.id) + 1;
    codes.set(point, code);
    advances.set(code, (glyph.advanceWidth * 1000) / font.unitsPerEm);
  }
  return { name, font, codes, advances, glyphs, source, kerning: new Map() };
}

const loaded = new Map<FaceName, Face>();

/** Read from the package when first asked for, then kept: the files are constants of this version of the program. */
export function face(name: FaceName): Face {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const fresh = loadFace(name);
  loaded.set(name, fresh);
  return fresh;
}

/** Extra space between two neighbours; asked of the font for the pair alone, so it is the same in every context. */
export function kerningBetween(on: Face, left: number, right: number): number {
  const key = left * 0x10000 + right;
  const known = on.kerning.get(key);
  if (known !== undefined) return known;
  const run = on.font.layout(String.fromCodePoint(left, right).replaceAll('\u00a0', ' '), FEATURES);
  const [glyph] = run.glyphs;
  const [position] = run.positions;
  const kern =
    glyph === undefined || position === undefined
      ? 0
      : ((position.xAdvance - glyph.advanceWidth) * 1000) / on.font.unitsPerEm;
  on.kerning.set(key, kern);
  return kern;
}

/** The two-byte code of a character; throws where the face lacks it, for a blank in a contract is worse than no contract. */
export function codeOf(on: Face, point: number): number {
  const code = on.codes.get(point);
  if (code === undefined) throw new UnsupportedCharacterError([String.fromCodePoint(point)]);
  return code;
}
