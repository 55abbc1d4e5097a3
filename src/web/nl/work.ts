// Words of the work pages of municipalities and partners.
import type { AuditKind } from '../../domain/audit';
import type { Waiting } from '../work/waiting';
import { deedWords } from './deeds';
import { counted, dutchDay, dutchList, dutchNumber } from './format';

export const agreements = (count: number): string => counted(count, 'overeenkomst', 'overeenkomsten');

/** "30 energie, 10 zorgverzekering en 5 huur" */
export const perSector = (counts: readonly { readonly name: string; readonly count: number }[]): string =>
  dutchList(counts.map(({ name, count }) => `${dutchNumber(count)} ${name.toLowerCase()}`));

interface EventFacts {
  readonly kind: AuditKind;
  /** Done by the organisation that reads it. */
  readonly own: boolean;
  readonly doers: readonly string[];
  readonly count: number;
}

/** One line of "Laatste gebeurtenissen". People of the other party are never named: the organisation did it. */
export function eventWords({ kind, own, doers, count }: EventFacts, viewerKind: string): string {
  const [first = ''] = doers;
  const who = own ? first : doers.length === 1 ? otherTitle(viewerKind, first) : others(viewerKind, doers.length);
  const more = !own && doers.length > 1;
  switch (kind) {
    case 'ceremony-handed-over':
      return `${who} zette ${agreements(count)} klaar.`;
    case 'ceremony-sent-back':
      return `${who} stuurde ${agreements(count)} terug.`;
    case 'ceremony-taken-back':
      return `${who} haalde ${agreements(count)} terug.`;
    case 'agreement-signed':
      return `${who} ${more ? 'ondertekenden' : 'ondertekende'} ${agreements(count)}.`;
    case 'agreement-in-force':
      return own
        ? `${who} ondertekende ${agreements(count)}. U mag signalen uitwisselen.`
        : `${who} ${more ? 'tekenden' : 'tekende'}. U mag signalen uitwisselen.`;
    case 'agreement-declined':
      return `${who} ${more ? 'weigerden' : 'weigerde'} ${agreements(count)}.`;
    case 'agreement-parked':
      return `${who} parkeerde ${agreements(count)}.`;
    default:
      return `${deedWords[kind]}.`;
  }
}

const others = (viewerKind: string, count: number): string =>
  viewerKind === 'municipality' ? `${count} signaalpartners` : `${count} gemeenten`;

/** The other party at the head of a line or a cell. */
export const otherTitle = (viewerKind: string, name: string): string =>
  viewerKind === 'municipality' ? name : `Gemeente ${name}`;

/** The filter of the list of agreements; the values stand in its addresses. */
export const statusFilters: readonly {
  readonly value: string;
  readonly label: string;
  readonly waiting: readonly Waiting[];
}[] = [
  { value: 'klaar-te-zetten', label: 'Wacht op u', waiting: ['prepare'] },
  { value: 'wacht-op-tekenbevoegde', label: 'Wacht op tekenbevoegde', waiting: ['signatory'] },
  { value: 'wacht-op-ander', label: 'Wacht op de andere partij', waiting: ['other'] },
  { value: 'wordt-verwerkt', label: 'Wordt verwerkt', waiting: ['running'] },
  { value: 'geparkeerd', label: 'Geparkeerd', waiting: ['parked'] },
  { value: 'van-kracht', label: 'Van kracht', waiting: ['in-force'] },
  { value: 'gestopt', label: 'Geweigerd of gestopt', waiting: ['ended'] },
];

const done: Readonly<Record<string, string>> = {
  teruggestuurd: 'De lijst is teruggestuurd. Er is niets ondertekend.',
  teruggehaald: 'De lijst is teruggehaald. U kunt opnieuw klaarzetten.',
  geparkeerd: 'Wat u koos, is geparkeerd.',
  geweigerd: 'U hebt geweigerd. De andere partij krijgt bericht met uw reden.',
};

/** What the first page says after a deed; null for a word that is none of ours. */
export const doneWords = (what: string): string | null => (Object.hasOwn(done, what) ? (done[what] ?? null) : null);

export const handedOverWords = (count: number, signatory: string, number: string): string =>
  `${counted(count, 'overeenkomst ligt', 'overeenkomsten liggen')} klaar voor ${signatory} (${number}). ${signatory} krijgt een e-mail.`;

/** The next step of one agreement and on whom it waits; null when there is none. */
export function nextStep(
  waiting: Waiting,
  of: {
    readonly viewerKind: string;
    readonly prepares: boolean;
    readonly signatory: string | null;
    readonly parkedUntil: string | null;
  },
): string | null {
  const municipality = of.viewerKind === 'municipality';
  switch (waiting) {
    case 'prepare':
      return `${of.prepares ? 'U' : 'Uw contactpersoon'} ${municipality ? 'zet de overeenkomst klaar voor' : 'stuurt de overeenkomst door naar'} de tekenbevoegde.`;
    case 'signatory':
      return `${of.signatory ?? 'De tekenbevoegde'} ondertekent.`;
    case 'other':
      return municipality ? 'De signaalpartner ondertekent.' : 'De gemeente zet klaar en ondertekent.';
    case 'running':
      return 'De handtekening wordt nu gezet. U hoeft niets te doen.';
    case 'parked':
      return of.parkedUntil === null
        ? null
        : `Geparkeerd. Op ${dutchDay(of.parkedUntil)} staat de overeenkomst weer bij "Wacht op u".`;
    case 'in-force':
    case 'ended':
      return null;
  }
}

interface PrepareWords {
  readonly heading: string;
  readonly lead: string;
  readonly empty: string;
  /** "Zet 45 klaar" */
  readonly verb: string;
  readonly after: string;
}

/** A municipality prepares; a partner, whose texts are frozen already, forwards. */
export const prepareWords = (viewerKind: string): PrepareWords =>
  viewerKind === 'municipality'
    ? {
        heading: 'Kies en zet klaar',
        lead: 'Kies welke overeenkomsten naar de tekenbevoegde gaan. Daarna staan de teksten vast.',
        empty: 'Zodra er een nieuwe overeenkomst is, krijgt u een e-mail.',
        verb: 'Zet',
        after: 'klaar',
      }
    : {
        heading: 'Kies en stuur door',
        lead: 'De gemeenten hebben getekend. Kies welke overeenkomsten naar uw tekenbevoegde gaan.',
        empty: 'Zodra een gemeente heeft getekend, krijgt u een e-mail.',
        verb: 'Stuur',
        after: 'door',
      };

export const specialWords = {
  returned: (reason: string): string => `kwam terug van de tekenbevoegde. Reden: ${reason}`,
  declined: 'is eerder geweigerd.',
  later: (day: string): string => `gaat pas in op ${dutchDay(day)}.`,
} as const;
