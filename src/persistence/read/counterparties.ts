import type { Party } from '../../domain/parties';
import { placesServed } from '../../domain/service-area';
import type { Day, Id } from '../../domain/time';
import type { Db } from '../db';
import { partiesOfKind } from '../party';
import { serviceAreaOf, serviceAreas } from '../service-area';
import { agreementList, type ListedAgreement } from './agreements';
import { allPlaces, type KnownPlace } from './places';

/** A partner that works in a municipality for a sector, or has or had an agreement there. */
export interface PartnerHere {
  readonly partner: Party;
  readonly sectorCode: string;
  readonly agreement: ListedAgreement | null;
  /** False: the partner took the municipality out of its area; what was agreed stays. */
  readonly worksHere: boolean;
}

export async function partnersHere(db: Db, municipality: Party, today: Day): Promise<readonly PartnerHere[]> {
  const standing = standingBySector(await agreementList(db, municipality, today));
  const partners = await partiesOfKind(db, 'partner', ['admitted', 'ended']);
  const areas = await serviceAreas(
    db,
    partners.map((partner) => partner.id),
  );
  const place = { cbsCode: municipality.cbsCode ?? '', provinceCode: municipality.provinceCode ?? '' };
  return partners.flatMap((partner) => {
    const area = partner.status === 'admitted' ? (areas.get(partner.id) ?? []) : [];
    const agreed = standing.get(partner.id) ?? new Map<string, ListedAgreement>();
    const working = [...new Set(area.map((part) => part.sectorCode))].filter(
      (sectorCode) => placesServed(area, sectorCode, [place]).length > 0,
    );
    return [...new Set([...working, ...agreed.keys()])].sort().map((sectorCode) => ({
      partner,
      sectorCode,
      agreement: agreed.get(sectorCode) ?? null,
      worksHere: working.includes(sectorCode),
    }));
  });
}

/** A municipality in which a partner works for a sector, or with which it has or had an agreement. */
export interface PlaceOfPartner {
  readonly place: KnownPlace;
  readonly sectorCode: string;
  readonly agreement: ListedAgreement | null;
  readonly worksHere: boolean;
}

export async function placesOfPartner(
  db: Db,
  partner: Pick<Party, 'id' | 'kind'>,
  today: Day,
): Promise<readonly PlaceOfPartner[]> {
  const standing = standingBySector(await agreementList(db, partner, today));
  const area = await serviceAreaOf(db, partner.id);
  const places = await allPlaces(db);
  const sectors = [...new Set(area.map((part) => part.sectorCode))];
  const served = new Map(
    sectors.map((code) => [code, new Set(placesServed(area, code, places).map((place) => place.id))] as const),
  );
  return places.flatMap((place) => {
    const agreed = standing.get(place.id) ?? new Map<string, ListedAgreement>();
    const working = sectors.filter((code) => served.get(code)?.has(place.id));
    return [...new Set([...working, ...agreed.keys()])].sort().map((sectorCode) => ({
      place,
      sectorCode,
      agreement: agreed.get(sectorCode) ?? null,
      worksHere: working.includes(sectorCode),
    }));
  });
}

/** By counterpart and sector the agreement that stands for the two: in force, else open, else the last that ended. */
function standingBySector(
  agreements: readonly ListedAgreement[],
): ReadonlyMap<Id, ReadonlyMap<string, ListedAgreement>> {
  const standing = new Map<Id, Map<string, ListedAgreement>>();
  const inOrder = [...agreements].sort((a, b) => rank(a) - rank(b) || b.number.localeCompare(a.number));
  for (const agreement of inOrder) {
    const ofCounterpart = standing.get(agreement.counterpart.id) ?? new Map<string, ListedAgreement>();
    standing.set(agreement.counterpart.id, ofCounterpart);
    if (!ofCounterpart.has(agreement.sectorCode)) ofCounterpart.set(agreement.sectorCode, agreement);
  }
  return standing;
}

function rank({ status }: ListedAgreement): number {
  switch (status) {
    case 'in-force':
      return 0;
    case 'offered':
    case 'draft':
      return 1;
    case 'terminated':
    case 'declined':
    case 'withdrawn':
    case 'lapsed':
    case 'superseded':
      return 2;
  }
}
