import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Sector } from '../../domain/sectors';
import { amsterdamDay } from '../../domain/time';
import { allPlaces, type KnownPlace } from '../../persistence/read/places';
import { allSectors } from '../../persistence/sector';
import { typed, type FieldError } from '../form';
import type { Reply, VisitorHandler, VisitorRequest } from '../http';
import { areaCount } from '../nl/registration';
import { submitButton } from '../parts';
import { keepPartner, partnerDraft, type AreaDraft, type PartnerDraft } from './answers';
import { areaFigures, areaGroups, areaParts, noArea, readArea, typedArea } from './area-fields';
import { areaPath, elsewhere, next, previous, wizard } from './partner-flow';
import { stepPage, wantsCheck } from './step-page';

export const getArea: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const sector = await chosenSector(deps, request, draft);
  const path = areaPath(sector.code);
  const own = draft.areas[sector.code];
  // Most partners work in the same municipalities for each sector, so the answer before this one is a good first guess.
  const value = own ?? Object.values(draft.areas).at(-1) ?? noArea;
  const places = await allPlaces(deps.db);
  const said = own ? counted(sector.code, own, places) : null;
  return elsewhere(draft, path) ?? areaPage({ request, draft, sector, value, errors: [], said });
};

export const postArea: VisitorHandler = async (deps, request) => {
  const draft = partnerDraft(request.session);
  const sector = await chosenSector(deps, request, draft);
  const places = await allPlaces(deps.db);
  const read = readArea(request.form, places, amsterdamDay(deps.clock.now()));
  const value = typedArea(request.form);
  if (!read.ok) return areaPage({ request, draft, sector, value, errors: read.errors, said: null });
  const after = { ...draft, areas: { ...draft.areas, [sector.code]: read.value } };
  keepPartner(request.session, after);
  if (typed(request.form, 'actie') === 'tellen') {
    const said = counted(sector.code, read.value, places);
    return areaPage({ request, draft: after, sector, value, errors: [], said });
  }
  return next(request, after, areaPath(sector.code));
};

function counted(sectorCode: string, area: AreaDraft, places: readonly KnownPlace[]): string {
  const { total, taking } = areaFigures(areaParts(sectorCode, area), sectorCode, places);
  return areaCount(total, taking);
}

/** A screen for a sector that was not chosen does not exist. */
async function chosenSector(deps: Deps, request: VisitorRequest, draft: PartnerDraft): Promise<Sector> {
  const sector = (await allSectors(deps.db)).find((one) => one.code === request.params['sector']);
  if (!sector || !draft.sectors.includes(sector.code)) throw notFound();
  return sector;
}

function areaPage(screen: {
  readonly request: VisitorRequest;
  readonly draft: PartnerDraft;
  readonly sector: Sector;
  readonly value: ReturnType<typeof typedArea>;
  readonly errors: readonly FieldError[];
  readonly said: string | null;
}): Reply {
  const { request, draft, sector, value, errors } = screen;
  const path = areaPath(sector.code);
  return stepPage({
    wizard,
    at: 3,
    title: `Waar werkt u voor de sector ${sector.name.toLowerCase()}?`,
    action: path,
    groups: areaGroups(value, errors),
    previous: previous(draft, path),
    errors,
    said: screen.said,
    toCheck: wantsCheck(request),
    extra: submitButton('Tel de gemeenten', 'secondary', { name: 'actie', value: 'tellen' }),
  });
}
