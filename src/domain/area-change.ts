import { createHash } from 'node:crypto';
import { placesServed, type AreaPart, type Place } from './service-area';

/** More municipalities than this at once and a steward looks first. */
const LARGE_GROWTH = 25;

/** A municipality in which a partner works for one sector. */
interface Served<P extends Place> {
  readonly place: P;
  readonly sectorCode: string;
}

/** What one area has and the other has not. A municipality counts once, whatever the number of sectors. */
export interface AreaChange<P extends Place> {
  readonly added: readonly Served<P>[];
  readonly removed: readonly Served<P>[];
  readonly addedPlaces: number;
  readonly removedPlaces: number;
}

export function areaChange<P extends Place>(
  before: readonly AreaPart[],
  after: readonly AreaPart[],
  places: readonly P[],
): AreaChange<P> {
  const added = difference(after, before, places);
  const removed = difference(before, after, places);
  return { added, removed, addedPlaces: distinct(added), removedPlaces: distinct(removed) };
}

export function waitsForSteward(change: Pick<AreaChange<Place>, 'addedPlaces'>): boolean {
  return change.addedPlaces > LARGE_GROWTH;
}

/** The same area, whatever the order in which its parts are named. */
export function sameArea(one: readonly AreaPart[], other: readonly AreaPart[]): boolean {
  return areaFingerprint(one) === areaFingerprint(other);
}

/** SHA-256 over the parts: a form carries it as the area it was made from, so that a later change by a colleague is noticed. */
export function areaFingerprint(area: readonly AreaPart[]): string {
  const lines = area.map(({ sectorCode, scope, code }) => `${sectorCode} ${scope} ${code}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function difference<P extends Place>(
  one: readonly AreaPart[],
  other: readonly AreaPart[],
  places: readonly P[],
): readonly Served<P>[] {
  const sectors = [...new Set(one.map((part) => part.sectorCode))].sort();
  return sectors.flatMap((sectorCode) => {
    const had = new Set(placesServed(other, sectorCode, places).map((place) => place.cbsCode));
    return placesServed(one, sectorCode, places)
      .filter((place) => !had.has(place.cbsCode))
      .map((place) => ({ place, sectorCode }));
  });
}

const distinct = (served: readonly Served<Place>[]): number => new Set(served.map(({ place }) => place.cbsCode)).size;
