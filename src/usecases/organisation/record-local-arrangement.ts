import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { LocalArrangement } from '../../domain/local-arrangements';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Instant } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { arrangementsOf, insertArrangement } from '../../persistence/local-arrangement';
import { lockParty } from '../../persistence/party';
import { changedMeanwhile } from './changed-meanwhile';
import { requirePrintable } from './require-printable';

type ArrangementFacts = Omit<LocalArrangement, 'municipalityId' | 'recordedBy' | 'recordedAt'>;

/**
 * A new version of the local arrangements, from today or a later day. Drafts print it; offers keep theirs. Conflict when
 * the last recording is not the one of `seenAt` (null: none was there).
 */
export async function recordLocalArrangement(
  deps: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  seenAt: Instant | null,
  facts: ArrangementFacts,
): Promise<void> {
  const now = deps.clock.now();
  if (facts.validFrom < amsterdamDay(now)) throw new DomainError('invalid', 'day-in-past');
  const { desk, connectionNumber, signalAddress, breachMailbox, privacyOfficerMailbox } = facts;
  requirePrintable([desk, connectionNumber, signalAddress, breachMailbox, privacyOfficerMailbox]);
  const partyId = viewer.party.id;
  await deps.db.transaction(async (trx) => {
    await lockParty(trx, partyId);
    const last = (await arrangementsOf(trx, partyId)).at(-1)?.recordedAt ?? null;
    if (last !== seenAt) throw await changedMeanwhile(trx, partyId, 'local-arrangement-recorded');
    await insertArrangement(trx, { ...facts, municipalityId: partyId, recordedBy: viewer.personId, recordedAt: now });
    await recordDeed(trx, {
      at: now,
      kind: 'local-arrangement-recorded',
      actorId: viewer.personId,
      actingForId: partyId,
      subjectId: partyId,
      body: { validFrom: facts.validFrom, desk, feedbackDays: facts.feedbackDays },
    });
  });
}
