import records from '../../data/municipal-reorganisations.json';
import type { Day } from './time';

/** A municipality that ended and (one of) the successors of its territory; a split has a record for each successor. */
export interface Succession {
  readonly effectiveOn: Day;
  readonly oldCode: string;
  readonly oldName: string;
  readonly successorCode: string;
  readonly successorName: string;
}

/** Reorganisations since 2021, the planned ones too (CBS). */
export const successions: readonly Succession[] = records;
