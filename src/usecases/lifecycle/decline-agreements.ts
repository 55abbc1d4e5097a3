import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Id } from '../../domain/time';
import { agreementsById, endOpen } from '../../persistence/agreement';
import { recordDeeds } from '../../persistence/audit-entry';
import { dropFromLists, liveItems } from '../../persistence/ceremony-item';
import { announceDeclined } from '../notifications/ceremony-mails';
import { shrinkLists } from './shrink-lists';

export interface Decline {
  readonly viewer: Viewer;
  readonly agreementIds: readonly Id[];
  /** What the other party reads. */
  readonly reason: string;
}

/**
 * Declines drafts or offers of the viewer's organisation, with a reason. Refuses already-in-force, and changed-meanwhile
 * while a signature is being made or when a colleague was first.
 */
export async function declineAgreements(deps: Deps, { viewer, agreementIds, reason }: Decline): Promise<void> {
  const now = deps.clock.now();
  const agreements = (await agreementsById(deps.db, agreementIds)).filter(({ municipalityId, partnerId }) =>
    [municipalityId, partnerId].includes(viewer.party.id),
  );
  if (agreements.length === 0) throw notFound();
  if (agreements.some((agreement) => agreement.status === 'in-force'))
    throw new DomainError('conflict', 'already-in-force');
  await deps.db.transaction(async (trx) => {
    const ids = agreements.map((agreement) => agreement.id);
    const running = (await liveItems(trx, ids)).filter((item) => item.state === 'queued');
    if (running.length > 0) throw new DomainError('conflict', 'changed-meanwhile');
    for (const agreement of agreements) {
      const end = { status: 'declined' as const, on: amsterdamDay(now), reason, byPartyId: viewer.party.id };
      if (!(await endOpen(trx, agreement.id, agreement.version, end)))
        throw new DomainError('conflict', 'changed-meanwhile');
    }
    await shrinkLists(trx, await dropFromLists(trx, ids, 'declined'), now);
    await recordDeeds(
      trx,
      agreements.map((agreement) => ({
        at: now,
        kind: 'agreement-declined' as const,
        actorId: viewer.personId,
        actingForId: viewer.party.id,
        subjectId: agreement.id,
        // The reason is a person's own words: it stands with the agreement, not in the log.
        body: { number: agreement.number },
      })),
    );
    await announceDeclined(trx, deps, { agreements, by: viewer, reason });
  });
}
