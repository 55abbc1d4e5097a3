import type { Section } from '../pdf/xref';
import { startAfter, type View } from '../pdf/view';
import { refused, type Change } from './change';

// What was appended must be nothing but the objects that its cross-references list. Bytes between them are where a reader
// that repairs, or looks from another side, finds another document.

interface Tile {
  readonly start: number;
  readonly end: number;
}

/** What stands after `from` and belongs to none of the later revisions, or belongs to one in a wrong way. */
export function strayBytes(bytes: Buffer, from: number, later: readonly Section[], view: View): readonly Change[] {
  const found: Change[] = [];
  let at = from;
  for (const section of later) {
    const ending = endOf(bytes, section);
    if (section.offset < from || section.start < at)
      return [...found, refused('a revision that stands before the one it follows')];
    if (section.ambiguous) found.push(refused('a revision whose cross-references can be read in two ways'));
    if (ending === null) return [...found, refused('a revision without its own startxref and end')];
    const tiles = tilesOf(section, at, view);
    if (typeof tiles === 'string') found.push(refused(tiles));
    else found.push(...gaps(bytes, at, ending, [...tiles, ...sectionTiles(section)]));
    at = ending;
  }
  if (!isBlank(bytes, at, bytes.length))
    found.push(refused(`bytes after the end of the last revision (from byte ${at})`));
  return found;
}

const sectionTiles = (section: Section): readonly Tile[] => [
  { start: section.start, end: section.end },
  ...(section.hybrid ? [section.hybrid] : []),
];

function tilesOf(section: Section, from: number, view: View): readonly Tile[] | string {
  const tiles: Tile[] = [];
  for (const [number, place] of section.places) {
    if (place.kind !== 'plain' || place.offset === section.start || place.offset === section.hybrid?.start) continue;
    // An entry that points back to what was there before is judged by what it makes of the object.
    if (startAfter(view.bytes, place.offset, view.budget) < from) continue;
    const found = view.objectAt(place.offset);
    if (found?.number !== number) return `an object that cannot be read (object ${number})`;
    if (!found.exact) return `an object that can be read in two ways (object ${number})`;
    tiles.push({ start: found.start, end: found.end });
  }
  return tiles;
}

/** Bytes between the tiles. `startxref` and its number belong to the section; some writers put their name before it. */
function gaps(bytes: Buffer, from: number, to: number, tiles: readonly Tile[]): readonly Change[] {
  const sorted = [...tiles].sort((one, other) => one.start - other.start);
  let at = from;
  for (const tile of sorted) {
    if (tile.start < at) return [refused(`objects that overlap (at byte ${tile.start})`)];
    if (!isBlank(bytes, at, tile.start)) return [refused(`bytes that belong to no object (from byte ${at})`)];
    at = tile.end;
  }
  const closing = Math.max(at, bytes.lastIndexOf('startxref', to, 'latin1'));
  return isBlank(bytes, at, closing) && /^startxref\s+\d+\s+%%EOF\s*$/.test(bytes.toString('latin1', closing, to))
    ? []
    : [refused(`bytes that belong to no object (from byte ${at})`)];
}

/** The end of the revision that a section closes: its own `startxref` must follow it and name it. */
function endOf(bytes: Buffer, section: Section): number | null {
  const rest = bytes.toString('latin1', section.end, section.end + 1024);
  const closing = /startxref\s+(\d+)\s+%%EOF(\r\n|\r|\n)?/.exec(rest);
  return closing && Number(closing[1]) === section.offset ? section.end + closing.index + closing[0].length : null;
}

/** White space, and comments in which nobody could find an object. */
function isBlank(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > 65_536)
    return bytes.subarray(start, end).every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d);
  const text = bytes.toString('latin1', start, end);
  return /^(?:[\0\t\n\f\r ]|%[^\r\n]{0,200}(?:[\r\n]|$))*$/.test(text) && !/obj|xref|trailer/.test(text);
}
