import type { Role } from '../../domain/parties';
import { DENKBEELD, FICTIEHOF, PROEFPOLIS, VERHUUR_NERGENS } from './partners';

interface Person {
  readonly email: string;
  readonly name: string;
  readonly functionTitle: string;
  readonly roles: readonly Role[];
}

/** The people of an organisation that acts in the demonstration: who prepares, and who signs. */
export interface Staff {
  /** CBS code, or name of the partner. */
  readonly party: string;
  readonly contact: Person;
  readonly signatory: Person;
  readonly others: readonly Person[];
}

export const ZUTPHEN = 'GM0301';
export const BUNNIK = 'GM0312';

const PREPARES: readonly Role[] = ['contact', 'admin'];

export const zutphen: Staff = {
  party: ZUTPHEN,
  contact: {
    email: 'a.jansen@zutphen.example',
    name: 'A. Jansen',
    functionTitle: 'beleidsmedewerker schuldhulpverlening',
    roles: PREPARES,
  },
  signatory: {
    email: 'f.devries@zutphen.example',
    name: 'F. de Vries',
    functionTitle: 'wethouder schuldhulpverlening',
    roles: ['signatory'],
  },
  others: [
    {
      email: 'b.smit@zutphen.example',
      name: 'B. Smit',
      functionTitle: 'functionaris gegevensbescherming',
      roles: ['viewer'],
    },
  ],
};

export const denkbeeld: Staff = {
  party: DENKBEELD,
  contact: {
    email: 'p.pieters@denkbeeld.example',
    name: 'P. Pieters',
    functionTitle: 'medewerker betalingsregelingen',
    roles: PREPARES,
  },
  signatory: {
    email: 'j.lukasz@denkbeeld.example',
    name: 'J. Łukasz-Peeters',
    functionTitle: 'directeur',
    roles: ['signatory'],
  },
  others: [],
};

/** One person with every role, as in a small organisation. */
export const smallLandlord = {
  party: VERHUUR_NERGENS,
  person: {
    email: 'r.dewit@verhuur-nergens.example',
    name: 'R. de Wit',
    functionTitle: 'eigenaar',
    roles: ['contact', 'admin', 'signatory'] as readonly Role[],
  },
};

export const bunnik = {
  email: 'l.meijer@bunnik.example',
  name: 'L. Meijer',
  functionTitle: 'beleidsmedewerker sociaal domein',
};

export const stewards: readonly Person[] = [
  { email: 'm.bakker@nvvk.example', name: 'M. Bakker', functionTitle: 'medewerker aanmeldingen', roles: ['steward'] },
  { email: 'k.visser@nvvk.example', name: 'K. Visser', functionTitle: 'medewerker aanmeldingen', roles: ['steward'] },
];

// Municipalities and partners that act beside the main ones: a contact and a signatory each.
const others: readonly (readonly [party: string, domain: string, contact: string, signatory: string])[] = [
  ['GM0344', 'utrecht', 'C. Mulder', 'H. Bos'],
  ['GM0193', 'zwolle', 'D. Peters', 'G. Hendriks'],
  ['GM0200', 'apeldoorn', 'E. Dekker', 'I. Brouwer'],
  ['GM0150', 'deventer', 'S. Dijkstra', 'N. Smits'],
  ['GM0202', 'arnhem', 'T. Koster', 'W. Prins'],
  ['GM0268', 'nijmegen', 'O. Huisman', 'V. Kuipers'],
  ['GM0307', 'amersfoort', 'Y. Postma', 'Z. Veenstra'],
  ['GM0893', 'bergen-l', 'A. Willems', 'R. Maas'],
  ['GM1900', 'sudwest-fryslan', 'J. Hoekstra', 'Á. Sjoerdsma'],
  ['GM0518', 'gravenhage', 'L. Schouten', 'B. Verhoeven'],
  ['GM0014', 'groningen', 'M. Wiersma', 'K. Bosma'],
  ['GM0373', 'bergen-nh', 'F. Kok', 'D. Ruiter'],
  ['GM0546', 'leiden', 'H. Blom', 'E. Timmermans'],
  ['GM0392', 'haarlem', 'I. Zwart', 'G. Groot'],
  ['GM0687', 'middelburg', 'N. Wisse', 'P. Minderhoud'],
  ['GM0772', 'eindhoven', 'S. Claassen', 'T. Bogaerts'],
  ['GM0855', 'tilburg', 'O. Vermeer', 'W. Donders'],
  ['GM0758', 'breda', 'Y. Schoenmakers', 'V. Roovers'],
  ['GM0153', 'enschede', 'C. Wolters', 'Z. Nijhuis'],
  ['GM0034', 'almere', 'R. Kramer', 'A. Martens'],
  ['GM0935', 'maastricht', 'J. Gielen', 'L. Hermans'],
  [PROEFPOLIS, 'proefpolis', 'B. Kuiper', 'M. Scholten'],
  [FICTIEHOF, 'fictiehof', 'K. Vos', 'F. Hofman'],
  ['Bedenksel Energie B.V.', 'bedenksel-energie', 'D. Evers', 'H. Molenaar'],
  ['Demostroom N.V.', 'demostroom', 'E. Koning', 'I. Jacobs'],
  ['Fictiegas Nederland B.V.', 'fictiegas', 'G. Vink', 'N. Sanders'],
  ['Fictiezorg Verzekeringen N.V.', 'fictiezorg', 'S. Wit', 'O. Verbeek'],
  ['Waterbedrijf Denkbeeld N.V.', 'waterbedrijf-denkbeeld', 'T. Driessen', 'W. Gerritsen'],
];

export const staffs: readonly Staff[] = [zutphen, denkbeeld, ...others.map(staffOf)];

export function staffOfParty(party: string): Staff {
  const staff = staffs.find((one) => one.party === party);
  if (!staff) throw new Error(`${party} has no people in the demonstration`);
  return staff;
}

function staffOf([party, domain, contact, signatory]: (typeof others)[number]): Staff {
  const municipality = party.startsWith('GM');
  const person = (name: string, functionTitle: string, roles: readonly Role[]): Person => ({
    email: `${name
      .normalize('NFD')
      .replace(/\p{M}| /gu, '')
      .toLowerCase()}@${domain}.example`,
    name,
    functionTitle,
    roles,
  });
  return {
    party,
    contact: person(contact, municipality ? 'beleidsmedewerker schuldhulpverlening' : 'medewerker incasso', PREPARES),
    signatory: person(signatory, municipality ? 'wethouder schuldhulpverlening' : 'directeur', ['signatory']),
    others: [],
  };
}

/** Whom to log in as, with what each of them shows. Dutch: it is printed for who tries the portal. */
export const demonstrationLogins: readonly { readonly email: string; readonly who: string }[] = [
  { email: zutphen.contact.email, who: 'gemeente Zutphen, zet overeenkomsten klaar' },
  { email: zutphen.signatory.email, who: 'gemeente Zutphen, wethouder, ondertekent' },
  { email: 'b.smit@zutphen.example', who: 'gemeente Zutphen, leest mee' },
  { email: denkbeeld.contact.email, who: 'Denkbeeld Energie B.V., stuurt door' },
  { email: denkbeeld.signatory.email, who: 'Denkbeeld Energie B.V., directeur, ondertekent' },
  { email: smallLandlord.person.email, who: 'Verhuur Nergens B.V., kleine verhuurder' },
  { email: bunnik.email, who: 'gemeente Bunnik, vandaag toegelaten' },
  ...stewards.map(({ email }) => ({ email, who: 'NVVK-medewerker' })),
];
