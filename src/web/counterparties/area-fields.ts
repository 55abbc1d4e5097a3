// A service area as a form asks for it, sector by sector, and as it reads it back.
import { readPlaces } from '../../domain/place-list';
import { provinces } from '../../domain/provinces';
import { successions } from '../../domain/reorganisations';
import type { Sector } from '../../domain/sectors';
import type { AreaPart } from '../../domain/service-area';
import type { Day } from '../../domain/time';
import type { KnownPlace } from '../../persistence/read/places';
import { checkboxField, radioField, textareaField } from '../fields';
import { chosen, errorOf, typed, type FieldError, type FormResult } from '../form';
import type { FormBody } from '../http';
import { placeSentence } from '../nl/registration';
import type { FieldGroup } from '../organisation/form-page';

const reach = (sector: Sector): string => `bereik-${sector.code}`;
const chosenProvinces = (sector: Sector): string => `provincies-${sector.code}`;
const list = (sector: Sector): string => `gemeenten-${sector.code}`;

/** The form of an area as it is now. Municipalities stand by name, one a line. */
export function areaAsForm(
  area: readonly AreaPart[],
  sectors: readonly Sector[],
  places: readonly KnownPlace[],
): FormBody {
  const fields = sectors.flatMap((sector): readonly (readonly [string, string | readonly string[]])[] => {
    const parts = area.filter((part) => part.sectorCode === sector.code);
    const codes = (scope: AreaPart['scope']): readonly string[] =>
      parts.filter((part) => part.scope === scope).map((part) => part.code);
    const own = places.filter((place) => codes('municipality').includes(place.cbsCode));
    return [
      [reach(sector), parts.length === 0 ? 'niet' : codes('country').length > 0 ? 'land' : 'keuze'],
      [chosenProvinces(sector), codes('province')],
      [list(sector), own.map((place) => `${place.cbsCode} ${place.name}`).join('\n')],
    ];
  });
  return Object.fromEntries(fields);
}

export function areaGroups(
  sectors: readonly Sector[],
  form: FormBody,
  errors: readonly FieldError[],
): readonly FieldGroup[] {
  return sectors.map((sector) => ({
    legend: sector.name,
    hint: null,
    fields: [
      radioField({
        id: reach(sector),
        label: 'Waar werkt u?',
        value: typed(form, reach(sector)),
        error: errorOf(errors, reach(sector)),
        options: [
          { value: 'land', label: 'Heel Nederland' },
          { value: 'keuze', label: 'In de provincies en gemeenten die ik hieronder kies' },
          { value: 'niet', label: 'Nergens (meer) voor deze sector' },
        ],
      }),
      checkboxField({
        id: chosenProvinces(sector),
        label: 'Hele provincies',
        values: chosen(form, chosenProvinces(sector)),
        options: provinces.map(({ code, name }) => ({ value: code, label: name })),
        error: errorOf(errors, chosenProvinces(sector)),
        optional: true,
      }),
      textareaField({
        id: list(sector),
        label: 'Losse gemeenten',
        hint: 'Eén gemeente op een regel: de naam of de CBS-code (GM0344). U mag een lijst plakken.',
        value: typed(form, list(sector)),
        error: errorOf(errors, list(sector)),
        rows: 6,
        optional: true,
      }),
    ],
  }));
}

/** At most this many rows of a list are named; the rest is counted. */
const NAMED = 5;

export function readArea(
  sectors: readonly Sector[],
  form: FormBody,
  places: readonly KnownPlace[],
  today: Day,
): FormResult<readonly AreaPart[]> {
  const errors: FieldError[] = [];
  const parts = sectors.flatMap((sector): readonly AreaPart[] => {
    switch (typed(form, reach(sector))) {
      case 'land':
        return [{ sectorCode: sector.code, scope: 'country', code: 'NL' }];
      case 'niet':
        return [];
      case 'keuze': {
        const read = readSelection(sector, form, places, today);
        if (read.ok) return read.value;
        errors.push(...read.errors);
        return [];
      }
      default:
        errors.push({ field: reach(sector), message: `Kies waar u werkt voor ${sector.name.toLowerCase()}.` });
        return [];
    }
  });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: parts };
}

function readSelection(
  sector: Sector,
  form: FormBody,
  places: readonly KnownPlace[],
  today: Day,
): FormResult<readonly AreaPart[]> {
  const ticked = chosen(form, chosenProvinces(sector));
  const whole = provinces.filter(({ code }) => ticked.includes(code)).map(({ code }) => code);
  // "GM0344 Utrecht" is how this form itself writes a municipality: the code decides.
  const lines = typed(form, list(sector)).replace(/^\s*(GM\d{4})[^\S\r\n].*$/gim, '$1');
  const read = readPlaces(lines, places, successions, today);
  const sentences = read.problems.map((problem) => placeSentence(problem, lines.trim().includes('\n')));
  if (sentences.length > 0) {
    const more = sentences.length > NAMED ? [`Er zijn nog ${sentences.length - NAMED} regels die niet kloppen.`] : [];
    return {
      ok: false,
      errors: [{ field: list(sector), message: [...sentences.slice(0, NAMED), ...more].join(' ') }],
    };
  }
  if (whole.length + read.places.length === 0) {
    const message = `Kies ten minste één provincie of gemeente voor ${sector.name.toLowerCase()}.`;
    return { ok: false, errors: [{ field: chosenProvinces(sector), message }] };
  }
  return {
    ok: true,
    value: [
      ...whole.map((code) => ({ sectorCode: sector.code, scope: 'province' as const, code })),
      // A municipality in a province that is taken whole needs no part of its own.
      ...read.places
        .filter((place) => !whole.includes(place.provinceCode))
        .map((place) => ({ sectorCode: sector.code, scope: 'municipality' as const, code: place.cbsCode })),
    ],
  };
}
