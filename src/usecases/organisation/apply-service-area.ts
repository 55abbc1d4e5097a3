import type { Deps } from '../../deps';
import { areaChange } from '../../domain/area-change';
import type { Party } from '../../domain/parties';
import type { AreaPart } from '../../domain/service-area';
import { amsterdamDay, type Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Trx } from '../../persistence/db';
import { allPlaces } from '../../persistence/read/places';
import { replaceServiceArea, serviceAreaOf } from '../../persistence/service-area';
import { dropDrafts, makeDrafts } from '../matching/make-drafts';

/** What came of a change of area. */
export interface AreaApplied {
  readonly made: number;
  readonly dropped: number;
}

/** The area is `parts` from today: drafts outside it go, drafts inside it come, what is offered or in force stays. */
export async function applyServiceArea(
  trx: Trx,
  deps: Pick<Deps, 'clock' | 'newId' | 'config'>,
  partner: Party,
  parts: readonly AreaPart[],
  actor: { readonly personId: Id; readonly partyId: Id },
): Promise<AreaApplied> {
  const now = deps.clock.now();
  const change = areaChange(await serviceAreaOf(trx, partner.id), parts, await allPlaces(trx));
  await replaceServiceArea(trx, partner.id, parts, amsterdamDay(now));
  await recordDeed(trx, {
    at: now,
    kind: 'service-area-changed',
    actorId: actor.personId,
    actingForId: actor.partyId,
    subjectId: partner.id,
    body: { added: change.addedPlaces, removed: change.removedPlaces, parts: parts.map((part) => ({ ...part })) },
  });
  const dropped = await dropDrafts(trx, deps, partner);
  const made = await makeDrafts(trx, deps, partner);
  return { made, dropped };
}
