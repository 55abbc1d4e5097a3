import { provinceName } from '../../domain/provinces';
import type { Sector } from '../../domain/sectors';
import type { FoundParty, NamedParty } from '../../persistence/read/search-parties';
import type { TextField } from '../fields';
import { textField } from '../fields';
import { errorOf, type FieldError } from '../form';
import { counted } from '../nl/format';
import { inForceWords, nothingFound } from '../nl/register';
import { cell, type DataTable, type Link } from '../parts';
import type { DayForm } from './asked-day';
import { municipalityPath, partnerPath } from './paths';

export type RightsCount = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface ResultGroup {
  readonly title: string;
  readonly table: DataTable;
  /** "Nog 12 andere. Typ een langere naam." */
  readonly more: string | null;
}

interface SearchPage {
  readonly errors: readonly FieldError[];
  readonly value: string;
  readonly groups: readonly ResultGroup[];
  /** Sentences about municipalities that went up in others, each with its link. */
  readonly former: readonly { readonly text: string; readonly link: Link }[];
  /** null: something was found, or nothing was asked. */
  readonly nothing: { readonly text: string; readonly suggestions: readonly Link[] } | null;
  /** Before the first search. */
  readonly examples: readonly Link[];
  readonly pair: {
    readonly municipality: TextField;
    readonly partner: TextField;
    readonly day: DayForm;
    readonly municipalities: readonly string[];
    readonly partners: readonly string[];
  };
}

const search = (text: string): string => `/register?zoek=${encodeURIComponent(text)}`;

const EXAMPLES: readonly Link[] = ['Den Haag', 'GM0344', 'Amersfoort'].map((label) => ({ label, href: search(label) }));

const MOST = 25;

export function searchPage(input: {
  readonly typed: string;
  readonly found: readonly FoundParty[];
  readonly rights: RightsCount;
  readonly sectors: readonly Sector[];
  readonly former: SearchPage['former'];
  readonly suggestions: readonly NamedParty[];
  readonly names: readonly NamedParty[];
  readonly asked: { readonly municipality: string; readonly partner: string; readonly day: DayForm };
  readonly errors: readonly FieldError[];
}): SearchPage {
  const { typed, found, errors, asked } = input;
  const group = (kind: 'municipality' | 'partner'): FoundParty[] => found.filter(({ party }) => party.kind === kind);
  const groups = [
    resultGroup('municipality', group('municipality'), input.rights, input.sectors),
    resultGroup('partner', group('partner'), input.rights, input.sectors),
  ];
  const names = (kind: NamedParty['kind']): string[] =>
    input.names.filter((one) => one.kind === kind).map((one) => one.name);
  return {
    errors,
    value: typed,
    groups: groups.filter((one) => one !== null),
    former: input.former,
    nothing:
      typed !== '' && found.length === 0 && input.former.length === 0
        ? {
            text: nothingFound(typed),
            suggestions: input.suggestions.map(({ kind, code, name }) => ({
              label: name,
              href: kind === 'municipality' ? municipalityPath(code) : partnerPath(code),
            })),
          }
        : null,
    examples: typed === '' ? EXAMPLES : [],
    pair: {
      municipality: textField({
        id: 'gemeente',
        label: 'Gemeente',
        value: asked.municipality,
        hint: 'Naam of CBS-code.',
        list: 'gemeenten',
        error: errorOf(errors, 'gemeente'),
      }),
      partner: textField({
        id: 'partner',
        label: 'Signaalpartner',
        value: asked.partner,
        hint: 'Naam, nummer of KvK-nummer.',
        list: 'partners',
        error: errorOf(errors, 'partner'),
      }),
      day: asked.day,
      municipalities: names('municipality'),
      partners: names('partner'),
    },
  };
}

function resultGroup(
  kind: 'municipality' | 'partner',
  found: readonly FoundParty[],
  rights: RightsCount,
  sectors: readonly Sector[],
): ResultGroup | null {
  if (found.length === 0) return null;
  const title =
    kind === 'municipality'
      ? counted(found.length, 'gemeente', 'gemeenten')
      : counted(found.length, 'signaalpartner', 'signaalpartners');
  const others = found.length - MOST;
  return {
    title,
    table: {
      caption: title,
      captionShown: false,
      columns: [
        { label: kind === 'municipality' ? 'Gemeente' : 'Signaalpartner', align: 'start' },
        { label: kind === 'municipality' ? 'Provincie' : 'Plaats', align: 'start' },
        { label: 'Van kracht', align: 'start' },
      ],
      rows: found.slice(0, MOST).map(({ party, otherName }) => {
        const code = party.cbsCode ?? party.number ?? '';
        const own = rights.get(party.id) ?? new Map<string, number>();
        const counts = sectors.map(({ code: sector, name }) => ({ sector: name, count: own.get(sector) ?? 0 }));
        return [
          cell(party.name, {
            href: kind === 'municipality' ? municipalityPath(code) : partnerPath(code),
            quiet: otherName ? `${code}, ook bekend als ${otherName}` : code,
          }),
          cell(kind === 'municipality' ? provinceName(party.provinceCode) : (party.seat ?? '')),
          cell(standing(party.status, kind, inForceWords(counts.filter(({ count }) => count > 0)))),
        ];
      }),
    },
    more: others > 0 ? `Nog ${others} andere. Typ een langere naam.` : null,
  };
}

function standing(status: string, kind: 'municipality' | 'partner', words: string): string {
  if (status === 'ended') return 'Gestopt';
  return kind === 'municipality' && status !== 'admitted' ? 'Doet nog niet mee' : words;
}
