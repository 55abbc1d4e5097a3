import type { Progress, RegisteredAgreement, SectorAnswer } from '../../domain/exchange-permission';
import type { Succession } from '../../domain/reorganisations';
import { addDays, type Day } from '../../domain/time';
import { counted, dutchDay, dutchList, dutchTime } from './format';

export interface Names {
  readonly municipality: string;
  readonly partner: string;
}

export const pairQuestion = ({ municipality, partner }: Names): string =>
  `Mag ${partner} signalen sturen aan de gemeente ${municipality}?`;

/** The day of the question beside today, and the day on which the register begins. */
export interface Days {
  readonly day: Day;
  readonly today: Day;
  readonly registerBeginsOn: Day;
}

/** The database keeps the first day without; people read the last day with. */
export const upToAndIncluding = (untilExclusive: Day): string => `tot en met ${dutchDay(addDays(untilExclusive, -1))}`;

/** A word or a few: what stands large in the answer. */
export function answerWord(answer: SectorAnswer, { day, today }: Days): string {
  if (answer.reason === 'in-force-from-later-today' && answer.beganAt) return `Ja, vanaf ${dutchTime(answer.beganAt)}`;
  if (answer.answer === 'yes')
    return answer.validUntil !== null && day >= today ? `Ja, ${upToAndIncluding(answer.validUntil)}` : 'Ja';
  if (answer.reason === 'not-yet') return 'Nee, nog niet';
  if (answer.reason === 'no-longer') return 'Nee, niet meer';
  return answer.answer === 'no' ? 'Nee' : 'Niet te zeggen';
}

/** One sentence or two: what the answer says of that day, and since when. */
export function answerSentence(answer: SectorAnswer, names: Names, days: Days): string {
  const { day, today } = days;
  const on = `Op ${dutchDay(day)}`;
  const past = day < today;
  const since = answer.validFrom ? dutchDay(answer.validFrom) : '';
  switch (answer.reason) {
    case 'in-force-from-later-today':
      return `${on} ${past ? 'werd' : 'is'} de overeenkomst van kracht${past ? '' : ' geworden'}: die dag kwam de laatste handtekening.`;
    case 'in-force':
      if (past) return `${on} mocht dat. De overeenkomst was van kracht sinds ${since}.`;
      return `${on} mag dat${day > today ? ', zoals nu bekend' : ''}. De overeenkomst is van kracht ${day > today ? 'vanaf' : 'sinds'} ${since}.`;
    case 'not-yet':
      return notYet(answer, on, past);
    case 'no-longer':
      return answer.validUntil
        ? `De overeenkomst ${answer.validUntil > today ? 'is' : 'was'} van kracht ${upToAndIncluding(answer.validUntil)}.`
        : `${on} was de overeenkomst beëindigd.`;
    case 'declined':
      return `De overeenkomst is geweigerd${endedOn(answer.agreement)}.`;
    case 'withdrawn':
      return `De overeenkomst is ingetrokken${endedOn(answer.agreement)}.`;
    case 'lapsed':
      return `De overeenkomst is niet op tijd ondertekend en vervallen${endedOn(answer.agreement)}.`;
    case 'municipality-not-taking-part':
      return `De gemeente ${names.municipality} doet niet mee aan het convenant.`;
    case 'partner-not-admitted':
      return `${names.partner} doet niet mee aan het convenant.`;
    case 'partner-does-not-work-here':
      return `${names.partner} werkt volgens de eigen opgave niet in de gemeente ${names.municipality}.`;
    case 'sector-closed':
      return 'Deze sector is gesloten voor nieuwe deelnemers.';
    case 'before-records':
      return `Het register begint op ${dutchDay(days.registerBeginsOn)}. Over de tijd daarvoor weten wij niets.`;
  }
}

function notYet(answer: SectorAnswer, on: string, past: boolean): string {
  const progress = howFar(answer, on, past);
  if (answer.validFrom === null) return progress;
  return past
    ? `${progress} Sinds ${dutchDay(answer.validFrom)} mag het wel.`
    : `Vanaf ${dutchDay(answer.validFrom)} mag het wel.`;
}

function howFar(answer: SectorAnswer, on: string, past: boolean): string {
  const signed = answer.agreement?.places.some((place) => place.seat === 'municipality' && place.signedOn !== null);
  const sentences: Readonly<Record<Progress, string>> = {
    none: past ? `${on} was er nog geen overeenkomst.` : 'Er is nog geen overeenkomst.',
    draft: past ? `${on} was de overeenkomst nog niet aangeboden.` : 'De overeenkomst is nog niet aangeboden.',
    offered: past
      ? `${on} had nog niemand de overeenkomst getekend.`
      : 'De overeenkomst is aangeboden. Nog niemand heeft getekend.',
    'half-signed': signed
      ? past
        ? `${on} had de gemeente getekend. De signaalpartner nog niet.`
        : 'De gemeente heeft getekend. De signaalpartner nog niet.'
      : 'Nog niet alle partijen hebben getekend.',
  };
  return sentences[answer.progress];
}

function endedOn(agreement: RegisteredAgreement | null): string {
  const day = agreement?.endedOn ?? agreement?.expiresOn;
  return day ? ` op ${dutchDay(day)}` : '';
}

/** In public one word for whatever is offered; who is waited for is the business of the parties. */
export const progressWords: Readonly<Record<Progress, string>> = {
  none: 'Er was nog geen overeenkomst',
  draft: 'Nog niet aangeboden',
  offered: 'Wacht op handtekeningen',
  'half-signed': 'Wacht op handtekeningen',
};

export const originWords: Readonly<Record<RegisteredAgreement['origin'], string>> = {
  portal: 'Ondertekend in dit portaal',
  'taken-over': 'Overgenomen uit het vorige portaal',
  external: 'Eigen overeenkomst van partijen, vastgelegd door de NVVK',
};

export const seatWords = {
  municipality: 'Getekend door gemeente',
  executor: 'Getekend door uitvoerder',
  partner: 'Getekend door signaalpartner',
} as const;

export const signedWords = (signedOn: Day | null, day: Day): string => {
  if (signedOn === null) return 'Nog niet';
  return signedOn > day ? `${dutchDay(signedOn)}, dus na deze dag` : dutchDay(signedOn);
};

export const endWords = (validUntil: Day | null): string =>
  validUntil === null ? 'Geen einddatum bekend' : `Van kracht ${upToAndIncluding(validUntil)}`;

/** What is wrong with a day that was typed in three fields; null when nothing is. */
export function dayError(
  verdict: 'fine' | 'no-such-day' | 'too-far-ahead',
  typed: { readonly day: string; readonly month: string; readonly year: string },
  today: Day,
): string | null {
  if (verdict === 'fine') return null;
  if (verdict === 'too-far-ahead')
    return `Kies een dag tot en met ${dutchDay(`${Number(today.slice(0, 4)) + 2}${today.slice(4)}`)}. Verder vooruit is nu nog niets bekend.`;
  const month = monthName(typed.month);
  const sensible = /^\d{1,2}$/.test(typed.day) && Number(typed.day) > 0 && month !== null && /^\d{4}$/.test(typed.year);
  return sensible ? `${Number(typed.day)} ${month} bestaat niet.` : 'Vul een dag in, zoals 1 5 2024.';
}

/** 2 -> "februari"; null for what is no month. */
function monthName(month: string): string | null {
  const at = Number(month);
  return /^\d{1,2}$/.test(month) && at >= 1 && at <= 12
    ? dutchDay(`2024-${String(at).padStart(2, '0')}-01`).slice(2, -5)
    : null;
}

/** "GM0457 Weesp is opgegaan in Amsterdam op 24 maart 2022." */
export const wentUpIn = (successions: readonly Succession[]): string => {
  const [first] = successions;
  if (!first) return '';
  const successors = dutchList(successions.map((one) => one.successorName));
  return `${first.oldCode} ${first.oldName} is opgegaan in ${successors} op ${dutchDay(first.effectiveOn)}.`;
};

export const landlordsCounted = (count: number): string =>
  `En ${counted(count, 'particuliere verhuurder', 'particuliere verhuurders')}. Hun namen staan niet in het openbare register.`;

export const nothingFound = (typed: string): string => `Niets gevonden voor '${typed}'.`;

/** "Energie 30, Huur 5" */
export const inForceWords = (counts: readonly { readonly sector: string; readonly count: number }[]): string =>
  counts.length === 0 ? 'Nog geen' : counts.map(({ sector, count }) => `${sector} ${count}`).join(', ');

export const unknownName = (kind: 'municipality' | 'partner', nearest: string | null): string => {
  const what = kind === 'municipality' ? 'Deze gemeente' : 'Deze signaalpartner';
  return nearest
    ? `${what} kennen wij niet. Bedoelt u ${nearest}?`
    : `${what} kennen wij niet. Zoek eerst op een deel van de naam.`;
};

export const severalNamed = (found: readonly string[]): string =>
  `Er zijn er meer met deze naam: ${dutchList(found)}. Vul de code in.`;
