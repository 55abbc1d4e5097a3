// "Overeenkomsten": find and follow, and the same rows as a file.
import type { Deps } from '../../deps';
import { provinceName } from '../../domain/provinces';
import type { Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { amsterdamDay, type Day } from '../../domain/time';
import { agreementList, type ListedAgreement } from '../../persistence/read/agreements';
import { allSectors } from '../../persistence/sector';
import { desksOn } from '../../persistence/read/register-lists';
import { csvFile } from '../csv';
import { page, type MemberHandler } from '../http';
import { dutchDay, dutchNumber } from '../nl/format';
import { statusWords, type StatusWords } from '../nl/status';
import { agreements as agreementWords, otherTitle } from '../nl/work';
import {
  cell,
  linkButton,
  type Button,
  type Cell,
  type DataTable,
  type Empty,
  type Link,
  type Pagination,
} from '../parts';
import { activeFilters, asQuery, filtered, filterFields, readFilters, type Filters } from './filters';
import { prepares } from './overview-items';
import { waitingFor } from './waiting';

const PAGE = 50;

interface ListFacts {
  readonly today: Day;
  readonly sectors: readonly Sector[];
  readonly filters: Filters;
  readonly all: readonly ListedAgreement[];
  readonly shown: readonly ListedAgreement[];
}

export const showAgreements: MemberHandler = async (deps, { viewer, query }) => {
  const facts = await listFacts(deps, viewer, query);
  const { filters, shown, all } = facts;
  const kind = viewer.party.kind;
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const at = Math.min(pages, Math.max(1, Math.floor(Number(query['bladzijde'] ?? 1)) || 1));
  const rows = shown.slice((at - 1) * PAGE, at * PAGE);
  const desks =
    kind === 'partner'
      ? await desksOn(
          deps.db,
          rows.map((one) => one.counterpart.id),
          facts.today,
        )
      : new Map<string, string>();
  const model = {
    filter: {
      action: '/overeenkomsten',
      fields: filterFields(filters, facts.sectors, kind),
      active: activeFilters(filters),
      clear: activeFilters(filters) > 0 ? '/overeenkomsten' : null,
    },
    buttons: prepareButton(all, viewer),
    today:
      kind === 'partner'
        ? { label: 'Aan wie mag ik vandaag signalen sturen? (csv)', href: '/overeenkomsten/export/vandaag.csv' }
        : null,
    count:
      shown.length === all.length
        ? agreementWords(shown.length)
        : `${dutchNumber(shown.length)} van ${agreementWords(all.length)}`,
    export:
      shown.length > 0
        ? { label: 'Exporteer deze lijst (csv)', href: `/overeenkomsten/export.csv${asQuery(filters)}` }
        : null,
    table: rows.length > 0 ? table(rows, viewer, facts.sectors, desks) : null,
    empty: rows.length > 0 ? null : emptyList(all.length, kind),
    pagination: pages > 1 ? paginationOf(at, pages, filters) : null,
  };
  return page('work/list', 'Overeenkomsten', model, { current: '/overeenkomsten' });
};

export const getAgreementsFile: MemberHandler = async (deps, { viewer, query }) => {
  const { shown, sectors, today } = await listFacts(deps, viewer, query);
  const municipality = viewer.party.kind === 'municipality';
  const name = sectorNames(sectors);
  const header = municipality
    ? ['kenmerk', 'signaalpartner', 'nummer', 'sector', 'status', 'sinds', 'reden']
    : ['kenmerk', 'gemeente', 'CBS-code', 'provincie', 'sector', 'status', 'sinds', 'reden'];
  const rows = shown.map((one) => [
    one.number,
    one.counterpart.name,
    one.counterpart.code,
    ...(municipality ? [] : [provinceName(one.counterpart.provinceCode)]),
    name(one.sectorCode),
    wordsFor(one, viewer).text,
    one.since,
    one.endReason ?? '',
  ]);
  return csvFile(deps.config, `overeenkomsten-${today}`, header, rows);
};

async function listFacts(deps: Deps, viewer: Viewer, query: Readonly<Record<string, string>>): Promise<ListFacts> {
  const today = amsterdamDay(deps.clock.now());
  const sectors = await allSectors(deps.db);
  const filters = readFilters(query, sectors);
  const all = await agreementList(deps.db, viewer.party, today);
  return { today, sectors, filters, all, shown: filtered(all, filters, { viewerKind: viewer.party.kind, today }) };
}

const sideOf = (viewer: Viewer) => (viewer.party.kind === 'municipality' ? 'municipality' : 'partner');
const wordsFor = (one: ListedAgreement, viewer: Viewer): StatusWords =>
  statusWords(one.stage, sideOf(viewer), viewer.personId);

const sectorNames = (sectors: readonly Sector[]): ((code: string) => string) => {
  const names = new Map(sectors.map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
};

function prepareButton(all: readonly ListedAgreement[], viewer: Viewer): readonly Button[] {
  const waiting = all.some(({ stage }) => waitingFor(stage, viewer.party.kind) === 'prepare');
  if (!waiting || !prepares(viewer)) return [];
  return [
    linkButton(viewer.party.kind === 'municipality' ? 'Kies en zet klaar' : 'Kies en stuur door', '/klaarzetten'),
  ];
}

function table(
  rows: readonly ListedAgreement[],
  viewer: Viewer,
  sectors: readonly Sector[],
  desks: ReadonlyMap<string, string>,
): DataTable {
  const kind = viewer.party.kind;
  const name = sectorNames(sectors);
  const names =
    kind === 'municipality'
      ? ['Signaalpartner', 'Sector', 'Status', 'Sinds', 'Kenmerk']
      : ['Gemeente', 'Provincie', 'Sector', 'Status', 'Sinds', 'Loket', 'Kenmerk'];
  return {
    caption: 'Overeenkomsten',
    captionShown: false,
    columns: names.map((label) => ({ label, align: 'start' })),
    rows: rows.map((one): readonly Cell[] => {
      const words = wordsFor(one, viewer);
      const status = cell(null, { badge: { tone: words.tone, label: words.text }, quiet: parkedWords(one) });
      const link = cell(one.number, { href: `/overeenkomsten/${one.number}` });
      const first = cell(otherTitle(kind, one.counterpart.name));
      const since = cell(dutchDay(one.since));
      const sector = cell(name(one.sectorCode));
      return kind === 'municipality'
        ? [first, sector, status, since, link]
        : [
            first,
            cell(provinceName(one.counterpart.provinceCode)),
            sector,
            status,
            since,
            cell(desks.get(one.counterpart.id) ?? 'Nog niet bekend'),
            link,
          ];
    }),
  };
}

const parkedWords = (one: ListedAgreement): string | null =>
  one.stage.at === 'draft' && one.stage.parkedUntil !== null
    ? `Geparkeerd tot ${dutchDay(one.stage.parkedUntil)}`
    : null;

function emptyList(all: number, kind: string): Empty {
  if (all > 0)
    return {
      title: null,
      text: 'Geen overeenkomsten met deze filters.',
      link: { label: 'Wis filters', href: '/overeenkomsten' } satisfies Link,
    };
  return {
    title: null,
    text:
      kind === 'municipality'
        ? 'Nog geen: zodra een signaalpartner in uw gemeente werkt, staat de overeenkomst hier.'
        : 'Nog geen: zodra een gemeente in uw werkgebied meedoet, staat de overeenkomst hier.',
    link: null,
  };
}

function paginationOf(at: number, pages: number, filters: Filters): Pagination {
  const to = (number: number): string | null =>
    number < 1 || number > pages ? null : `/overeenkomsten${asQuery(filters, { bladzijde: String(number) })}`;
  return { position: `Bladzijde ${at} van ${pages}`, previous: to(at - 1), next: to(at + 1) };
}
