import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { insertJoiningDecision, latestDecision, type JoiningDecision } from '../../persistence/joining-decision';
import { lockParty } from '../../persistence/party';
import { changedMeanwhile } from './changed-meanwhile';
import { requirePrintable } from './require-printable';

type DecisionFacts = Pick<JoiningDecision, 'decidedOn' | 'reference' | 'scope' | 'futurePartners' | 'laterVersions'>;

/** Records the college's decision to join; earlier ones stay. Conflict when the last one is not `seenId` (null: none was there). */
export async function recordJoiningDecision(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  viewer: Viewer,
  seenId: Id | null,
  facts: DecisionFacts,
): Promise<void> {
  const now = deps.clock.now();
  if (facts.decidedOn > amsterdamDay(now)) throw new DomainError('invalid', 'day-in-future');
  requirePrintable([facts.reference]);
  const partyId = viewer.party.id;
  await deps.db.transaction(async (trx) => {
    await lockParty(trx, partyId);
    if (((await latestDecision(trx, partyId))?.id ?? null) !== seenId)
      throw await changedMeanwhile(trx, partyId, 'joining-decision-recorded');
    const id = deps.newId();
    await insertJoiningDecision(trx, { ...facts, id, partyId, recordedBy: viewer.personId, recordedAt: now });
    await recordDeed(trx, {
      at: now,
      kind: 'joining-decision-recorded',
      actorId: viewer.personId,
      actingForId: partyId,
      subjectId: partyId,
      body: { decision: id, decidedOn: facts.decidedOn, reference: facts.reference, scope: facts.scope },
    });
  });
}
