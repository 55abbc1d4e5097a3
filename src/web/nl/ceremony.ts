// Words of the signing pages. The consent sentence is kept in the evidence exactly as it stands here.
import type { Mandate } from '../../domain/mandates';
import { addDays, type Day } from '../../domain/time';
import { counted, dutchDay, dutchNumber } from './format';
import { groundLine } from './organisation';

interface ActingParty {
  readonly kind: string;
  readonly name: string;
}

/** The sentence above the button, with its strong words apart. */
export interface Sentence {
  readonly before: string;
  readonly strong: string;
  readonly after: string;
}

/** On whose behalf somebody signs, inside a sentence. */
export const onBehalfOf = (party: ActingParty): string =>
  party.kind === 'municipality' ? `het college van burgemeester en wethouders van ${party.name}` : party.name;

/** How the other party is called, inside a sentence; `viewerKind` is that of the one who looks. */
export const otherParty = (viewerKind: string, name: string): string =>
  viewerKind === 'municipality' ? name : `gemeente ${name}`;

/** A name such as "B.V." brings its own full stop. */
const ended = (sentence: string): string => (sentence.endsWith('.') ? sentence : `${sentence}.`);

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/**
 * What the signatory says by pressing the button. `others`: names of the other party of each agreement on the list;
 * `comesIntoForce`: no signature follows and no agreement has a later first day.
 */
export function consentSentence(party: ActingParty, others: readonly string[], comesIntoForce: boolean): Sentence {
  const behalf = ended(`namens ${onBehalfOf(party)}`);
  const [first = ''] = others;
  if (others.length === 1) {
    const force = comesIntoForce ? ' Met mijn handtekening wordt de overeenkomst van kracht.' : '';
    return {
      before: 'Ik onderteken deze ',
      strong: 'overeenkomst',
      after: ` met ${otherParty(party.kind, first)} ${behalf} Ik heb de overeenkomst kunnen lezen. Ik ga ermee akkoord.${force}`,
    };
  }
  const force = comesIntoForce ? ' Met mijn handtekening worden ze van kracht.' : '';
  return {
    before: 'Ik onderteken deze ',
    strong: `${dutchNumber(others.length)} overeenkomsten`,
    after: ` ${behalf} Ik heb ze kunnen lezen. Ik ga ermee akkoord.${force}`,
  };
}

export const sentenceText = ({ before, strong, after }: Sentence): string => `${before}${strong}${after}`;

export const signButton = (count: number): string =>
  count === 1 ? 'Onderteken de overeenkomst' : `Onderteken ${dutchNumber(count)} overeenkomsten`;

export const signTitle = (count: number): string =>
  count === 1 ? 'Overeenkomst ondertekenen' : `${dutchNumber(count)} overeenkomsten ondertekenen`;

/** What it means, in one sentence. */
export function meaning(party: ActingParty, others: readonly string[]): string {
  const [first = ''] = others;
  if (party.kind === 'municipality')
    return others.length === 1
      ? `U spreekt af dat ${first} betalingsachterstanden van inwoners aan uw gemeente mag melden.`
      : `U spreekt af dat ${dutchNumber(others.length)} signaalpartners betalingsachterstanden van inwoners aan uw gemeente mogen melden.`;
  return others.length === 1
    ? `U spreekt met gemeente ${first} af dat u betalingsachterstanden van inwoners mag melden.`
    : `U spreekt met ${dutchNumber(others.length)} gemeenten af dat u betalingsachterstanden van inwoners mag melden.`;
}

export const behalfFact = (party: ActingParty): string => capital(onBehalfOf(party));

/** "Collegebesluit van 3 februari 2026, kenmerk B-2026-118. Geldig tot en met 31 december 2026." */
export function mandateLine(mandate: Mandate): string {
  const grounds = mandate.grounds.map((ground) => ended(groundLine(ground))).join(' ');
  return mandate.validUntil === null
    ? grounds
    : `${grounds} Geldig tot en met ${dutchDay(addDays(mandate.validUntil, -1))}.`;
}

/** What follows, before the button. */
export function afterwards(party: ActingParty, count: number, comesIntoForce: boolean): readonly string[] {
  const each =
    count === 1 ? 'De overeenkomst krijgt uw handtekening.' : 'Elke overeenkomst krijgt een eigen handtekening.';
  if (party.kind === 'municipality')
    return [
      each,
      count === 1
        ? 'De signaalpartner krijgt bericht en ondertekent ook.'
        : 'De signaalpartners krijgen bericht en ondertekenen ook.',
      count === 1
        ? 'Na de laatste handtekening mag de signaalpartner signalen sturen. U hoort dat van ons.'
        : 'Na de laatste handtekening mogen zij signalen sturen. U hoort dat van ons.',
    ];
  return [
    each,
    comesIntoForce
      ? `Met uw handtekening ${count === 1 ? 'is de overeenkomst' : 'zijn de overeenkomsten'} van kracht. U mag dan signalen sturen.`
      : `Na de laatste handtekening, of op de afgesproken dag, ${count === 1 ? 'is de overeenkomst' : 'zijn de overeenkomsten'} van kracht.`,
    count === 1 ? 'De gemeente krijgt bericht.' : 'De gemeenten krijgen bericht.',
  ];
}

/** What follows, after the button. */
export function whatNow(party: ActingParty, preparer: string): readonly string[] {
  return party.kind === 'municipality'
    ? [
        'De signaalpartners ondertekenen ook.',
        'Heeft de laatste partij getekend? Dan staat de overeenkomst in het register.',
        `${preparer} krijgt bericht als signalen uitwisselen mag.`,
      ]
    : [
        'Wat is ondertekend, staat in het register.',
        'De gemeenten krijgen bericht.',
        'Voor wat van kracht is, mag u signalen sturen.',
      ];
}

/** Why one agreement is different from the rest of a list. */
export const differences = {
  lapsed: (day: Day): string => `is vervallen op ${dutchDay(day)}.`,
  later: (day: Day): string => `gaat pas in op ${dutchDay(day)}.`,
  version: (label: string): string => `heeft modeltekst ${label}.`,
  arrangements: 'heeft andere lokale afspraken.',
  declined: 'is eerder geweigerd.',
} as const;

export const differencesTitle = (count: number): string =>
  count === 1 ? '1 overeenkomst is anders dan de rest' : `${count} overeenkomsten zijn anders dan de rest`;

/** Why an item of a list was not signed. */
const notSigned: Readonly<Record<string, string>> = {
  withdrawn: 'Deze overeenkomst is ondertussen ingetrokken of geweigerd.',
  declined: 'Deze overeenkomst is ondertussen geweigerd.',
  'document-changed': 'De tekst is ondertussen veranderd.',
  'mandate-ended': 'Uw mandaat is ingetrokken voordat de handtekening klaar was.',
  'consent-expired': 'Het lukte niet binnen 24 uur. Zij staat op een nieuwe lijst.',
  fault: 'Er ging iets mis met dit document. De NVVK kijkt ernaar.',
};
export const whyNotSigned = (reason: string | null): string =>
  notSigned[reason ?? ''] ?? 'Deze overeenkomst kon niet worden ondertekend.';

export const noMandate = {
  ended: (lastDay: Day): string => `Uw mandaat eindigde op ${dutchDay(lastDay)}.`,
  none: 'U hebt vandaag geen geldig mandaat voor deze overeenkomsten.',
  cannot: 'U kunt deze overeenkomsten niet ondertekenen.',
} as const;

/** "3 overeenkomsten zijn uit de lijst. 42 blijven over." */
export const leftOut = (out: number, left: number): string =>
  `${counted(out, 'overeenkomst is', 'overeenkomsten zijn')} uit de lijst. ${counted(left, 'blijft', 'blijven')} over.`;

export const itemStates = {
  listed: 'op de lijst',
  'left-out': 'uit de lijst gehaald',
  queued: 'wordt verwerkt',
  signed: 'ondertekend',
  refused: 'niet ondertekend',
  conflict: 'niet ondertekend',
} as const;

/** Reasons for a refusal that the other party reads; the last one asks for words of one's own. */
export const declineReasons: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'werkt-hier-niet', label: 'Deze organisatie werkt niet in ons gebied' },
  { value: 'eigen-afspraak', label: 'Wij hebben al een andere overeenkomst' },
  { value: 'gegevens', label: 'De gegevens in de overeenkomst kloppen niet' },
  { value: 'anders', label: 'Een andere reden' },
];
