/** Where a partner works in one sector: the whole country, a province, or one municipality. */
export type AreaScope = 'country' | 'province' | 'municipality';

export interface AreaPart {
  readonly sectorCode: string;
  readonly scope: AreaScope;
  /** PV26 for a province, GM0344 for a municipality, NL for the country. */
  readonly code: string;
}

export interface Place {
  readonly cbsCode: string;
  readonly provinceCode: string;
}

export function covers(part: AreaPart, place: Place): boolean {
  switch (part.scope) {
    case 'country':
      return true;
    case 'province':
      return part.code === place.provinceCode;
    case 'municipality':
      return part.code === place.cbsCode;
  }
}

/** The places, out of `all`, in which a partner works for one sector. */
export function placesServed<P extends Place>(
  area: readonly AreaPart[],
  sectorCode: string,
  all: readonly P[],
): readonly P[] {
  const parts = area.filter((part) => part.sectorCode === sectorCode);
  return all.filter((place) => parts.some((part) => covers(part, place)));
}
