import type { DecisionAnswer } from '../../domain/registration';
import type { Day } from '../../domain/time';
import { checkboxField, dateField, radioField, textField, type TypedDay } from '../fields';
import { chosen, errorOf, typed, type FieldError, type FormResult } from '../form';
import type { FormBody } from '../http';
import { noDay, readDay, toTypedDay, typedDay } from '../typed-day';
import { group, type FieldGroup } from './step-page';

interface DecisionFields {
  /** 'ja', 'nee' or nothing chosen yet. */
  readonly taken: string;
  readonly day: TypedDay;
  readonly reference: string;
  readonly reach: readonly string[];
}

/** `undefined`: not answered yet; null: no decision yet. */
export function decisionFieldsOf(decision: DecisionAnswer | null | undefined): DecisionFields {
  if (!decision) return { taken: decision === null ? 'nee' : '', day: noDay, reference: '', reach: [] };
  const reach = [...(decision.futurePartners ? ['partners'] : []), ...(decision.laterVersions ? ['versies'] : [])];
  return { taken: 'ja', day: toTypedDay(decision.decidedOn), reference: decision.reference, reach };
}

export const typedDecision = (form: FormBody): DecisionFields => ({
  taken: typed(form, 'besluit'),
  day: typedDay(form, 'datum'),
  reference: typed(form, 'kenmerk'),
  reach: chosen(form, 'geldt'),
});

/** The college's decision to join; null when there is none yet. */
export function readDecision(form: FormBody, today: Day): FormResult<DecisionAnswer | null> {
  const { taken, day: typedIn, reference, reach } = typedDecision(form);
  if (taken === 'nee') return { ok: true, value: null };
  if (taken !== 'ja') return { ok: false, errors: [{ field: 'besluit', message: 'Kies of er al een besluit is.' }] };
  const errors: FieldError[] = [];
  const day = readDay(typedIn);
  if (day === 'empty') errors.push({ field: 'datum', message: 'Vul de datum van het besluit in.' });
  else if (day === 'unknown') errors.push({ field: 'datum', message: 'Deze datum bestaat niet.' });
  else if (day > today) errors.push({ field: 'datum', message: 'De datum van het besluit ligt in de toekomst.' });
  const clean = reference.trim();
  if (clean === '') errors.push({ field: 'kenmerk', message: 'Vul het kenmerk van het besluit in.' });
  else if (clean.length > 80) errors.push({ field: 'kenmerk', message: 'Gebruik ten hoogste 80 tekens.' });
  if (errors.length > 0) return { ok: false, errors };
  const value = {
    decidedOn: day,
    reference: clean,
    futurePartners: reach.includes('partners'),
    laterVersions: reach.includes('versies'),
  };
  return { ok: true, value };
}

export function decisionGroups(value: DecisionFields, errors: readonly FieldError[]): readonly FieldGroup[] {
  return [
    group([
      radioField({
        id: 'besluit',
        label: 'Nam het college een besluit om aan te sluiten?',
        value: value.taken,
        error: errorOf(errors, 'besluit'),
        options: [
          { value: 'ja', label: 'Ja, er is een besluit' },
          {
            value: 'nee',
            label: 'Ik heb nog geen besluit',
            hint: 'U vult het later aan. Ondertekenen kan pas daarna.',
          },
        ],
      }),
    ]),
    group(
      [
        dateField({
          id: 'datum',
          label: 'Datum van het besluit',
          hint: 'Bijvoorbeeld 16 2 2026.',
          value: value.day,
          error: errorOf(errors, 'datum'),
        }),
        textField({
          id: 'kenmerk',
          label: 'Kenmerk van het besluit',
          hint: 'Het nummer of de code die op het besluit staat.',
          value: value.reference,
          width: 'half',
          error: errorOf(errors, 'kenmerk'),
        }),
        checkboxField({
          id: 'geldt',
          label: 'Het besluit geldt ook voor',
          optional: true,
          values: value.reach,
          options: [
            { value: 'partners', label: 'signaalpartners die later meedoen' },
            { value: 'versies', label: 'latere versies van de modeltekst' },
          ],
        }),
      ],
      { legend: 'Het besluit', when: 'ja' },
    ),
  ];
}
