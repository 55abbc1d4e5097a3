import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { MandateGround } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import type { SectorScope } from '../../domain/scope';
import { amsterdamDay, type Day, type Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { insertMandate } from '../../persistence/mandate';
import { membersOf } from '../../persistence/membership';
import { requirePrintable } from '../organisation/require-printable';

export interface MandateFacts {
  readonly office: string;
  readonly holderId: Id;
  /** One or two papers, of different kinds. */
  readonly grounds: readonly MandateGround[];
  readonly scope: SectorScope;
  readonly validFrom: Day;
  /** The first day without; null: no end. */
  readonly validUntil: Day | null;
}

/** Writes down who may sign on which ground. It counts once its holder confirms it; where the recorder is the holder, once a steward does. */
export async function recordMandate(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  viewer: Viewer,
  facts: MandateFacts,
): Promise<Id> {
  const now = deps.clock.now();
  const today = amsterdamDay(now);
  if (facts.validUntil !== null && facts.validUntil <= facts.validFrom)
    throw new DomainError('invalid', 'until-before-from');
  if (facts.validUntil !== null && facts.validUntil <= today) throw new DomainError('invalid', 'day-in-past');
  if (facts.grounds.some((ground) => ground.decidedOn > today)) throw new DomainError('invalid', 'day-in-future');
  requirePrintable([facts.office, ...facts.grounds.map((ground) => ground.reference)]);
  const partyId = viewer.party.id;
  const id = deps.newId();
  await deps.db.transaction(async (trx) => {
    const holder = (await membersOf(trx, partyId)).find((member) => member.personId === facts.holderId);
    if (!holder?.roles.includes('signatory')) throw new DomainError('invalid', 'holder-not-signatory');
    await insertMandate(trx, { ...facts, id, partyId, recordedBy: viewer.personId, recordedAt: now });
    await recordDeed(trx, {
      at: now,
      kind: 'mandate-recorded',
      actorId: viewer.personId,
      actingForId: partyId,
      subjectId: partyId,
      body: {
        mandate: id,
        holder: facts.holderId,
        office: facts.office,
        scope: facts.scope,
        validFrom: facts.validFrom,
        validUntil: facts.validUntil,
        grounds: facts.grounds.map((ground) => ({ ...ground })),
      },
    });
  });
  return id;
}
