// "Kies en zet klaar": what can be prepared, by group, all on; to whom it goes.
import type { Sector } from '../../domain/sectors';
import type { ListedAgreement } from '../../persistence/read/agreements';
import { dateField, radioField, textareaField, type ChoiceField, type DateField, type TextareaField } from '../fields';
import { chosen, errorOf, typed, type FieldError } from '../form';
import type { FormBody } from '../http';
import { agreements as agreementWords, otherTitle, prepareWords, specialWords } from '../nl/work';
import { dutchDay, dutchNumber } from '../nl/format';
import { scopeWords } from '../nl/organisation';
import { submitButton, type Button, type Empty, type Link, type Warning } from '../parts';
import { typedDay } from '../typed-day';
import { choices, chosenAgreements, PARKED, signatories, type PrepareFacts } from './prepare-choices';

interface PrepareGroup {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly count: string;
  readonly checked: boolean;
  readonly open: boolean;
  readonly items: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly quiet: string;
    readonly checked: boolean;
    readonly link: Link;
  }[];
}

/** views/work/prepare.ejs */
export interface PreparePage {
  readonly errors: readonly FieldError[];
  readonly heading: string;
  readonly lead: string;
  /** What must be done first: then there is no button. */
  readonly missing: Warning | null;
  readonly special: Warning | null;
  readonly empty: Empty | null;
  readonly groups: readonly PrepareGroup[];
  readonly choiceError: string | null;
  readonly signatory: ChoiceField | null;
  readonly message: TextareaField;
  readonly button: Button;
  readonly parking: { readonly day: DateField; readonly button: Button; readonly open: boolean } | null;
}

/** `form` null: the page is opened, everything is on. */
export function preparePage(facts: PrepareFacts, form: FormBody | null, errors: readonly FieldError[]): PreparePage {
  const kind = facts.viewer.party.kind;
  const municipality = kind === 'municipality';
  const words = prepareWords(kind);
  const offered = choices(facts);
  const able = signatories(facts.mandates, facts.today);
  const normal = offered.filter(({ code }) => code !== PARKED);
  const count =
    form === null ? normal.reduce((sum, { list }) => sum + list.length, 0) : chosenAgreements(facts, form).length;
  return {
    errors,
    heading: words.heading,
    lead: words.lead,
    missing: missingOf(facts, able.length),
    special: specialOf(
      facts,
      normal.flatMap(({ list }) => list),
    ),
    empty:
      offered.length === 0
        ? {
            title: 'Er is niets klaar te zetten.',
            text: words.empty,
            link: { label: 'Bekijk alle overeenkomsten', href: '/overeenkomsten' },
          }
        : null,
    groups: groupsOf(facts, offered, form),
    choiceError: errorOf(errors, 'groep-1'),
    signatory: able.length === 0 ? null : signatoryField(able, facts.sectors, form, errors),
    message: textareaField({
      id: 'bericht',
      label: 'Bericht aan de tekenbevoegde',
      value: form === null ? '' : typed(form, 'bericht'),
      error: errorOf(errors, 'bericht'),
      optional: true,
      rows: 3,
    }),
    button: submitButton(`${words.verb} ${dutchNumber(count)} ${words.after}`, 'primary', {
      name: 'actie',
      value: 'klaar',
    }),
    parking:
      municipality && normal.some(({ list }) => list.some(({ status }) => status === 'draft'))
        ? {
            open: errorOf(errors, 'parkeren') !== null,
            day: dateField({
              id: 'parkeren',
              label: 'Parkeren tot',
              hint: 'Op deze dag staat wat u koos weer bij "Wacht op u".',
              value: typedDay(form ?? {}, 'parkeren'),
              error: errorOf(errors, 'parkeren'),
            }),
            button: submitButton('Parkeer wat ik koos', 'secondary', { name: 'actie', value: 'parkeer' }),
          }
        : null,
  };
}

function missingOf({ arrangements }: PrepareFacts, able: number): Warning | null {
  const rows = [
    ...(arrangements
      ? []
      : [
          {
            strong: 'Lokale afspraken',
            text: 'deze staan in elke overeenkomst.',
            link: { label: 'Vul de lokale afspraken in', href: '/organisatie/lokale-afspraken' },
          },
        ]),
    ...(able > 0
      ? []
      : [
          {
            strong: 'Tekenbevoegde',
            text: 'nog niemand mag tekenen.',
            link: { label: 'Leg vast wie mag tekenen', href: '/organisatie/tekenbevoegden' },
          },
        ]),
  ];
  return rows.length === 0 ? null : { title: 'Doe dit eerst. Daarna kunt u klaarzetten.', text: null, rows };
}

/** What one should know before choosing all: what came back, what was refused before, what begins later. */
function specialOf(facts: PrepareFacts, list: readonly ListedAgreement[]): Warning | null {
  const kind = facts.viewer.party.kind;
  const rows = list
    .map((one) => ({ one, words: specialOne(facts, one) }))
    .filter(({ words }) => words !== null)
    .map(({ one, words }) => ({
      strong: otherTitle(kind, one.counterpart.name),
      text: words ?? '',
      link: { label: 'Bekijk', href: `/overeenkomsten/${one.number}` },
    }));
  const title = rows.length === 1 ? 'Let op bij 1 overeenkomst' : `Let op bij ${rows.length} overeenkomsten`;
  return rows.length === 0 ? null : { title, text: null, rows };
}

function specialOne({ returned, declinedBefore, today }: PrepareFacts, one: ListedAgreement): string | null {
  const reason = returned.get(one.id);
  if (reason !== undefined) return specialWords.returned(reason);
  if (declinedBefore.has(one.id)) return specialWords.declined;
  return one.effectiveOn !== null && today < one.effectiveOn ? specialWords.later(one.effectiveOn) : null;
}

function groupsOf(
  facts: PrepareFacts,
  offered: ReturnType<typeof choices>,
  form: FormBody | null,
): readonly PrepareGroup[] {
  const kind = facts.viewer.party.kind;
  const groups = form === null ? null : chosen(form, 'groep');
  const numbers = form === null ? null : new Set(chosen(form, 'kies'));
  const sector = (code: string): string => facts.sectors.find((one) => one.code === code)?.name ?? code;
  let at = 0;
  return offered.map(({ code, title, list }, index) => {
    const items = list.map((one) => ({
      id: `kies-${++at}`,
      number: one.number,
      title: otherTitle(kind, one.counterpart.name),
      quiet:
        kind === 'municipality' && code !== PARKED
          ? one.number
          : `${one.number}, ${sector(one.sectorCode).toLowerCase()}${parked(one)}`,
      checked: numbers === null || numbers.has(one.number),
      link: { label: 'Bekijk', href: `/overeenkomsten/${one.number}` },
    }));
    return {
      id: `groep-${index + 1}`,
      code,
      title,
      count: agreementWords(list.length),
      checked: groups === null ? code !== PARKED : groups.includes(code),
      open: items.some(({ checked }) => !checked),
      items,
    };
  });
}

const parked = ({ stage }: ListedAgreement): string =>
  stage.at === 'draft' && stage.parkedUntil !== null ? `, tot ${dutchDay(stage.parkedUntil)}` : '';

function signatoryField(
  able: ReturnType<typeof signatories>,
  sectors: readonly Sector[],
  form: FormBody | null,
  errors: readonly FieldError[],
): ChoiceField {
  const [only, second] = able;
  return radioField({
    id: 'tekenbevoegde',
    label: 'Wie ondertekent?',
    value: form === null ? (only && !second ? only.personId : '') : typed(form, 'tekenbevoegde'),
    error: errorOf(errors, 'tekenbevoegde'),
    options: able.map(({ personId, name, office, scopes }) => ({
      value: personId,
      label: `${name}, ${office}`,
      hint: scopeWords(
        scopes.includes('all') ? 'all' : scopes.flatMap((scope) => (scope === 'all' ? [] : scope)),
        sectors,
      ),
    })),
  });
}
