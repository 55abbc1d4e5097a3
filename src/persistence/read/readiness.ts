import { confirmedBySteward, mandateState, type Mandate } from '../../domain/mandates';
import type { Day, Id } from '../../domain/time';
import type { Db } from '../db';
import { latestDecision } from '../joining-decision';
import { arrangementOn } from '../local-arrangement';
import { mandatesOf } from '../mandate';
import { findParty } from '../party';

/** Is this organisation able to sign today? Partners need no decision and no arrangements: null for them. */
export interface Readiness {
  readonly decision: boolean | null;
  readonly arrangements: boolean | null;
  /** Who may sign today by a confirmed mandate; the first by name. */
  readonly signatory: Signatory | null;
  /** A second person who may sign today. */
  readonly deputy: Signatory | null;
  /** Holders whose mandate was recorded and not confirmed yet. */
  readonly toConfirm: readonly (Signatory & { readonly confirmedBy: 'holder' | 'steward' })[];
  /** Nothing that stops a signature is missing: arrangements and a signatory. */
  readonly ready: boolean;
}

interface Signatory {
  readonly personId: Id;
  readonly name: string;
  readonly office: string;
}

export async function readiness(db: Db, partyId: Id, day: Day): Promise<Readiness> {
  const party = await findParty(db, partyId);
  const municipality = party?.kind === 'municipality';
  const mandates = await mandatesOf(db, partyId);
  const decision = municipality ? (await latestDecision(db, partyId)) !== null : null;
  const arrangements = municipality ? (await arrangementOn(db, partyId, day)) !== null : null;
  const able = holders(mandates, 'valid', day);
  const signatory = able[0] ?? null;
  return {
    decision,
    arrangements,
    signatory,
    deputy: able.find((one) => one.personId !== signatory?.personId) ?? null,
    toConfirm: holders(mandates, 'unconfirmed', day),
    ready: arrangements !== false && signatory !== null,
  };
}

function holders(
  mandates: readonly Mandate[],
  state: 'valid' | 'unconfirmed',
  day: Day,
): readonly (Signatory & { readonly confirmedBy: 'holder' | 'steward' })[] {
  return mandates
    .filter((mandate) => mandateState(mandate, day) === state)
    .flatMap((mandate) =>
      mandate.holders
        .filter(
          (holder) => state === 'unconfirmed' || (holder.from <= day && (holder.until === null || day < holder.until)),
        )
        .map(({ personId, name }) => ({
          personId,
          name,
          office: mandate.office,
          confirmedBy: confirmedBySteward(mandate) ? ('steward' as const) : ('holder' as const),
        })),
    )
    .sort((a, b) => a.name.localeCompare(b.name, 'nl'));
}
