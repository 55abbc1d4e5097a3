// The question "all sectors, or which?" of decisions and mandates.
import { z } from 'zod';
import type { SectorScope } from '../../domain/scope';
import type { Sector } from '../../domain/sectors';
import { checkboxField, radioField, type ChoiceField } from '../fields';
import { chosen, errorOf, typed, type FieldError } from '../form';
import type { FormBody } from '../http';

const MISSING = 'Kies alle sectoren, of een keuze.';

/** Part of a form's schema. */
export const scopeForm = { sectoren: z.enum(['alle', 'keuze'], MISSING) };

/** The scope that was chosen; a code that is no sector is not taken. */
export function scopeOf(
  form: FormBody,
  sectors: readonly Sector[],
): { readonly ok: true; readonly value: SectorScope } | { readonly ok: false; readonly error: FieldError } {
  if (typed(form, 'sectoren') !== 'keuze') return { ok: true, value: 'all' };
  const codes = sectors.map((sector) => sector.code).filter((code) => chosen(form, 'sector').includes(code));
  return codes.length > 0
    ? { ok: true, value: codes }
    : { ok: false, error: { field: 'sector', message: 'Kies ten minste één sector.' } };
}

export function scopeFields(
  label: string,
  sectors: readonly Sector[],
  form: FormBody,
  errors: readonly FieldError[],
): readonly ChoiceField[] {
  return [
    radioField({
      id: 'sectoren',
      label,
      value: typed(form, 'sectoren'),
      error: errorOf(errors, 'sectoren'),
      options: [
        { value: 'alle', label: 'Alle sectoren' },
        { value: 'keuze', label: 'Alleen de sectoren die ik hieronder kies' },
      ],
    }),
    checkboxField({
      id: 'sector',
      label: 'Sectoren',
      hint: 'Alleen nodig als het niet voor alle sectoren geldt.',
      values: chosen(form, 'sector'),
      error: errorOf(errors, 'sector'),
      options: sectors.map((sector) => ({ value: sector.code, label: sector.name })),
      optional: true,
    }),
  ];
}
