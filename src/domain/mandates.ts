import { scopeCovers, type SectorScope } from './scope';
import { isWithin, type Day, type Id, type Instant } from './time';

/** On what paper the right to sign rests. A municipality often has two: the college decides, the burgemeester represents (Gemeentewet art. 171). */
export type GroundKind = 'collegebesluit' | 'mandaat' | 'volmacht' | 'statutair' | 'kvk';

export interface MandateGround {
  readonly kind: GroundKind;
  readonly decidedOn: Day;
  readonly reference: string;
}

/** Who holds the office, from day to day; `until` is the first day without. */
export interface MandateHolder {
  readonly personId: Id;
  readonly name: string;
  readonly from: Day;
  readonly until: Day | null;
}

/** The right to sign for one party. Counts only when its holder, or for an own recording a steward, confirmed it. */
export interface Mandate {
  readonly id: Id;
  readonly partyId: Id;
  /** "wethouder schuldhulpverlening" */
  readonly office: string;
  readonly scope: SectorScope;
  readonly validFrom: Day;
  /** The first day without. */
  readonly validUntil: Day | null;
  readonly grounds: readonly MandateGround[];
  readonly holders: readonly MandateHolder[];
  readonly recordedBy: Id;
  readonly recordedAt: Instant;
  readonly confirmedBy: Id | null;
  readonly confirmedAt: Instant | null;
  readonly revokedBy: Id | null;
  readonly revokedAt: Instant | null;
  /** What the one who took it back, or said that it is wrong, gave as reason. */
  readonly revokedReason: string | null;
  readonly version: number;
}

/** unconfirmed: counts for nothing yet; future: confirmed, begins later; ended: its days are over; revoked: taken back. */
export type MandateState = 'unconfirmed' | 'future' | 'valid' | 'ended' | 'revoked';

export function mandateState(mandate: Mandate, day: Day): MandateState {
  if (mandate.revokedAt !== null) return 'revoked';
  if (mandate.validUntil !== null && mandate.validUntil <= day) return 'ended';
  if (mandate.confirmedAt === null) return 'unconfirmed';
  return day < mandate.validFrom ? 'future' : 'valid';
}

/** The mandate by which this person may sign for this sector on this day, out of those of one party; null when there is none. */
export function mandateToSign(
  mandates: readonly Mandate[],
  act: { readonly personId: Id; readonly sectorCode: string; readonly day: Day },
): Mandate | null {
  const fitting = mandates.filter(
    (mandate) =>
      mandateState(mandate, act.day) === 'valid' &&
      scopeCovers(mandate.scope, act.sectorCode) &&
      holdsOn(mandate, act.personId, act.day),
  );
  // Of several the one that lasts longest, so that a batch does not change ground half-way through its days.
  return [...fitting].sort((a, b) => lastDay(b).localeCompare(lastDay(a)) || a.id.localeCompare(b.id))[0] ?? null;
}

export function holdsOn(mandate: Mandate, personId: Id, day: Day): boolean {
  return mandate.holders.some((holder) => holder.personId === personId && isWithin(day, holder));
}

/** Four eyes: where the recorder is the holder, a steward confirms. */
export function confirmedBySteward(mandate: Pick<Mandate, 'recordedBy' | 'holders'>): boolean {
  return mandate.holders.some((holder) => holder.personId === mandate.recordedBy);
}

/** Mandates of the same holder whose days and sectors meet those of `candidate`: shown, and allowed. */
export function overlapping(
  mandates: readonly Mandate[],
  candidate: Pick<Mandate, 'scope' | 'validFrom' | 'validUntil'> & { readonly personId: Id },
  day: Day,
): readonly Mandate[] {
  return mandates.filter(
    (mandate) =>
      !['ended', 'revoked'].includes(mandateState(mandate, day)) &&
      mandate.holders.some((holder) => holder.personId === candidate.personId) &&
      daysMeet(mandate, candidate) &&
      scopesMeet(mandate.scope, candidate.scope),
  );
}

type Days = Pick<Mandate, 'validFrom' | 'validUntil'>;

function daysMeet(one: Days, other: Days): boolean {
  return one.validFrom < lastDay(other) && other.validFrom < lastDay(one);
}

function scopesMeet(one: SectorScope, other: SectorScope): boolean {
  return one === 'all' || other === 'all' || one.some((code) => other.includes(code));
}

const lastDay = (mandate: Days): Day => mandate.validUntil ?? '9999-12-31';
