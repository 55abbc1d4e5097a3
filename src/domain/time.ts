/** An instant, ISO-8601 UTC, always 24 characters: 2026-11-24T07:00:00.000Z. */
export type Instant = string;
/** A calendar day in Amsterdam: 2026-11-24. */
export type Day = string;
/** UUIDv7 text. */
export type Id = string;

/** The only sources of time and identity: parameters, so that a test decides them. */
export interface Clock {
  now(): Instant;
}
export type NewId = () => Id;

/** `until` is the first day without; null means open-ended. Screens say "tot en met" the day before. */
export interface DayRange {
  readonly from: Day;
  readonly until: Day | null;
}

const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The day in Amsterdam on which an instant falls. */
export function amsterdamDay(instant: Instant): Day {
  return amsterdam.format(new Date(instant));
}

/** The day `days` later (or earlier, when negative). */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` lies earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** Does the day exist in the calendar? 2026-02-31 does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const last = month === 2 && isLeap(year) ? 29 : (MONTHS[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function isWithin(day: Day, range: DayRange): boolean {
  return range.from <= day && (range.until === null || day < range.until);
}
