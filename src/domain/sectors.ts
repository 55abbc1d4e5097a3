import { isWithin, type Day } from './time';

/** A sector is data, never a fixed enum: experiments (Wgs art. 10) come and go. */
export interface Sector {
  readonly code: string;
  readonly name: string;
  readonly legalBasis: string;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  /** From this day on no newcomer may join; null when open. */
  readonly closedFrom: Day | null;
}

export function sectorIsOpen(sector: Sector, day: Day): boolean {
  const valid = isWithin(day, { from: sector.validFrom, until: sector.validUntil });
  return valid && (sector.closedFrom === null || day < sector.closedFrom);
}
