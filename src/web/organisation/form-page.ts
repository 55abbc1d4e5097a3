// One page for every form of "Onze gegevens", and the page that stands both versions beside each other when a colleague was first.
import type { ChoiceField, DateField, SelectField, TextareaField, TextField } from '../fields';
import type { FieldError } from '../form';
import type { FormBody } from '../http';
import type { Button, DataTable, Link, Warning } from '../parts';
import { cell, submitButton } from '../parts';

type Field = TextField | TextareaField | SelectField | ChoiceField | DateField;

export interface FieldGroup {
  /** null: the fields stand on their own. */
  readonly legend: string | null;
  readonly hint: string | null;
  readonly fields: readonly Field[];
}

interface Hidden {
  readonly name: string;
  readonly value: string;
}

/** views/organisation/form.ejs */
export interface FormPage {
  readonly overTitle: string;
  readonly heading: string;
  readonly lead: string | null;
  readonly warning: Warning | null;
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly hidden: readonly Hidden[];
  readonly groups: readonly FieldGroup[];
  readonly buttons: readonly Button[];
  readonly links: readonly Link[];
}

export const loose = (...fields: readonly Field[]): FieldGroup => ({ legend: null, hint: null, fields });

/** Everything that was typed, to be sent again from another page; `names` are left out. */
export function asHidden(form: FormBody, ...names: readonly string[]): readonly Hidden[] {
  return Object.entries(form)
    .filter(([name]) => name !== '_csrf' && !names.includes(name))
    .flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((one) => ({ name, value: one })));
}

/** views/organisation/changed.ejs: what is stored now and what was typed. */
interface ChangedPage {
  readonly sentence: string;
  readonly table: DataTable;
  readonly action: string;
  readonly hidden: readonly Hidden[];
  readonly buttons: readonly Button[];
  readonly links: readonly Link[];
}

export function changedPage(input: {
  readonly sentence: string;
  readonly rows: readonly { readonly label: string; readonly stored: string; readonly typed: string }[];
  readonly action: string;
  readonly hidden: readonly Hidden[];
}): ChangedPage {
  return {
    sentence: input.sentence,
    table: {
      caption: 'De twee versies naast elkaar',
      captionShown: false,
      columns: [
        { label: 'Gegeven', align: 'start' },
        { label: 'Staat er nu', align: 'start' },
        { label: 'Vulde u in', align: 'start' },
      ],
      rows: input.rows.map(({ label, stored, typed }) => [
        cell(label),
        cell(stored || 'Niets'),
        cell(typed || 'Niets', { quiet: stored === typed ? null : 'Anders' }),
      ]),
    },
    action: input.action,
    hidden: input.hidden,
    buttons: [submitButton('Bewaar wat ik invulde')],
    links: [{ label: 'Houd wat er nu staat', href: '/organisatie' }],
  };
}
