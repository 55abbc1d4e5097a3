import type { Deps } from '../../deps';
import { areaChange, areaFingerprint, waitsForSteward } from '../../domain/area-change';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { AreaPart } from '../../domain/service-area';
import type { Id } from '../../domain/time';
import { insertAreaRequest, replaceWaitingRequest } from '../../persistence/area-request';
import { recordDeed } from '../../persistence/audit-entry';
import { findParty, lockParty } from '../../persistence/party';
import { allPlaces } from '../../persistence/read/places';
import { serviceAreaOf } from '../../persistence/service-area';
import { applyServiceArea, type AreaApplied } from './apply-service-area';
import { changedMeanwhile } from './changed-meanwhile';

type AreaOutcome =
  ({ readonly kind: 'applied' } & AreaApplied) | { readonly kind: 'waits-for-steward'; readonly requestId: Id };

/**
 * Makes the partner's area exactly `parts`; one that grows by more than 25 municipalities at once waits for a steward.
 * Conflict when the area is no longer the one of `seen` (domain/area-change: areaFingerprint).
 */
export async function changeServiceArea(
  deps: Pick<Deps, 'db' | 'clock' | 'newId' | 'config'>,
  viewer: Viewer,
  seen: string,
  parts: readonly AreaPart[],
): Promise<AreaOutcome> {
  const partyId = viewer.party.id;
  const now = deps.clock.now();
  return deps.db.transaction(async (trx): Promise<AreaOutcome> => {
    await lockParty(trx, partyId);
    const partner = await findParty(trx, partyId);
    if (!partner) throw notFound();
    const current = await serviceAreaOf(trx, partyId);
    if (areaFingerprint(current) !== seen) throw await changedMeanwhile(trx, partyId, 'service-area-changed');
    await replaceWaitingRequest(trx, partyId, now);
    const change = areaChange(current, parts, await allPlaces(trx));
    if (!waitsForSteward(change)) {
      const applied = await applyServiceArea(trx, deps, partner, parts, { personId: viewer.personId, partyId });
      return { kind: 'applied', ...applied };
    }
    const requestId = deps.newId();
    await insertAreaRequest(trx, {
      id: requestId,
      partnerId: partyId,
      parts,
      added: change.addedPlaces,
      removed: change.removedPlaces,
      requestedBy: viewer.personId,
      requestedAt: now,
    });
    await recordDeed(trx, {
      at: now,
      kind: 'service-area-requested',
      actorId: viewer.personId,
      actingForId: partyId,
      subjectId: partyId,
      body: { request: requestId, added: change.addedPlaces, removed: change.removedPlaces },
    });
    return { kind: 'waits-for-steward', requestId };
  });
}
