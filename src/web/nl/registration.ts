// Words of the registration pages and of the state of one's own registration.
import type { Sector } from '../../domain/sectors';
import type { NamedPlace, PlaceProblem } from '../../domain/place-list';
import { provinceName } from '../../domain/provinces';
import type { AreaPart } from '../../domain/service-area';
import { counted, dutchDay, dutchList, dutchNumber } from './format';

export const municipalitySteps = ['Gemeente', 'Contactpersoon', 'Besluit', 'Controleren en versturen'] as const;
export const partnerSteps = [
  'Sector',
  'Organisatie',
  'Werkgebied',
  'Contactpersoon',
  'Controleren en versturen',
] as const;

/** What is wrong with one entry of a list of municipalities; `line` counts from 1. */
export function placeSentence(problem: PlaceProblem<NamedPlace>, withLine: boolean): string {
  const where = withLine ? `Regel ${problem.line}: ` : '';
  switch (problem.kind) {
    case 'unknown':
      return `${where}wij kennen geen gemeente "${problem.text}".`;
    case 'ended':
      return `${where}${problem.code} (${problem.name}) hoort sinds ${dutchDay(problem.on)} bij ${dutchList(problem.successors)}.`;
    case 'several':
      return `${where}"${problem.text}" kan ${dutchList(problem.places.map((place) => `${place.name} (${place.cbsCode})`))} zijn. Vul de code in.`;
  }
}

/** "Dat zijn 342 gemeenten, 331 doen mee." */
export function areaCount(total: number, taking: number): string {
  if (total === 1) return `Dat is 1 gemeente. Die doet ${taking === 1 ? 'mee' : 'nog niet mee'}.`;
  return `Dat zijn ${dutchNumber(total)} gemeenten, ${dutchNumber(taking)} ${taking === 1 ? 'doet' : 'doen'} mee.`;
}

/** "342 gemeenten, 331 doen mee", behind the name of an area. */
export function areaSize(total: number, taking: number): string {
  return `${counted(total, 'gemeente', 'gemeenten')}, ${dutchNumber(taking)} ${taking === 1 ? 'doet' : 'doen'} mee`;
}

/** Why a sector cannot be chosen. */
export function closedSector(sector: Sector, today: string): string {
  if (sector.closedFrom !== null && sector.closedFrom <= today) {
    return `Aansluiten kan niet meer sinds ${dutchDay(sector.closedFrom)}.`;
  }
  return sector.validFrom > today
    ? `Aansluiten kan vanaf ${dutchDay(sector.validFrom)}.`
    : 'Deze sector bestaat niet meer.';
}

export const areaNames = { land: 'Heel Nederland', provincies: 'Provincies', gemeenten: 'Gemeenten' } as const;

export const decisionLine = (decidedOn: string, reference: string): string =>
  `${dutchDay(decidedOn)}, kenmerk ${reference}`;

/** What the decision is said to hold for besides today's partners and text. */
export function decisionReach(decision: { readonly futurePartners: boolean; readonly laterVersions: boolean }): string {
  const parts = [
    ...(decision.futurePartners ? ['signaalpartners die later meedoen'] : []),
    ...(decision.laterVersions ? ['latere versies van de modeltekst'] : []),
  ];
  return parts.length === 0 ? 'Alleen voor wie nu meedoet' : `Ook voor ${dutchList(parts)}`;
}

/** "Heel Nederland", "Utrecht en Zeeland", or the first municipalities of a list. */
export function areaWords(parts: readonly AreaPart[], sectorCode: string, places: readonly NamedPlace[]): string {
  const own = parts.filter((part) => part.sectorCode === sectorCode);
  if (own.some((part) => part.scope === 'country')) return areaNames.land;
  const names = own.map((part) =>
    part.scope === 'province'
      ? provinceName(part.code)
      : (places.find((place) => place.cbsCode === part.code)?.name ?? part.code),
  );
  if (names.length <= 12) return dutchList(names);
  return `${names.slice(0, 10).join(', ')} en nog ${dutchNumber(names.length - 10)}`;
}
