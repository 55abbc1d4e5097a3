// How the forms of an organisation read their fields; the messages are what people see.
import { z } from 'zod';
import { describeCharacters, unsupportedCharacters } from '../../documents';
import { isDay } from '../../domain/time';
import { dutchDay } from '../nl/format';
import type { FormBody } from '../http';
import { readDay, typedDay } from '../typed-day';

/** Text that an agreement prints: its fonts must have the characters. */
const printed = (text: z.ZodString): z.ZodType<string> =>
  text.superRefine((value, context) => {
    const missing = unsupportedCharacters(value);
    if (missing.length > 0)
      context.addIssue(`Deze tekens kunnen niet in het document staan: ${describeCharacters(missing)}.`);
  });

const LONGEST = 200;

export const requiredText = (missing: string): z.ZodType<string> =>
  printed(z.string(missing).trim().min(1, missing).max(LONGEST, `Gebruik ten hoogste ${LONGEST} tekens.`));

export const maybeText = (): z.ZodType<string | null> =>
  printed(z.string().trim().max(LONGEST, `Gebruik ten hoogste ${LONGEST} tekens.`))
    .default('')
    .transform((text) => (text === '' ? null : text));

export const mailbox = (missing: string): z.ZodType<string> =>
  requiredText(missing).pipe(z.email('Vul een e-mailadres in zoals vroegsignalering@gemeente.nl.'));

export const maybeTelephone = (): z.ZodType<string | null> =>
  z
    .string()
    .trim()
    .default('')
    .refine((text) => text === '' || /^\+?[\d ()-]{10,20}$/.test(text), 'Vul een telefoonnummer in van 10 cijfers.')
    .transform((text) => (text === '' ? null : text));

/** The three fields of a day as one text under the day's own name: '' when nothing was typed. */
export function withDays(form: FormBody, ...names: readonly string[]): FormBody {
  const days = names.map((name) => {
    const day = readDay(typedDay(form, name));
    return [name, day === 'empty' ? '' : day] as const;
  });
  return { ...form, ...Object.fromEntries(days) };
}

const UNKNOWN_DAY = 'Deze dag bestaat niet. Vul een dag in zoals 3 2 2026.';

export const requiredDay = (missing: string): z.ZodType<string> =>
  z
    .string(missing)
    .min(1, missing)
    .refine((text) => text === '' || isDay(text), UNKNOWN_DAY);

export const maybeDay = (): z.ZodType<string | null> =>
  z
    .string()
    .default('')
    .refine((text) => text === '' || isDay(text), UNKNOWN_DAY)
    .transform((text) => (text === '' ? null : text));

/** "3 februari 2026", or what was typed when that is no day. */
export function dayAsTyped(form: FormBody, name: string): string {
  const day = readDay(typedDay(form, name));
  if (isDay(day)) return dutchDay(day);
  const { day: date, month, year } = typedDay(form, name);
  return [date, month, year].filter((part) => part !== '').join(' ');
}
