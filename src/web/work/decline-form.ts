// A refusal: a reason from a list, with a free line. The other party reads it.
import { z } from 'zod';
import { radioField, textareaField, type ChoiceField, type TextareaField } from '../fields';
import { errorOf, typed, type FieldError } from '../form';
import type { FormBody } from '../http';
import { declineReasons } from '../nl/ceremony';

/** Reads the two fields into the one text that the other party gets. */
export const declineForm = z
  .object({
    weigerreden: z
      .string('Kies een reden.')
      .refine((value) => declineReasons.some((reason) => reason.value === value), 'Kies een reden.'),
    toelichting: z.string().trim().max(500, 'Gebruik ten hoogste 500 tekens.').default(''),
  })
  .refine(({ weigerreden, toelichting }) => weigerreden !== 'anders' || toelichting !== '', {
    path: ['toelichting'],
    message: 'Vul uw reden in.',
  })
  .transform(({ weigerreden, toelichting }) => {
    const reason = declineReasons.find((one) => one.value === weigerreden)?.label ?? '';
    if (weigerreden === 'anders') return { reason: toelichting };
    return { reason: toelichting === '' ? `${reason}.` : `${reason}. ${toelichting}` };
  });

export function declineFields(form: FormBody, errors: readonly FieldError[]): readonly (ChoiceField | TextareaField)[] {
  return [
    radioField({
      id: 'weigerreden',
      label: 'Waarom weigert u?',
      options: declineReasons,
      value: typed(form, 'weigerreden'),
      error: errorOf(errors, 'weigerreden'),
    }),
    textareaField({
      id: 'toelichting',
      label: 'Toelichting',
      hint: 'De andere partij leest dit. Noem geen namen van personen.',
      value: typed(form, 'toelichting'),
      error: errorOf(errors, 'toelichting'),
      optional: typed(form, 'weigerreden') !== 'anders',
      rows: 3,
    }),
  ];
}
