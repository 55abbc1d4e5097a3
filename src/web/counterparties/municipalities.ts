import { provinces } from '../../domain/provinces';
import type { Sector } from '../../domain/sectors';
import { amsterdamDay, type Id } from '../../domain/time';
import { latestAreaRequest, type AreaRequest } from '../../persistence/area-request';
import { placesOfPartner, type PlaceOfPartner } from '../../persistence/read/counterparties';
import { allSectors } from '../../persistence/sector';
import { serviceAreaOf } from '../../persistence/service-area';
import { page, type MemberHandler } from '../http';
import { areaLines, NO_AGREEMENT, OUTSIDE_AREA, TAKES_NO_PART } from '../nl/counterparties';
import { counted, dutchDayOf } from '../nl/format';
import { areaSummary, savedWords } from '../nl/organisation';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { statusWords } from '../nl/status';
import { cell, type Badge, type Cell, type DataTable } from '../parts';

/** Where this partner works: a line, then every municipality by province with how it stands. */
export const showMunicipalities: MemberHandler = async (deps, { viewer, query }) => {
  const { db } = deps;
  const area = await serviceAreaOf(db, viewer.party.id);
  const sectors = await allSectors(db);
  const places = await placesOfPartner(db, viewer.party, amsterdamDay(deps.clock.now()));
  const request = await latestAreaRequest(db, viewer.party.id);
  const working = places.filter((one) => one.worksHere);
  const distinct = (list: readonly PlaceOfPartner[]): number => new Set(list.map(({ place }) => place.id)).size;
  const model = {
    overTitle: organisationInWords(viewer.party),
    saved: savedWords(query['bewaard'] ?? ''),
    request: requestLine(request),
    summary: areaSummary(
      distinct(working),
      distinct(working.filter(({ place }) => place.admitted)),
      distinct(places.filter(({ agreement }) => agreement?.stage.at === 'in-force')),
    ),
    lines: areaLines(area, sectors),
    none: places.length === 0,
    mayChange: viewer.roles.includes('contact') || viewer.roles.includes('admin'),
    groups: provinces.flatMap(({ code, name }) => {
      const inProvince = places.filter(({ place }) => place.provinceCode === code);
      if (inProvince.length === 0) return [];
      const inForce = distinct(inProvince.filter(({ agreement }) => agreement?.stage.at === 'in-force'));
      return [
        {
          title: name,
          aside: `${inForce} van ${distinct(inProvince)}`,
          open: places.length <= FEW,
          table: provinceTable(name, inProvince, sectors, viewer.personId),
        },
      ];
    }),
  };
  return page('counterparties/municipalities', 'Werkgebied', model, { current: '/gemeenten' });
};

/** A list up to this long is shown opened. */
const FEW = 10;

function requestLine(request: AreaRequest | null): { readonly title: string; readonly text: string } | null {
  if (request?.status === 'waiting')
    return {
      title: 'Een wijziging wacht op de NVVK',
      text: `Op ${dutchDayOf(request.requestedAt)} vroeg u ${counted(request.added, 'gemeente', 'gemeenten')} erbij. De NVVK kijkt ernaar, meestal op dezelfde werkdag. Tot dan verandert er niets.`,
    };
  if (request?.status === 'refused')
    return {
      title: 'De NVVK heeft uw wijziging niet overgenomen',
      text: `Reden: ${request.reason ?? ''} U kunt een andere wijziging doen.`,
    };
  return null;
}

function provinceTable(
  province: string,
  rows: readonly PlaceOfPartner[],
  sectors: readonly Sector[],
  personId: Id,
): DataTable {
  return {
    caption: `Gemeenten in ${province}`,
    captionShown: false,
    columns: ['Gemeente', 'Sector', 'Status'].map((label) => ({ label, align: 'start' })),
    rows: rows.map((one): readonly Cell[] => [
      cell(one.place.name, {
        href: one.agreement ? `/overeenkomsten/${one.agreement.number}` : null,
        quiet: one.place.cbsCode,
      }),
      cell(sectors.find((sector) => sector.code === one.sectorCode)?.name ?? one.sectorCode),
      cell(null, { badge: badgeOf(one, personId), quiet: one.worksHere ? null : OUTSIDE_AREA }),
    ]),
  };
}

function badgeOf(one: PlaceOfPartner, personId: Id): Badge {
  if (!one.agreement) return { tone: 'neutral', label: one.place.admitted ? NO_AGREEMENT : TAKES_NO_PART };
  const words = statusWords(one.agreement.stage, 'partner', personId);
  return { tone: words.tone, label: words.text };
}
