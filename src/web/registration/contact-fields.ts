import { z } from 'zod';
import { textField } from '../fields';
import { errorOf, readForm, typed, type FieldError, type FormResult } from '../form';
import type { FormBody } from '../http';
import type { ContactDraft } from './answers';
import { group, type FieldGroup } from './step-page';

const email = (missing: string): z.ZodType<string> =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(254, 'Dit e-mailadres is te lang.')
    .pipe(z.email('Dit is geen e-mailadres. Vul het in zoals naam@voorbeeld.nl.'));

export const line = (missing: string, most = 120): z.ZodType<string> =>
  z.string({ error: missing }).trim().min(1, missing).max(most, `Gebruik ten hoogste ${most} tekens.`);

const schema = z.object({
  naam: line('Vul de naam van de contactpersoon in.'),
  functie: line('Vul de functie van de contactpersoon in.'),
  email: email('Vul het e-mailadres van de contactpersoon in.'),
  telefoon: z
    .string({ error: 'Vul een telefoonnummer in.' })
    .trim()
    .min(1, 'Vul een telefoonnummer in.')
    .regex(/^(?=(?:\D*\d){10,13}\D*$)[+\d() -]+$/, 'Dit is geen telefoonnummer. Vul ten minste 10 cijfers in.'),
  postvak: email('Vul het algemene e-mailadres van uw organisatie in.'),
});

export function readContact(form: FormBody): FormResult<ContactDraft> {
  const read = readForm(schema, form);
  if (!read.ok) return read;
  const { naam, functie, telefoon, postvak } = read.value;
  return {
    ok: true,
    value: {
      name: naam,
      functionTitle: functie,
      email: read.value.email,
      telephone: telefoon,
      generalMailbox: postvak,
    },
  };
}

/** The contact's fields as they were typed, for a form that comes back. */
export const typedContact = (form: FormBody): ContactDraft => ({
  name: typed(form, 'naam'),
  functionTitle: typed(form, 'functie'),
  email: typed(form, 'email'),
  telephone: typed(form, 'telefoon'),
  generalMailbox: typed(form, 'postvak'),
});

export const noContact: ContactDraft = { name: '', functionTitle: '', email: '', telephone: '', generalMailbox: '' };

export function contactGroups(value: ContactDraft, errors: readonly FieldError[]): readonly FieldGroup[] {
  const error = (field: string): string | null => errorOf(errors, field);
  return [
    group(
      [
        textField({ id: 'naam', label: 'Naam', value: value.name, autocomplete: 'name', error: error('naam') }),
        textField({
          id: 'functie',
          label: 'Functie',
          value: value.functionTitle,
          autocomplete: 'organization-title',
          error: error('functie'),
        }),
        textField({
          id: 'email',
          label: 'E-mailadres van uw werk',
          hint: 'Hierop krijgt de contactpersoon de uitnodiging om een account te maken.',
          type: 'email',
          value: value.email,
          autocomplete: 'email',
          error: error('email'),
        }),
        textField({
          id: 'telefoon',
          label: 'Telefoonnummer',
          type: 'tel',
          value: value.telephone,
          autocomplete: 'tel',
          width: 'half',
          error: error('telefoon'),
        }),
      ],
      { legend: 'Contactpersoon', hint: 'Deze persoon wordt ook de eerste organisatiebeheerder.' },
    ),
    group(
      [
        textField({
          id: 'postvak',
          label: 'Algemeen e-mailadres',
          hint: 'Een postvak dat meer mensen lezen, zoals vroegsignalering@voorbeeld.nl.',
          type: 'email',
          value: value.generalMailbox,
          error: error('postvak'),
        }),
      ],
      { legend: 'Uw organisatie' },
    ),
  ];
}
