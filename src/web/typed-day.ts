// A day in three small fields, as field-date.ejs posts it: {name}-dag, {name}-maand, {name}-jaar.
import { isDay, type Day } from '../domain/time';
import type { TypedDay } from './fields';
import { typed } from './form';
import type { FormBody } from './http';

export const noDay: TypedDay = { day: '', month: '', year: '' };

/** What was typed, as it was typed. */
export function typedDay(form: FormBody, name: string): TypedDay {
  return { day: typed(form, `${name}-dag`), month: typed(form, `${name}-maand`), year: typed(form, `${name}-jaar`) };
}

/** A known day, to fill a form with. */
export function toTypedDay(day: Day): TypedDay {
  const [year = '', month = '', date = ''] = day.split('-');
  return { day: String(Number(date)), month: String(Number(month)), year };
}

/** The day that was typed (YYYY-MM-DD); 'empty' when nothing was, 'unknown' when the calendar lacks it (31 februari). */
export function readDay(value: TypedDay): string {
  const parts = [value.day, value.month, value.year].map((part) => part.trim());
  if (parts.every((part) => part === '')) return 'empty';
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return 'unknown';
  const [date = '', month = '', year = ''] = parts;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : 'unknown';
}
