import type { NamedPlace } from '../../domain/place-list';
import { readPlaces } from '../../domain/place-list';
import { provinces } from '../../domain/provinces';
import { successions } from '../../domain/reorganisations';
import { placesServed, type AreaPart, type Place } from '../../domain/service-area';
import type { Day } from '../../domain/time';
import { checkboxField, radioField, textareaField } from '../fields';
import { chosen, errorOf, typed, type FieldError, type FormResult } from '../form';
import type { FormBody } from '../http';
import { areaNames, placeSentence } from '../nl/registration';
import type { AreaDraft } from './answers';
import { group, type FieldGroup } from './step-page';

interface AreaFields {
  readonly reach: string;
  readonly provinces: readonly string[];
  readonly list: string;
}

export const noArea: AreaFields = { reach: '', provinces: [], list: '' };

export const typedArea = (form: FormBody): AreaFields => ({
  reach: typed(form, 'bereik'),
  provinces: chosen(form, 'provincies'),
  list: typed(form, 'gemeenten'),
});

/** At most this many rows of a list are named; the rest is counted. */
const NAMED = 5;

export function readArea(form: FormBody, places: readonly NamedPlace[], today: Day): FormResult<AreaDraft> {
  const { reach, list, provinces: ticked } = typedArea(form);
  const refuse = (field: string, ...messages: readonly string[]): FormResult<AreaDraft> => ({
    ok: false,
    errors: messages.map((message) => ({ field, message })),
  });
  switch (reach) {
    case 'land':
      return { ok: true, value: { reach, provinces: [], list: '', codes: [] } };
    case 'provincies': {
      const known = ticked.filter((code) => provinces.some((province) => province.code === code));
      if (known.length === 0) return refuse('provincies', 'Kies ten minste één provincie.');
      return { ok: true, value: { reach, provinces: known, list: '', codes: [] } };
    }
    case 'gemeenten': {
      const read = readPlaces(list, places, successions, today);
      const sentences = read.problems.map((problem) => placeSentence(problem, list.trim().includes('\n')));
      const more = sentences.length > NAMED ? [`Er zijn nog ${sentences.length - NAMED} regels die niet kloppen.`] : [];
      if (sentences.length > 0) return refuse('gemeenten', ...sentences.slice(0, NAMED), ...more);
      if (read.places.length === 0) return refuse('gemeenten', 'Vul ten minste één gemeente in.');
      return { ok: true, value: { reach, provinces: [], list, codes: read.places.map((place) => place.cbsCode) } };
    }
    default:
      return refuse('bereik', 'Kies waar u werkt.');
  }
}

export function areaParts(sectorCode: string, area: AreaDraft): readonly AreaPart[] {
  switch (area.reach) {
    case 'land':
      return [{ sectorCode, scope: 'country', code: 'NL' }];
    case 'provincies':
      return area.provinces.map((code) => ({ sectorCode, scope: 'province', code }));
    case 'gemeenten':
      return area.codes.map((code) => ({ sectorCode, scope: 'municipality', code }));
  }
}

/** How many municipalities an area holds, and how many of them take part. */
export function areaFigures(
  parts: readonly AreaPart[],
  sectorCode: string,
  places: readonly (Place & { readonly admitted: boolean })[],
): { readonly total: number; readonly taking: number } {
  const served = placesServed(parts, sectorCode, places);
  return { total: served.length, taking: served.filter((place) => place.admitted).length };
}

export function areaGroups(value: AreaFields, errors: readonly FieldError[]): readonly FieldGroup[] {
  const listErrors = errors.filter((error) => error.field === 'gemeenten').map((error) => error.message);
  return [
    group([
      radioField({
        id: 'bereik',
        label: 'Werkgebied',
        value: value.reach,
        error: errorOf(errors, 'bereik'),
        options: [
          { value: 'land', label: areaNames.land },
          { value: 'provincies', label: areaNames.provincies, hint: 'Alle gemeenten in een of meer provincies.' },
          { value: 'gemeenten', label: areaNames.gemeenten, hint: 'Een lijst van gemeenten.' },
        ],
      }),
    ]),
    group(
      [
        checkboxField({
          id: 'provincies',
          label: 'In welke provincies werkt u?',
          values: value.provinces,
          error: errorOf(errors, 'provincies'),
          options: provinces.map(({ code, name }) => ({ value: code, label: name })),
        }),
      ],
      { legend: areaNames.provincies, when: 'provincies' },
    ),
    group(
      [
        textareaField({
          id: 'gemeenten',
          label: 'In welke gemeenten werkt u?',
          hint: 'Eén gemeente op een regel: de naam of de CBS-code (GM0344). U mag een lijst plakken.',
          value: value.list,
          rows: 8,
          error: listErrors.length === 0 ? null : listErrors.join(' '),
        }),
      ],
      { legend: areaNames.gemeenten, when: 'gemeenten' },
    ),
  ];
}
