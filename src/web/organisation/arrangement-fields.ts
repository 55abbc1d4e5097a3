import { KNOWN_DESKS } from '../../domain/local-arrangements';
import { dateField, radioField, textField, type ChoiceField, type DateField, type TextField } from '../fields';
import { errorOf, typed, type FieldError } from '../form';
import type { FormBody } from '../http';
import { typedDay } from '../typed-day';

/** The questions of the local arrangements, in the order of annex A. */
export function arrangementFields(
  form: FormBody,
  errors: readonly FieldError[],
): readonly (TextField | ChoiceField | DateField)[] {
  const address = (id: string, label: string, hint: string): TextField =>
    textField({ id, label, hint, type: 'email', value: typed(form, id), error: errorOf(errors, id) });
  return [
    radioField({
      id: 'loket',
      label: 'Bij welk loket komen signalen binnen?',
      value: typed(form, 'loket'),
      error: errorOf(errors, 'loket'),
      options: [
        ...KNOWN_DESKS.map((desk) => ({ value: desk, label: desk })),
        { value: 'anders', label: 'Een ander loket' },
      ],
    }),
    textField({
      id: 'loketnaam',
      label: 'Naam van het andere loket',
      hint: 'Alleen nodig als u "Een ander loket" koos.',
      value: typed(form, 'loketnaam'),
      error: errorOf(errors, 'loketnaam'),
      optional: true,
      width: 'half',
    }),
    textField({
      id: 'aansluitnummer',
      label: 'Aansluitnummer bij het loket',
      value: typed(form, 'aansluitnummer'),
      error: errorOf(errors, 'aansluitnummer'),
      optional: true,
      width: 'half',
    }),
    address('signaaladres', 'Adres voor signalen', 'Een mailbox van een team, niet van één persoon.'),
    textField({
      id: 'terugmelding',
      label: 'Binnen hoeveel dagen meldt u terug?',
      value: typed(form, 'terugmelding'),
      error: errorOf(errors, 'terugmelding'),
      inputmode: 'numeric',
      width: 'short',
    }),
    address('datalekken', 'Mailbox voor datalekken', 'Hier meldt een signaalpartner een datalek.'),
    address(
      'fg',
      'Mailbox van de functionaris gegevensbescherming (FG)',
      'Een mailbox van de functie, niet van een persoon.',
    ),
    dateField({
      id: 'ingang',
      label: 'Vanaf welke dag geldt dit?',
      hint: 'Vandaag of later.',
      value: typedDay(form, 'ingang'),
      error: errorOf(errors, 'ingang'),
    }),
  ];
}
