/** The sectors that a decision or mandate covers: all, those of later years too, or a list of sector codes. */
export type SectorScope = 'all' | readonly string[];

export function scopeCovers(scope: SectorScope, sectorCode: string): boolean {
  return scope === 'all' || scope.includes(sectorCode);
}
