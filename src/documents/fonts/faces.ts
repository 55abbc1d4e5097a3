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
  /** Character (UTF-16) to the two-byte code written in content streams: the glyph's index in the subset, 0 where there is none. */
  readonly codes: Uint16Array;
  /** Advance by code, thousandths of the size. */
  readonly advances: Float64Array;
  /** Each code as its two bytes in a literal string (ISO 32000-1, 7.3.4.2). */
  readonly literals: readonly Uint8Array[];
  /** Glyph ids of the source, in the order of the codes 1, 2, ... */
  readonly glyphs: readonly number[];
  readonly source: Buffer;
  /** Kerning between two codes, in units of the font; UNASKED until it is first asked for. */
  readonly kerning: Int16Array;
  /** A kerning as it stands between two strings of glyphs. */
  readonly kernBytes: Map<number, Uint8Array>;
}

const UNASKED = -0x8000;

/** A line end within a string would be read as a line feed; parentheses and the escape itself are syntax. */
const literalByte = (byte: number): string => {
  if (byte === 0x0d) return '\\r';
  const character = String.fromCharCode(byte);
  return '()\\'.includes(character) ? `\\${character}` : character;
};

function loadFace(name: FaceName): Face {
  const source = readFileSync(require.resolve(FILES[name]));
  const font = create(source);
  const codes = new Uint16Array(0x10000);
  const advances = new Float64Array(GLYPH_SET.length + 1);
  const glyphs: number[] = [];
  for (const point of GLYPH_SET) {
    // The no-break space is a space, also for who searches or copies.
    const glyph = font.glyphForCodePoint(point === 0xa0 ? 0x20 : point);
    if (!glyphs.includes(glyph.id)) glyphs.push(glyph.id);
    const code = glyphs.indexOf(glyph.id) + 1;
    codes[point] = code;
    advances[code] = (glyph.advanceWidth * 1000) / font.unitsPerEm;
  }
  return {
    name,
    font,
    unitsPerEm: font.unitsPerEm,
    codes,
    advances,
    literals: Array.from(advances, (_, code) =>
      Buffer.from(literalByte(code >> 8) + literalByte(code & 0xff), 'latin1'),
    ),
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
 * Extra space between two neighbours, by code, in thousandths; asked of the font for the pair alone, so it is the same in every
 * context.
 */
export function kerningBetween(on: Face, left: number, right: number): number {
  const at = left * (on.glyphs.length + 1) + right;
  let units = on.kerning[at] ?? 0;
  if (units === UNASKED) {
    units = kerningOfFont(on, left, right);
    on.kerning[at] = units;
  }
  return units === 0 ? 0 : (units * 1000) / on.unitsPerEm;
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
