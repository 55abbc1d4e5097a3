import { barRow, type Bars } from '../drawings';
import { dutchNumber } from '../nl/format';
import {
  nationalSignatories,
  ofMunicipalities,
  partnersOfSector,
  privateLandlords,
  takesNoPart,
  takesPart,
  takingPart,
} from '../nl/public';

interface CovenantData {
  readonly provinces: readonly { readonly name: string; readonly takingPart: number; readonly total: number }[];
  readonly sectors: readonly { readonly name: string; readonly partners: number }[];
  /** Partners that are natural persons: counted, never named. */
  readonly naturalPersons: number;
  /** The text under which agreements are made now: "2026.1"; null: none released yet. */
  readonly textVersion: string | null;
}

interface CovenantPage {
  /** null: no municipality takes part yet. */
  readonly standing: { readonly title: string; readonly bars: Bars } | null;
  readonly sectors: readonly { readonly name: string; readonly partners: string }[];
  /** null: none. */
  readonly privateLandlords: string | null;
  readonly signatories: readonly { readonly name: string; readonly whom: string }[];
  readonly textVersion: string | null;
}

export const covenantPage = (data: CovenantData): CovenantPage => {
  const taking = data.provinces.reduce((sum, province) => sum + province.takingPart, 0);
  const total = data.provinces.reduce((sum, province) => sum + province.total, 0);
  const rows = data.provinces.map((province) =>
    barRow(province.name, dutchNumber(province.takingPart), ofMunicipalities(province.total), [
      { tone: 'done', count: province.takingPart, meaning: takesPart },
      { tone: 'rest', count: province.total - province.takingPart, meaning: takesNoPart },
    ]),
  );
  return {
    standing: taking === 0 ? null : { title: takingPart(taking, total), bars: { rows, legend: [] } },
    sectors: data.sectors.map(({ name, partners }) => ({ name, partners: partnersOfSector(partners) })),
    privateLandlords: data.naturalPersons === 0 ? null : privateLandlords(data.naturalPersons),
    signatories: nationalSignatories,
    textVersion: data.textVersion,
  };
};
