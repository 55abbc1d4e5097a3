import type { Sector } from '../../domain/sectors';
import { provinces } from '../../domain/provinces';
import type { Day } from '../../domain/time';
import type { Right } from '../../persistence/read/register-lists';
import { dutchDay, dutchNumber } from '../nl/format';
import { landlordsCounted, upToAndIncluding } from '../nl/register';
import { cell, type DataTable } from '../parts';
import { pairPath } from './paths';

/** rights.ejs: one group of a party's rights. */
interface RightsGroup {
  readonly title: string;
  /** How many; the heading above says of what. */
  readonly aside: string;
  readonly open: boolean;
  readonly table: DataTable;
  /** What is counted but not named. */
  readonly note: string | null;
}

/** More than this, and the groups stand closed with their counts: on a phone the list would not end. */
const LONG = 10;

/** A municipality's partners, grouped by sector. Natural persons are counted, never named. */
export function partnersBySector(
  code: string,
  rights: readonly Right[],
  sectors: readonly Sector[],
  day: Day,
): readonly RightsGroup[] {
  return sectors.flatMap((sector) => {
    const here = rights.filter((right) => right.sectorCode === sector.code);
    if (here.length === 0) return [];
    const named = here.filter((right) => !right.naturalPerson);
    const persons = here.length - named.length;
    return [
      {
        title: sector.name,
        aside: dutchNumber(here.length),
        open: rights.length <= LONG,
        table: {
          caption: `${sector.name}: signaalpartners op ${dutchDay(day)}`,
          captionShown: false,
          columns: columns('Signaalpartner'),
          rows: named.map((right) => [
            cell(right.name, { href: pairPath(code, right.code) }),
            cell(dutchDay(right.validFrom)),
            cell(right.validUntil ? upToAndIncluding(right.validUntil) : 'Geen einde bekend'),
          ]),
        },
        note: persons === 0 ? null : landlordsCounted(persons),
      },
    ];
  });
}

/** A partner's municipalities, grouped by province; with its sector when it has several. */
export function municipalitiesByProvince(
  number: string,
  rights: readonly Right[],
  sectors: readonly Sector[],
  day: Day,
): readonly RightsGroup[] {
  const several = new Set(rights.map((right) => right.sectorCode)).size > 1;
  const sectorName = (code: string): string => sectors.find((sector) => sector.code === code)?.name ?? code;
  return provinces.flatMap((province) => {
    const here = rights.filter((right) => right.provinceCode === province.code);
    if (here.length === 0) return [];
    return [
      {
        title: province.name,
        aside: dutchNumber(new Set(here.map((right) => right.code)).size),
        open: rights.length <= LONG,
        table: {
          caption: `${province.name}: gemeenten op ${dutchDay(day)}`,
          captionShown: false,
          columns: columns('Gemeente'),
          rows: here.map((right) => [
            cell(right.name, {
              href: pairPath(right.code, number),
              quiet: several ? sectorName(right.sectorCode) : null,
            }),
            cell(dutchDay(right.validFrom)),
            cell(right.validUntil ? upToAndIncluding(right.validUntil) : 'Geen einde bekend'),
          ]),
        },
        note: null,
      },
    ];
  });
}

const columns = (first: string): DataTable['columns'] => [
  { label: first, align: 'start' },
  { label: 'Sinds', align: 'start' },
  { label: 'Einde', align: 'start' },
];
