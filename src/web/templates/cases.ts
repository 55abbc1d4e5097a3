// The case in which a text is read: four questions that together name one of the preview cases.
import type { AgreementFacts } from '../../domain/agreement-facts';
import type { Day } from '../../domain/time';
import { FORMS, PLACES, previewCases, type PreviewText } from '../../usecases/templates/preview-cases';
import { selectField, type SelectField } from '../fields';
import { castWords, formWords, placesWords } from '../nl/templates';

type Query = Readonly<Record<string, string>>;

export interface ChosenCase {
  readonly name: string;
  readonly facts: AgreementFacts;
}

/** The case that the query asks; what it leaves out is the first of its kind. Null: no such case. */
export function chosenCase(text: PreviewText, query: Query, day: Day, demonstration: boolean): ChosenCase | null {
  const name = choiceFields(text, query)
    .map(({ options }) => options.find(({ selected }) => selected)?.value)
    .join('-');
  return previewCases(text, day, demonstration).find((one) => one.name === name) ?? null;
}

export function choiceFields(text: PreviewText, query: Query): readonly SelectField[] {
  const field = (id: string, label: string, options: readonly { value: string; label: string }[]): SelectField =>
    selectField({ id, label, options, value: query[id] ?? options[0]?.value ?? '', width: 'half' });
  return [
    field(
      'sector',
      'Sector',
      text.sectors.map((code) => ({ value: code, label: code })),
    ),
    field(
      'partij',
      'Wie tekent voor de gemeente',
      FORMS.map((form) => ({ value: form, label: formWords[form] })),
    ),
    field(
      'plaatsen',
      'Uitvoerder en plaatsen',
      PLACES.map((value) => ({ value, label: placesWords(value) })),
    ),
    field(
      'namen',
      'Namen',
      (['kort', 'lang'] as const).map((value) => ({ value, label: castWords[value] })),
    ),
  ];
}
