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
  readonly unitsPerEm: number;
  /** Character (UTF-16) to its code: the glyph's index in the subset, 0 where there is none. */
  readonly codes: Uint16Array;
  /** Advance by code, in units of the font. */
  readonly advances: Uint16Array;
  /** Glyph ids of the source, in the order of the codes 1, 2, ... */
  readonly glyphs: readonly number[];
  readonly source: Buffer;
  /** Kerning between two codes, in units of the font; UNASKED until it is first asked for. */
  readonly kerning: Int16Array;
  /** A kerning, in units of the font, as it stands between two strings of glyphs. */
  readonly kernBytes: Map<number, Uint8Array>;
}

const UNASKED = -0x8000;

function loadFace(name: FaceName): Face {
  const source = readFileSync(require.resolve(FILES[name]));
  const font = create(source);
  const codes = new Uint16Array(0x10000);
  const advances = new Uint16Array(GLYPH_SET.length + 1);
  const glyphs: number[] = [];
  for (const point of GLYPH_SET) {
    // The no-break space is a space, also for who searches or copies.
    const glyph = font.glyphForCodePoint(point === 0xa0 ? 0x20 : point);
    if (!glyphs.includes(glyph.id)) glyphs.push(glyph.id);
    const code = glyphs.indexOf(glyph.id) + 1;
    // Glyph 0 is the empty box that stands for what the face lacks.
    codes[point] = glyph.id === 0 ? 0 : code;
    advances[code] = glyph.advanceWidth;
  }
  return {
    name,
    font,
    unitsPerEm: font.unitsPerEm,
    codes,
    advances,
    glyphs,
    source,
    kerning: new Int16Array((glyphs.length + 1) ** 2).fill(UNASKED),
    kernBytes: new Map(),
  };
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

/**
 * Extra space between two neighbours, by code, in units of the font; asked of the font for the pair alone, so it is the same in
 * every context.
 */
export function kerningBetween(on: Face, left: number, right: number): number {
  const at = left * (on.glyphs.length + 1) + right;
  const known = on.kerning[at] ?? 0;
  if (known !== UNASKED) return known;
  const units = kerningOfFont(on, left, right);
  on.kerning[at] = units;
  return units;
}

function kerningOfFont(on: Face, left: number, right: number): number {
  const run = on.font.layout(String.fromCodePoint(pointOf(on, left), pointOf(on, right)), FEATURES);
  const [glyph] = run.glyphs;
  const [position] = run.positions;
  return glyph === undefined || position === undefined ? 0 : position.xAdvance - glyph.advanceWidth;
}

/** The first character of a code. */
const pointOf = (on: Face, code: number): number => on.codes.indexOf(code);

/** The code of a character of a text; throws where the face lacks it, for a blank in a contract is worse than no contract. */
export function codeOf(on: Face, text: string, at: number): number {
  const code = on.codes[text.charCodeAt(at)] ?? 0;
  if (code === 0) throw new UnsupportedCharacterError([String.fromCodePoint(text.codePointAt(at) ?? 0)]);
  return code;
}
