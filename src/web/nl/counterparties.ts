// Words of "Signaalpartners" and "Gemeenten".
import { provinceName } from '../../domain/provinces';
import type { AreaPart } from '../../domain/service-area';
import type { Sector } from '../../domain/sectors';
import { counted, dutchList } from './format';

export const NO_AGREEMENT = 'Nog geen overeenkomst';
export const TAKES_NO_PART = 'Doet nog niet mee';
export const WORKS_HERE_NO_MORE = 'Werkt hier niet meer: wat is afgesproken blijft gelden.';
export const OUTSIDE_AREA = 'Niet meer in uw werkgebied: wat is afgesproken blijft gelden.';

/** "Energie: heel Nederland" or "Huur: provincies Utrecht en Zeeland, 3 gemeenten" */
export function areaLines(area: readonly AreaPart[], sectors: readonly Sector[]): readonly string[] {
  return sectors
    .filter((sector) => area.some((part) => part.sectorCode === sector.code))
    .map((sector) => `${sector.name}: ${reachWords(area.filter((part) => part.sectorCode === sector.code))}`);
}

function reachWords(parts: readonly AreaPart[]): string {
  if (parts.some((part) => part.scope === 'country')) return 'heel Nederland';
  const names = parts.filter((part) => part.scope === 'province').map((part) => provinceName(part.code));
  const single = parts.filter((part) => part.scope === 'municipality').length;
  const words = [
    names.length === 0 ? '' : `${names.length === 1 ? 'provincie' : 'provincies'} ${dutchList(names)}`,
    single === 0 ? '' : counted(single, 'gemeente', 'gemeenten'),
  ];
  return words.filter((word) => word !== '').join(', ');
}
