import { askableDay } from '../../domain/exchange-permission';
import type { Day } from '../../domain/time';
import type { TypedDay } from '../fields';
import { dayError } from '../nl/register';
import { readDay, toTypedDay } from '../typed-day';

/** The day that a visitor asks about: three fields of a form, or one value in a link (`?dag=2024-05-01`); today when empty. */
type AskedDay =
  | { readonly ok: true; readonly day: Day; readonly typed: TypedDay }
  | { readonly ok: false; readonly error: string; readonly typed: TypedDay };

export function askedDay(query: Readonly<Record<string, string>>, today: Day): AskedDay {
  const given = (query['dag'] ?? '').trim();
  const typed = /^\d{4}-\d{2}-\d{2}$/.test(given)
    ? toTypedDay(given)
    : { day: given, month: (query['maand'] ?? '').trim(), year: (query['jaar'] ?? '').trim() };
  const day = readDay(typed);
  if (day === 'empty') return { ok: true, day: today, typed: toTypedDay(today) };
  const verdict = day === 'unknown' ? 'no-such-day' : askableDay(day, today);
  const error = dayError(verdict, typed, today);
  return error === null ? { ok: true, day, typed } : { ok: false, error, typed };
}

/** day-form.ejs: one question, and the day to ask it about. */
export interface DayForm {
  readonly action: string;
  readonly legend: string;
  readonly value: TypedDay;
  readonly error: string | null;
}

export const dayForm = (action: string, legend: string, asked: AskedDay): DayForm => ({
  action,
  legend,
  value: asked.typed,
  error: asked.ok ? null : asked.error,
});
