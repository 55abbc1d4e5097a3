import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { Id } from '../../domain/time';
import { closeAreaRequest, findAreaRequest } from '../../persistence/area-request';
import { recordDeed } from '../../persistence/audit-entry';
import { findParty, lockParty } from '../../persistence/party';
import { applyServiceArea } from './apply-service-area';

type Decision = { readonly kind: 'approve' } | { readonly kind: 'refuse'; readonly reason: string };

/** A steward decides on a large service area; conflict when a colleague was first or the partner asked something else meanwhile. */
export async function decideAreaRequest(
  deps: Pick<Deps, 'db' | 'clock' | 'newId' | 'config'>,
  steward: Viewer,
  requestId: Id,
  decision: Decision,
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const request = await findAreaRequest(trx, requestId);
    if (!request) throw notFound();
    // The party first, as the partner's own change does: in another order the two could wait for each other.
    await lockParty(trx, request.partnerId);
    const partner = await findParty(trx, request.partnerId);
    if (!partner) throw notFound();
    const approved = decision.kind === 'approve';
    const closed = await closeAreaRequest(trx, requestId, {
      status: approved ? 'approved' : 'refused',
      reason: decision.kind === 'refuse' ? decision.reason : null,
      by: steward.personId,
      at: now,
    });
    if (!closed) throw new DomainError('conflict', 'changed-meanwhile');
    if (approved) {
      const actor = { personId: steward.personId, partyId: steward.party.id };
      await applyServiceArea(trx, deps, partner, request.parts, actor);
      return;
    }
    await recordDeed(trx, {
      at: now,
      kind: 'service-area-refused',
      actorId: steward.personId,
      actingForId: steward.party.id,
      subjectId: partner.id,
      body: { request: requestId },
    });
  });
}
