import { isWithin, type Day, type Id, type Instant } from './time';

export type AgreementStatus =
  'draft' | 'offered' | 'in-force' | 'declined' | 'withdrawn' | 'lapsed' | 'terminated' | 'superseded';

export type Seat = 'municipality' | 'executor' | 'partner';

/** One municipality, one partner, one sector, one text version. */
export interface Agreement {
  readonly id: Id;
  /** OVK-2026-000042 */
  readonly number: string;
  readonly municipalityId: Id;
  readonly partnerId: Id;
  readonly sectorCode: string;
  readonly status: AgreementStatus;
  readonly version: number;
  readonly templateVersionId: Id | null;
  readonly verificationCode: string | null;
  readonly createdAt: Instant;
  readonly offeredAt: Instant | null;
  /** First day on which the offer no longer stands. */
  readonly expiresOn: Day | null;
  readonly parkedUntil: Day | null;
  readonly effectiveOn: Day | null;
  readonly inForceAt: Instant | null;
  readonly endedOn: Day | null;
  readonly endReason: string | null;
}

/** A prepared place for a signature: it carries party and number, never a person. */
export interface Slot {
  readonly slot: number;
  readonly seat: Seat;
  readonly partyId: Id;
  readonly turn: number;
  readonly fieldName: string;
}

/** The term of an offer is over, whether or not anybody wrote that down. */
export const hasLapsed = (offer: Pick<Agreement, 'status' | 'expiresOn'>, today: Day): boolean =>
  offer.status === 'offered' && offer.expiresOn !== null && offer.expiresOn <= today;

/** What a person reads as the state of an agreement: computed from the row, its places and today; stored nowhere. */
export type Stage =
  | { readonly at: 'draft'; readonly parkedUntil: Day | null }
  | { readonly at: 'municipality' | 'partner'; readonly work: Work }
  | { readonly at: 'in-force'; readonly from: Day; readonly untilExclusive: Day | null }
  | { readonly at: 'in-force-later'; readonly from: Day }
  | { readonly at: 'declined' | 'withdrawn' | 'lapsed' | 'terminated' | 'superseded'; readonly on: Day | null };

/** What happens at the party that is waited for: nothing yet, a list lies at a signatory, or a signature is being made. */
export type Work =
  { readonly kind: 'none' } | { readonly kind: 'handed-over'; readonly personId: Id } | { readonly kind: 'running' };

export interface StageFacts {
  readonly status: AgreementStatus;
  readonly parkedUntil: Day | null;
  readonly expiresOn: Day | null;
  readonly effectiveOn: Day | null;
  readonly endedOn: Day | null;
  /** The seat of the first unsigned place by turn; null when all are signed or none is prepared. */
  readonly nextSeat: Seat | null;
  readonly work: Work;
}

export function stageOf(facts: StageFacts, today: Day): Stage {
  switch (facts.status) {
    case 'draft':
      return {
        at: 'draft',
        parkedUntil: facts.parkedUntil !== null && today < facts.parkedUntil ? facts.parkedUntil : null,
      };
    case 'offered':
      // Lapsing is computed from the day; the state in the database follows later.
      if (facts.expiresOn !== null && facts.expiresOn <= today && facts.work.kind !== 'running')
        return { at: 'lapsed', on: facts.expiresOn };
      return { at: facts.nextSeat === 'partner' ? 'partner' : 'municipality', work: facts.work };
    case 'in-force': {
      const from = facts.effectiveOn ?? today;
      return today < from ? { at: 'in-force-later', from } : { at: 'in-force', from, untilExclusive: null };
    }
    case 'terminated':
      // Notice given: in force up to and including the day before the end.
      return facts.endedOn !== null &&
        facts.effectiveOn !== null &&
        isWithin(today, { from: facts.effectiveOn, until: facts.endedOn })
        ? { at: 'in-force', from: facts.effectiveOn, untilExclusive: facts.endedOn }
        : { at: 'terminated', on: facts.endedOn };
    case 'declined':
    case 'withdrawn':
    case 'lapsed':
    case 'superseded':
      return { at: facts.status, on: facts.endedOn };
  }
}

/** Two places: municipality first, partner last. A party with joint authority will need more. */
export function standardSlots(municipalityId: Id, partnerId: Id): readonly Slot[] {
  return [
    { slot: 1, seat: 'municipality', partyId: municipalityId, turn: 1, fieldName: 'Plaats1' },
    { slot: 2, seat: 'partner', partyId: partnerId, turn: 2, fieldName: 'Plaats2' },
  ];
}
