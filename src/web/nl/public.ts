// Computed sentences of the public pages; fixed text stands in the views.
import { counted, dutchNumber } from './format';

/** "331 van de 342 gemeenten doen mee" */
export const takingPart = (taking: number, total: number): string =>
  `${dutchNumber(taking)} van de ${dutchNumber(total)} gemeenten ${taking === 1 ? 'doet' : 'doen'} mee`;

/** What a bar of the covenant page says behind the figure. */
export const ofMunicipalities = (total: number): string => `van ${dutchNumber(total)}`;

export const partnersOfSector = (count: number): string => counted(count, 'signaalpartner', 'signaalpartners');

export const privateLandlords = (count: number): string =>
  `Onder hen ${counted(count, 'particuliere verhuurder', 'particuliere verhuurders')}: die noemen wij niet bij naam.`;

export const takesPart = 'doen mee';
export const takesNoPart = 'doen nog niet mee';

/** Who signed the covenant for the whole country, and for whom they speak. */
export const nationalSignatories: readonly { readonly name: string; readonly whom: string }[] = [
  { name: 'VNG', whom: 'gemeenten' },
  { name: 'NVVK', whom: 'schuldhulpverlening en financiële hulp' },
  { name: 'Aedes', whom: 'woningcorporaties' },
  { name: 'Energie Nederland', whom: 'energiebedrijven' },
  { name: 'VEWIN', whom: 'drinkwaterbedrijven' },
  { name: 'Zorgverzekeraars Nederland', whom: 'zorgverzekeraars' },
  { name: 'IVBN', whom: 'institutionele beleggers in woningen' },
  { name: 'Stichting Kences', whom: 'verhuurders van studentenwoningen' },
  { name: 'Vastgoed Belang', whom: 'particuliere verhuurders' },
];

export const registrationDoors: readonly { readonly title: string; readonly text: string; readonly href: string }[] = [
  {
    title: 'Gemeente',
    text: 'U wilt signalen ontvangen en inwoners hulp aanbieden.',
    href: '/aanmelden/gemeente',
  },
  {
    title: 'Signaalpartner',
    text: 'U verhuurt woningen, levert energie of drinkwater, of verzekert zorg. U wilt betalingsachterstanden melden.',
    href: '/aanmelden/signaalpartner',
  },
];
