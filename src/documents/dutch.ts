// Days and moments as an agreement prints them. Written out by hand: the locale data of Node may change between versions, bytes may not.

import { amsterdamDay, type Day, type Instant } from '../domain/time';

const MONTHS = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
];

/** '2026-11-23' becomes '23 november 2026'. */
export function dayInWords(day: Day): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (match === null || month === undefined) throw new RangeError(`not a day: ${day}`);
  return `${Number(match[3])} ${month} ${match[1]}`;
}

const AMSTERDAM = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An ISO instant in UTC becomes '14.02 uur' in Amsterdam. */
export function timeInWords(instant: Instant): string {
  const part = new Map(AMSTERDAM.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part.get('hour')}.${part.get('minute')} uur`;
}

/** An ISO instant in UTC becomes '23 november 2026, 14.02 uur' in Amsterdam. */
export function momentInWords(instant: Instant): string {
  return `${dayInWords(amsterdamDay(instant))}, ${timeInWords(instant)}`;
}

/** 'a', 'a en b', 'a, b en c'. */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} en ${words.at(-1)}`;
}
