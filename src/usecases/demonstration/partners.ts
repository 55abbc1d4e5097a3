import type { AreaPart } from '../../domain/service-area';

/** An invented signal partner: its name shows that it does not exist. */
export interface InventedPartner {
  readonly name: string;
  /** Of its mail addresses, under .example. */
  readonly domain: string;
  readonly seat: string;
  /** null: a private landlord, a natural person without a number. */
  readonly kvk: string | null;
  readonly brands: readonly string[];
  readonly area: readonly AreaPart[];
}

export const DENKBEELD = 'Denkbeeld Energie B.V.';
export const PROEFPOLIS = 'Zorgverzekeraar Proefpolis N.V.';
export const FICTIEHOF = 'Woonstichting Fictiehof';
export const VERHUUR_NERGENS = 'Verhuur Nergens B.V.';

type Row = readonly [name: string, domain: string, seat: string, ...brands: string[]];

const ENERGY: readonly Row[] = [
  [DENKBEELD, 'denkbeeld', 'Nergenshuizen', 'Denkbeeld Thuis', 'Stroom van Denkbeeld'],
  ['Bedenksel Energie B.V.', 'bedenksel-energie', 'Verzonnenveen', 'Bedenksel Groen'],
  ['Demostroom N.V.', 'demostroom', 'Voorbeeldstad'],
  ['Energie Nergens B.V.', 'energie-nergens', 'Nergenshuizen'],
  ['Fictiegas Nederland B.V.', 'fictiegas', 'Fictiedam', 'Fictiegas Voordelig'],
  ['Proefstroom Coöperatie U.A.', 'proefstroom', 'Proefveld'],
  ['Voorbeeldwarmte B.V.', 'voorbeeldwarmte', 'Voorbeeldstad'],
  ['Luchtkasteel Energie B.V.', 'luchtkasteel-energie', 'Verzonnenveen'],
  ['Fantasiestroom B.V.', 'fantasiestroom', 'Fictiedam', 'Fantasiestroom Direct'],
  ['Verzonnen Warmte B.V.', 'verzonnen-warmte', 'Verzonnenveen'],
  ['Testgas Levering B.V.', 'testgas', 'Proefveld'],
  ['Oefenenergie N.V.', 'oefenenergie', 'Voorbeeldstad'],
  ['Modelstroom Nederland B.V.', 'modelstroom', 'Nergenshuizen'],
  ['Niemandsgas B.V.', 'niemandsgas', 'Nergenshuizen'],
  ['Droomenergie B.V.', 'droomenergie', 'Fictiedam'],
  ['Nepstroom Direct B.V.', 'nepstroom', 'Proefveld'],
  ['Energiecoöperatie Bedacht U.A.', 'bedacht', 'Verzonnenveen'],
  ['Zogenaamd Groen B.V.', 'zogenaamd-groen', 'Voorbeeldstad'],
  ['Schijnlicht Energie N.V.', 'schijnlicht', 'Fictiedam'],
  ['Stroomfabel B.V.', 'stroomfabel', 'Nergenshuizen'],
];

const INSURERS: readonly Row[] = [
  [PROEFPOLIS, 'proefpolis', 'Proefveld', 'Proefpolis Basis', 'Proefpolis Student'],
  ['Fictiezorg Verzekeringen N.V.', 'fictiezorg', 'Fictiedam'],
  ['Verzonnen Zorg U.A.', 'verzonnen-zorg', 'Verzonnenveen'],
  ['Bedenksel Zorgverzekering N.V.', 'bedenksel-zorg', 'Verzonnenveen'],
  ['Voorbeeldpolis Zorg N.V.', 'voorbeeldpolis', 'Voorbeeldstad'],
  ['Demozorg N.V.', 'demozorg', 'Voorbeeldstad', 'Demozorg Zeker'],
  ['Zorgfabel U.A.', 'zorgfabel', 'Nergenshuizen'],
  ['Nergens Ziektekosten N.V.', 'nergens-ziektekosten', 'Nergenshuizen'],
  ['Oefenpolis Zorg N.V.', 'oefenpolis', 'Proefveld'],
  ['Luchtzorg U.A.', 'luchtzorg', 'Fictiedam'],
];

/** Each province has one water company. */
const WATER: readonly (readonly [Row, readonly string[]])[] = [
  [
    ['Noorderproefwater N.V.', 'noorderproefwater', 'Proefveld'],
    ['PV20', 'PV21', 'PV22'],
  ],
  [
    ['Waterbedrijf Denkbeeld N.V.', 'waterbedrijf-denkbeeld', 'Nergenshuizen'],
    ['PV23', 'PV24', 'PV25'],
  ],
  [
    ['Drinkwater Nergens N.V.', 'drinkwater-nergens', 'Nergenshuizen'],
    ['PV26', 'PV27'],
  ],
  [
    ['Waterleiding Fictie N.V.', 'waterleiding-fictie', 'Fictiedam'],
    ['PV28', 'PV29'],
  ],
  [
    ['Bronwater Verzonnen N.V.', 'bronwater-verzonnen', 'Verzonnenveen'],
    ['PV30', 'PV31'],
  ],
];

const LANDLORDS: readonly (readonly [Row, readonly string[]])[] = [
  [
    [FICTIEHOF, 'fictiehof', 'Fictiedam'],
    ['GM0301', 'GM0262', 'GM1876'],
  ],
  [[VERHUUR_NERGENS, 'verhuur-nergens', 'Nergenshuizen'], ['GM0301']],
  [
    ['Woningcorporatie Proefdak', 'proefdak', 'Proefveld'],
    ['GM0301', 'GM0200', 'GM0150'],
  ],
  [
    ['Stichting Denkbeeldig Wonen', 'denkbeeldig-wonen', 'Nergenshuizen'],
    ['GM0301', 'GM0202', 'GM0268', 'GM0228'],
  ],
  [
    ['Bedenksel Vastgoed B.V.', 'bedenksel-vastgoed', 'Verzonnenveen'],
    ['GM0301', 'GM0518', 'GM0599'],
  ],
  [
    ['Stichting Voorbeeldwoningen', 'voorbeeldwoningen', 'Voorbeeldstad'],
    ['GM0301', 'GM0222', 'GM0294', 'GM0262'],
  ],
  [
    ['Fabelhuis Wonen', 'fabelhuis', 'Fictiedam'],
    ['GM0301', 'GM0150', 'GM0193', 'GM0153', 'GM0141'],
  ],
  [
    ['Oefenwonen Beheer B.V.', 'oefenwonen', 'Proefveld'],
    ['GM0301', 'GM0344', 'GM0307', 'GM0355', 'GM0321', 'GM0632'],
  ],
  [
    ['Woonfantasie Oost', 'woonfantasie', 'Verzonnenveen'],
    ['GM0301', 'GM0200', 'GM0228', 'GM0289', 'GM0281'],
  ],
  [
    ['Wooncoöperatie Luchtkasteel U.A.', 'luchtkasteel-wonen', 'Verzonnenveen'],
    ['GM0893', 'GM0935', 'GM0983'],
  ],
];

/** Natural persons: never shown in public. */
const PRIVATE_LANDLORDS: readonly (readonly [Row, readonly string[]])[] = [
  [['M. Verzonnen-Verhuurder', 'verhuurder-verzonnen', 'Zutphen'], ['GM0301']],
  [
    ['T. van Fictie', 'verhuurder-fictie', 'Deventer'],
    ['GM0301', 'GM0150'],
  ],
];

const country = (sectorCode: string): readonly AreaPart[] => [{ sectorCode, scope: 'country', code: 'NL' }];
const parts = (sectorCode: string, scope: AreaPart['scope'], codes: readonly string[]): readonly AreaPart[] =>
  codes.map((code) => ({ sectorCode, scope, code }));

const companies: readonly (readonly [Row, readonly AreaPart[]])[] = [
  ...ENERGY.map((row) => [row, country('energie')] as const),
  ...INSURERS.map((row) => [row, country('zorgverzekering')] as const),
  ...WATER.map(([row, codes]) => [row, parts('drinkwater', 'province', codes)] as const),
  ...LANDLORDS.map(([row, codes]) => [row, parts('huur', 'municipality', codes)] as const),
];

export const inventedPartners: readonly InventedPartner[] = [
  ...companies.map(([row, area], i) => partner(row, area, String(99_000_001 + i))),
  ...PRIVATE_LANDLORDS.map(([row, codes]) => partner(row, parts('huur', 'municipality', codes), null)),
];

function partner([name, domain, seat, ...brands]: Row, area: readonly AreaPart[], kvk: string | null): InventedPartner {
  return { name, domain: `${domain}.example`, seat, kvk, brands, area };
}
