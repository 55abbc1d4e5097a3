import { addSeconds, type Instant } from '../domain/time';

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;

export function addYears(instant: Instant, years: number): Instant {
  const date = new Date(instant);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString();
}

/** Certificates, CRLs and PDF dates know whole seconds only. */
export function wholeSecond(instant: Instant): Instant {
  return `${instant.slice(0, 19)}.000Z`;
}

/** The first whole second after the instant. */
export function nextWholeSecond(instant: Instant): Instant {
  return addSeconds(wholeSecond(instant), 1);
}

/** YYYYMMDDHHmmSS, as certificates and PDF dates write a time. */
export const timeDigits = (instant: Instant): string =>
  instant.slice(0, 4) +
  instant.slice(5, 7) +
  instant.slice(8, 10) +
  instant.slice(11, 13) +
  instant.slice(14, 16) +
  instant.slice(17, 19);
