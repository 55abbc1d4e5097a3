// Words of the pages for NVVK employees.
import type { AgreementStatus } from '../../domain/agreement';
import type { MandateState } from '../../domain/mandates';
import type { PartyNameKind } from '../../persistence/party-name';
import type { Check, CheckWhy, Verdict } from '../../domain/checks';
import type { PartyStatus } from '../../domain/parties';
import type { RegistrationStatus } from '../../domain/registration';
import { daysBetween, amsterdamDay, type Instant } from '../../domain/time';
import type { MailTemplate } from '../../domain/outbox';
import type { RegistrationNoteKind } from '../../persistence/registration-note';
import type { Badge } from '../parts';
import { counted, dutchList } from './format';

const verdicts: Readonly<Record<Verdict, Badge>> = {
  fine: { tone: 'yes', label: 'in orde' },
  look: { tone: 'wait', label: 'kijk even' },
  wrong: { tone: 'no', label: 'niet in orde' },
};
export const verdictBadge = (verdict: Verdict): Badge => verdicts[verdict];

export const checkNames: Readonly<Record<Check['about'], string>> = {
  number: 'Nummer',
  'mail-domain': 'E-mailadres van de contactpersoon',
  mailbox: 'Algemeen e-mailadres',
  'look-alikes': 'Namen die erop lijken',
  existing: 'Al bekend',
  'sector-open': 'Sector open',
};

const reasons: Readonly<Record<CheckWhy, (detail: readonly string[]) => string>> = {
  'code-known': ([code]) => `${code} staat in de gemeentelijst van het CBS.`,
  'kvk-shape-only': ([kvk]) =>
    `${kvk} heeft 8 cijfers. Het portaal kan het Handelsregister niet raadplegen: kijk zelf of nummer en naam bij elkaar horen.`,
  'kvk-no-number': ([kvk]) => `${kvk} is geen KvK-nummer.`,
  'domain-fits': ([domain]) => `${domain} past bij de naam.`,
  'domain-differs': ([domain]) => `${domain} lijkt niet op de naam. Is dit een adres van de organisatie?`,
  'domain-free': ([domain]) => `${domain} is een adres dat iedereen kan maken. Vraag een adres van de organisatie.`,
  'mailbox-of-role': ([mailbox]) => `${mailbox} lijkt een gedeeld postvak.`,
  'mailbox-of-person': ([mailbox]) => `${mailbox} lijkt van één persoon.`,
  'no-look-alikes': () => 'Er is geen organisatie met een naam die erop lijkt.',
  'look-alikes': (names) => `Lijkt op ${dutchList(names)}`.replace(/\.?$/, '.'),
  'not-seen-before': () => 'Deze organisatie en dit e-mailadres zijn nieuw in het portaal.',
  'refused-before': (numbers) => `Eerder afgewezen: ${dutchList(numbers)}.`,
  'person-known': (names) => `Dit e-mailadres hoort al bij ${dutchList(names)}`.replace(/\.?$/, '.'),
  'sectors-open': () => 'De gekozen sectoren zijn open voor nieuwe deelnemers.',
  'sectors-closed': (names) => `Gesloten voor nieuwe deelnemers: ${dutchList(names)}.`,
};
export const checkReason = ({ why, detail }: Check): string => reasons[why](detail);

const registrationBadges: Readonly<Record<RegistrationStatus, Badge>> = {
  received: { tone: 'wait', label: 'Wacht op de NVVK' },
  asked: { tone: 'elsewhere', label: 'Wacht op de aanmelder' },
  admitted: { tone: 'yes', label: 'Toegelaten' },
  refused: { tone: 'no', label: 'Afgewezen' },
};
export const deskBadge = (status: RegistrationStatus): Badge => registrationBadges[status];

const partyBadges: Readonly<Record<PartyStatus, Badge>> = {
  listed: { tone: 'neutral', label: 'Doet niet mee' },
  applied: { tone: 'wait', label: 'Aangemeld' },
  admitted: { tone: 'yes', label: 'Doet mee' },
  refused: { tone: 'no', label: 'Afgewezen' },
  ended: { tone: 'neutral', label: 'Gestopt' },
};
export const partyBadge = (status: PartyStatus): Badge => partyBadges[status];

export const noteNames: Readonly<Record<RegistrationNoteKind, string>> = {
  question: 'Gevraagd',
  supplement: 'Antwoord van de aanmelder',
  note: 'Aantekening',
  call: 'Telefoongesprek',
};

/** "vandaag", "gisteren", "3 dagen geleden" */
export function age(since: Instant, now: Instant): string {
  const days = daysBetween(amsterdamDay(since), amsterdamDay(now));
  return days <= 0 ? 'vandaag' : days === 1 ? 'gisteren' : `${days} dagen geleden`;
}

/** What follows from admitting: the sentence above the button. */
export function admissionFollows(agreements: number, contact: string): string {
  const follows =
    agreements === 0
      ? 'Er is nog geen wederpartij die meedoet, dus er komen nog geen overeenkomsten.'
      : `Er ${agreements === 1 ? 'komt' : 'komen'} ${counted(agreements, 'overeenkomst', 'overeenkomsten')} om klaar te zetten.`;
  return `${follows} ${contact} krijgt een uitnodiging als organisatiebeheerder en contactpersoon.`;
}

/** Texts that the desk asks again and again; the employee may add a line. */
export const standardQuestions: readonly { readonly code: string; readonly text: string }[] = [
  {
    code: 'adres',
    text: 'Het e-mailadres van de contactpersoon is niet van uw organisatie. Vul een werkadres van uw organisatie in.',
  },
  {
    code: 'postvak',
    text: 'Het algemene e-mailadres lijkt van één persoon. Vul een postvak in dat meer mensen lezen.',
  },
  {
    code: 'naam',
    text: 'De naam hoort volgens het Handelsregister niet bij dit KvK-nummer. Welke organisatie wilt u aanmelden?',
  },
  { code: 'besluit', text: 'Wij missen de datum of het kenmerk van het besluit van het college. Vul die in.' },
  { code: 'rol', text: 'Wij konden u niet bereiken. Laat weten op welk nummer en wanneer wij u kunnen bellen.' },
];

export const mailNames: Readonly<Record<MailTemplate, string>> = {
  'aanmelding-ontvangen': 'Aanmelding ontvangen',
  'aanmelding-aanvullen': 'Aanvulling gevraagd',
  'aanmelding-toegelaten': 'Toegelaten',
  'aanmelding-afgewezen': 'Niet toegelaten',
  uitnodiging: 'Uitnodiging',
  'nieuwe-overeenkomsten': 'Nieuwe overeenkomsten',
  'wacht-op-handtekening': 'Wacht op uw handtekening',
  'wacht-op-medeondertekening': 'Wacht op medeondertekening',
  'van-kracht': 'Van kracht',
  'toestemming-vervallen': 'Opnieuw ondertekenen',
  geweigerd: 'Geweigerd',
  teruggestuurd: 'Teruggestuurd',
  'inlogmanier-gewijzigd': 'Manier van inloggen gewijzigd',
  'wachtwoord-vergeten': 'Wachtwoord vergeten',
  'vrijgave-gevraagd': 'Vrijgave van een modeltekst gevraagd',
};

const mandateBadges: Readonly<Record<MandateState, Badge>> = {
  unconfirmed: { tone: 'wait', label: 'Nog niet bevestigd' },
  future: { tone: 'elsewhere', label: 'Begint later' },
  valid: { tone: 'yes', label: 'Geldig' },
  ended: { tone: 'neutral', label: 'Afgelopen' },
  revoked: { tone: 'no', label: 'Ingetrokken' },
};
export const mandateBadge = (state: MandateState): Badge => mandateBadges[state];

export const agreementWords: Readonly<Record<AgreementStatus, string>> = {
  draft: 'Klaar te zetten',
  offered: 'Aangeboden',
  'in-force': 'Van kracht',
  declined: 'Geweigerd',
  withdrawn: 'Ingetrokken',
  lapsed: 'Vervallen',
  terminated: 'Opgezegd',
  superseded: 'Vervangen',
};

export const nameKinds: Readonly<Record<PartyNameKind, string>> = {
  legal: 'statutair',
  brand: 'merk',
  alias: 'ook zo genoemd',
  former: 'vroeger',
};
