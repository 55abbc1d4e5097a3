import type { Deps } from '../../deps';
import { areaChange, waitsForSteward } from '../../domain/area-change';
import { sectorIsOpen } from '../../domain/sectors';
import type { AreaPart } from '../../domain/service-area';
import { amsterdamDay, type Id } from '../../domain/time';
import { agreementsOfParty } from '../../persistence/agreement';
import { allPlaces } from '../../persistence/read/places';
import { allSectors } from '../../persistence/sector';
import { serviceAreaOf } from '../../persistence/service-area';

/** What a change of area would do, counted before it is done. */
export interface AreaPreview {
  readonly addedPlaces: number;
  readonly removedPlaces: number;
  /** Agreements that come at once; municipalities that do not take part yet bring theirs when they join. */
  readonly newDrafts: number;
  readonly addedNotTakingPart: number;
  readonly draftsDropped: number;
  /** Offered, waiting for signatures: they stay. */
  readonly offeredStay: number;
  readonly inForceStay: number;
  readonly waitsForSteward: boolean;
}

export async function previewServiceArea(
  deps: Pick<Deps, 'db' | 'clock'>,
  partnerId: Id,
  parts: readonly AreaPart[],
): Promise<AreaPreview> {
  const today = amsterdamDay(deps.clock.now());
  const change = areaChange(await serviceAreaOf(deps.db, partnerId), parts, await allPlaces(deps.db));
  const open = (await allSectors(deps.db)).filter((sector) => sectorIsOpen(sector, today)).map(({ code }) => code);
  const agreements = await agreementsOfParty(deps.db, partnerId, ['draft', 'offered', 'in-force', 'declined']);
  const statuses = new Map(agreements.map((one) => [`${one.municipalityId} ${one.sectorCode}`, one.status] as const));
  const removed = change.removed.map(({ place, sectorCode }) => statuses.get(`${place.id} ${sectorCode}`));
  return {
    addedPlaces: change.addedPlaces,
    removedPlaces: change.removedPlaces,
    newDrafts: change.added.filter(
      ({ place, sectorCode }) =>
        place.admitted && open.includes(sectorCode) && !statuses.has(`${place.id} ${sectorCode}`),
    ).length,
    addedNotTakingPart: new Set(change.added.filter(({ place }) => !place.admitted).map(({ place }) => place.id)).size,
    draftsDropped: removed.filter((status) => status === 'draft').length,
    offeredStay: removed.filter((status) => status === 'offered').length,
    inForceStay: removed.filter((status) => status === 'in-force').length,
    waitsForSteward: waitsForSteward(change),
  };
}
