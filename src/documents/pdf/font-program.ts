// The part of a face that goes into every agreement, made once per process: program, widths and text mapping.

import { deflate } from 'pako';
import { face, FACE_NAMES, type FaceName } from '../fonts/faces';
import { toUnicodeMap } from '../fonts/glyph-codes';
import { GLYPH_SET } from '../fonts/glyph-set';
import { subsetTrueType } from '../fonts/subset-truetype';

export interface FontProgram {
  readonly name: FaceName;
  /** With the tag of a subset, always the same: the subset is always the same. */
  readonly baseFont: string;
  /** TrueType, deflated. */
  readonly file: Uint8Array;
  readonly fileLength: number;
  /** Advance of code 1, 2, ... in thousandths. */
  readonly widths: readonly number[];
  /** ToUnicode CMap, deflated. */
  readonly toUnicode: Uint8Array;
  readonly metrics: {
    readonly ascent: number;
    readonly descent: number;
    readonly capHeight: number;
    readonly box: readonly [number, number, number, number];
    readonly stemV: number;
    /** ISO 32000-1, table 123: symbolic (own encoding), serif. */
    readonly flags: number;
  };
}

let made: readonly FontProgram[] | null = null;

export function fontPrograms(): readonly FontProgram[] {
  made ??= FACE_NAMES.map(fontProgram);
  return made;
}

function fontProgram(name: FaceName): FontProgram {
  const { font, codes, advances, glyphs, source } = face(name);
  const file = subsetTrueType(source, glyphs);
  const points = GLYPH_SET.map((point) => [point, codes[point] ?? 0] as const).toSorted(([, a], [, b]) => a - b);
  const scale = 1000 / font.unitsPerEm;
  const { minX, minY, maxX, maxY } = font.bbox;
  return {
    name,
    baseFont: `VROEGS+${font.postscriptName ?? name}`,
    file: deflate(file, { level: 9 }),
    fileLength: file.length,
    widths: glyphs.map((_, i) => (advances[i + 1] ?? 0) * scale),
    toUnicode: deflate(Buffer.from(toUnicodeMap(charactersOf(points)), 'latin1'), { level: 9 }),
    metrics: {
      ascent: font.ascent * scale,
      descent: font.descent * scale,
      capHeight: font.capHeight * scale,
      box: [minX * scale, minY * scale, maxX * scale, maxY * scale],
      stemV: name.endsWith('Regular') ? 80 : 120,
      flags: name.startsWith('Serif') ? 4 + 2 : 4,
    },
  };
}

/** Two characters with one glyph (space and no-break space) read back as the first; one without a glyph not at all. */
function charactersOf(points: readonly (readonly [number, number])[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const [point, code] of points) if (code !== 0 && !first.has(code)) first.set(code, point);
  return first;
}
