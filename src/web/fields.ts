// Models of the form partials. Each builder fills what a page need not say, because views refuse an absent field.

/** What every field has. `id` is what the error summary links to; `name` is what is posted. */
interface Common {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly error: string | null;
  /** True: "(niet verplicht)" stands behind the label; required fields are not marked. */
  readonly optional: boolean;
}

/** `name` left out: the same as `id`. */
interface CommonInput {
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly hint?: string | null;
  readonly error?: string | null;
  readonly optional?: boolean;
}

const common = (input: CommonInput): Common => ({
  id: input.id,
  name: input.name ?? input.id,
  label: input.label,
  hint: input.hint ?? null,
  error: input.error ?? null,
  optional: input.optional ?? false,
});

type Width = 'full' | 'half' | 'short' | 'code';

export interface TextField extends Common {
  readonly kind: 'text';
  readonly type: 'text' | 'email' | 'tel' | 'password' | 'search';
  readonly value: string;
  /** A token of the HTML autofill list, e.g. "email" or "one-time-code" (WCAG 1.3.5). */
  readonly autocomplete: string | null;
  readonly inputmode: 'numeric' | null;
  readonly width: Width;
  /** Id of a datalist elsewhere on the page. */
  readonly list: string | null;
}

interface TextInput extends CommonInput {
  readonly value: string;
  readonly type?: TextField['type'];
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric';
  readonly width?: Width;
  readonly list?: string;
}

export const textField = (input: TextInput): TextField => ({
  ...common(input),
  kind: 'text',
  type: input.type ?? 'text',
  value: input.value,
  autocomplete: input.autocomplete ?? null,
  inputmode: input.inputmode ?? null,
  width: input.width ?? 'full',
  list: input.list ?? null,
});

export interface TextareaField extends Common {
  readonly kind: 'textarea';
  readonly value: string;
  readonly rows: number;
}

export const textareaField = (
  input: CommonInput & { readonly value: string; readonly rows?: number },
): TextareaField => ({
  ...common(input),
  kind: 'textarea',
  value: input.value,
  rows: input.rows ?? 4,
});

interface Option {
  readonly value: string;
  readonly label: string;
}

export interface SelectField extends Common {
  readonly kind: 'select';
  readonly options: readonly (Option & { readonly selected: boolean })[];
  readonly width: Width;
}

/** `value` is the chosen option; a value that is no option chooses none. */
export const selectField = (
  input: CommonInput & { readonly value: string; readonly options: readonly Option[]; readonly width?: Width },
): SelectField => ({
  ...common(input),
  kind: 'select',
  options: input.options.map(({ value, label }) => ({ value, label, selected: value === input.value })),
  width: input.width ?? 'full',
});

interface ChoiceInput extends CommonInput {
  readonly options: readonly (Option & { readonly hint?: string | null; readonly disabled?: boolean })[];
  /** Every choice a card of its own: for the one question of a page. */
  readonly large?: boolean;
}

export interface ChoiceField extends Common {
  readonly kind: 'radios' | 'checkboxes';
  readonly large: boolean;
  readonly options: readonly (Option & {
    readonly id: string;
    readonly hint: string | null;
    readonly disabled: boolean;
    readonly checked: boolean;
  })[];
}

const choices = (kind: ChoiceField['kind'], input: ChoiceInput, chosen: readonly string[]): ChoiceField => ({
  ...common(input),
  kind,
  large: input.large ?? false,
  // The first input carries the field's own id, so that the error summary lands on it.
  options: input.options.map(({ value, label, hint, disabled }, at) => ({
    id: at === 0 ? input.id : `${input.id}-${at + 1}`,
    value,
    label,
    hint: hint ?? null,
    disabled: disabled ?? false,
    checked: chosen.includes(value),
  })),
});

export const radioField = (input: ChoiceInput & { readonly value: string }): ChoiceField =>
  choices('radios', input, [input.value]);

export const checkboxField = (input: ChoiceInput & { readonly values: readonly string[] }): ChoiceField =>
  choices('checkboxes', input, input.values);

/** A day as it was typed, so that a wrong one comes back as it was. */
export interface TypedDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export interface DateField extends Common {
  readonly kind: 'date';
  readonly value: TypedDay;
}

/** Posts `{name}-dag`, `{name}-maand`, `{name}-jaar`. */
export const dateField = (input: CommonInput & { readonly value: TypedDay }): DateField => ({
  ...common(input),
  kind: 'date',
  value: input.value,
});
