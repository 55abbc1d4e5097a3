import type { PartyKind } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { dateField, radioField, selectField, textField } from '../fields';
import { errorOf, typed, type FieldError } from '../form';
import type { FormBody } from '../http';
import { groundOptions } from '../nl/organisation';
import { typedDay } from '../typed-day';
import type { FieldGroup } from './form-page';
import { scopeFields } from './scope-fields';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

/** Who, on which ground, for what, how long. */
export function mandateFields(
  kind: PartyKind,
  holders: readonly Choice[],
  sectors: readonly Sector[],
  form: FormBody,
  errors: readonly FieldError[],
): readonly FieldGroup[] {
  const error = (id: string): string | null => errorOf(errors, id);
  const day = (id: string, label: string, hint: string, optional = false) =>
    dateField({ id, label, hint, optional, value: typedDay(form, id), error: error(id) });
  const reference = (id: string, optional = false) =>
    textField({ id, label: 'Kenmerk', value: typed(form, id), error: error(id), width: 'half', optional });
  const options = groundOptions(kind);
  return [
    {
      legend: 'Wie',
      hint: null,
      fields: [
        radioField({
          id: 'houder',
          label: 'Wie mag tekenen?',
          value: typed(form, 'houder'),
          options: holders,
          error: error('houder'),
        }),
        textField({
          id: 'functie',
          label: 'Functie',
          hint: kind === 'municipality' ? 'Zoals: wethouder schuldhulpverlening.' : 'Zoals: directeur.',
          value: typed(form, 'functie'),
          error: error('functie'),
        }),
      ],
    },
    {
      legend: 'Op welke grond',
      hint: null,
      fields: [
        radioField({ id: 'grond', label: 'Soort', value: typed(form, 'grond'), options, error: error('grond') }),
        day('besluit', 'Datum', 'Van het besluit, de akte of het uittreksel. Bijvoorbeeld 3 2 2026.'),
        reference('kenmerk'),
      ],
    },
    {
      legend: 'Tweede grond',
      hint: 'Alleen als de bevoegdheid op twee stukken rust.',
      fields: [
        selectField({
          id: 'grond2',
          label: 'Soort',
          value: typed(form, 'grond2'),
          options: [{ value: '', label: 'Geen tweede grond' }, ...options],
          error: error('grond2'),
          width: 'half',
          optional: true,
        }),
        day('besluit2', 'Datum', 'Bijvoorbeeld 3 2 2026.', true),
        reference('kenmerk2', true),
      ],
    },
    { legend: 'Waarvoor', hint: null, fields: scopeFields('Voor welke sectoren?', sectors, form, errors) },
    {
      legend: 'Hoelang',
      hint: null,
      fields: [
        day('vanaf', 'Vanaf', 'De eerste dag.'),
        day('tot', 'Tot en met', 'De laatste dag. Leeg: tot u het mandaat intrekt.', true),
      ],
    },
  ];
}
