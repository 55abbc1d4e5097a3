// The first page after log-in: what waits for you, what waits elsewhere, and how it stands.
import { provinces } from '../../domain/provinces';
import type { Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import type { ListedAgreement } from '../../persistence/read/agreements';
import type { Readiness } from '../../persistence/read/readiness';
import { barRow, type Bars, type Segment } from '../drawings';
import { counted, dutchDay, dutchNumber } from '../nl/format';
import { otherTitle } from '../nl/work';
import type { Empty, FigureRow, Figure, Link, SideItem, WorkItem } from '../parts';
import { groupBy } from './group-by';
import { workItems, type WorkFacts } from './overview-items';
import { waitingFor, type Waiting } from './waiting';

/** views/work/overview.ejs */
export interface OverviewPage {
  readonly overTitle: string;
  readonly done: string | null;
  readonly work: {
    readonly id: string;
    readonly title: string;
    readonly count: number;
    readonly items: readonly WorkItem[];
    readonly empty: Empty;
  };
  readonly elsewhere: readonly FigureRow[];
  /** Null while only the first steps are to be done. */
  readonly standing: {
    readonly lead: string;
    readonly figures: readonly Figure[];
    readonly bars: Bars;
    readonly link: Link;
  } | null;
  readonly ready: { readonly title: string; readonly items: readonly SideItem[]; readonly link: Link };
  readonly events: readonly { readonly day: string; readonly text: string }[];
}

export function overviewPage(
  facts: WorkFacts,
  more: {
    readonly title: string;
    readonly done: string | null;
    readonly events: OverviewPage['events'];
    /** Municipalities of a partner's service area, and with how many it exchanges; null for a municipality. */
    readonly coverage: { readonly places: number; readonly inForce: number } | null;
  },
): OverviewPage {
  const { viewer, agreements, sectors, readiness } = facts;
  const kind = viewer.party.kind;
  const items = workItems(facts);
  const inForce = agreements.filter(({ stage }) => waitingFor(stage, kind) === 'in-force');
  return {
    overTitle: more.title,
    done: more.done,
    work: { id: 'wacht-op-u', title: 'Wacht op u', count: items.length, items, empty: nothingWaits(inForce.length) },
    elsewhere: elsewhereRows(facts),
    standing: justAdmitted(facts)
      ? null
      : {
          lead: standingLead(agreements, viewer),
          figures:
            more.coverage === null
              ? []
              : [
                  {
                    figure: dutchNumber(more.coverage.inForce),
                    of: `van ${dutchNumber(more.coverage.places)}`,
                    label: 'gemeenten van kracht',
                  },
                ],
          bars: sectorBars(agreements, sectors, kind),
          link: { label: 'Bekijk alle overeenkomsten', href: '/overeenkomsten' },
        },
    ready: {
      title: 'Klaar om te ondertekenen?',
      items: readyItems(readiness),
      link: { label: 'Onze gegevens', href: '/organisatie' },
    },
    events: more.events,
  };
}

const nothingWaits = (inForce: number): Empty => ({
  title: 'Er wacht niets op u.',
  text: `${counted(inForce, 'overeenkomst is', 'overeenkomsten zijn')} van kracht.`,
  link: null,
});

/** Nothing was ever prepared and the organisation cannot sign yet: only the first steps count. */
const justAdmitted = ({ agreements, readiness }: WorkFacts): boolean =>
  !readiness.ready && agreements.every(({ status }) => status === 'draft');

function elsewhereRows({ viewer, agreements }: WorkFacts): readonly FigureRow[] {
  const kind = viewer.party.kind;
  const of = (waiting: Waiting): readonly ListedAgreement[] =>
    agreements.filter(({ stage }) => waitingFor(stage, kind) === waiting);
  const atSignatory = of('signatory').filter(
    ({ stage }) =>
      (stage.at === 'municipality' || stage.at === 'partner') &&
      stage.work.kind === 'handed-over' &&
      stage.work.personId !== viewer.personId,
  );
  const bySignatory = groupBy(atSignatory, (one) => one.ceremony?.personName ?? '');
  const rows: FigureRow[] = [...bySignatory].map(([name, list]) => ({
    figure: dutchNumber(list.length),
    text: list.length === 1 ? `overeenkomst wacht op ${name}` : `overeenkomsten wachten op ${name}`,
    quiet: `Langst: ${longest(list, kind)}`,
    link: { label: 'Bekijk', href: '/overeenkomsten?status=wacht-op-tekenbevoegde' },
  }));
  const running = of('running');
  if (running.length > 0)
    rows.push({
      figure: dutchNumber(running.length),
      text: running.length === 1 ? 'overeenkomst wordt verwerkt' : 'overeenkomsten worden verwerkt',
      quiet: null,
      link: { label: 'Bekijk', href: '/overeenkomsten?status=wordt-verwerkt' },
    });
  const other = of('other');
  if (kind === 'municipality' && other.length > 0) rows.push(otherRow(other, 'de signaalpartner', kind, ''));
  if (kind === 'partner') rows.push(...rowsByProvince(other));
  return rows;
}

/** More provinces than this, and the rest is one row: the page says what to do, the list knows all. */
const PROVINCES_SHOWN = 4;

/** The largest number first: there a reminder does most. */
function rowsByProvince(other: readonly ListedAgreement[]): readonly FigureRow[] {
  const sorted = provinces
    .map(({ code, name }) => ({ code, name, list: other.filter((one) => one.counterpart.provinceCode === code) }))
    .filter(({ list }) => list.length > 0)
    .sort((a, b) => b.list.length - a.list.length);
  const shown = sorted.length > PROVINCES_SHOWN + 1 ? sorted.slice(0, PROVINCES_SHOWN) : sorted;
  const rest = sorted.slice(shown.length);
  const rows = shown.map(({ code, name, list }) =>
    otherRow(list, `gemeenten in ${name}`, 'partner', `&provincie=${code}`),
  );
  if (rest.length === 0) return rows;
  const list = rest.flatMap((one) => one.list);
  return [
    ...rows,
    {
      ...otherRow(list, `gemeenten in ${rest.length} andere provincies`, 'partner', ''),
      link: { label: 'Bekijk alle', href: '/overeenkomsten?status=wacht-op-ander' },
    },
  ];
}

function otherRow(list: readonly ListedAgreement[], on: string, kind: string, filter: string): FigureRow {
  return {
    figure: dutchNumber(list.length),
    text: list.length === 1 ? `overeenkomst wacht op ${on}` : `overeenkomsten wachten op ${on}`,
    quiet: `Langst: ${longest(list, kind)}`,
    link: { label: 'Bekijk', href: `/overeenkomsten?status=wacht-op-ander${filter}` },
  };
}

function longest(list: readonly ListedAgreement[], kind: string): string {
  const oldest = [...list].sort((a, b) => a.since.localeCompare(b.since))[0];
  return oldest ? `${otherTitle(kind, oldest.counterpart.name)}, sinds ${dutchDay(oldest.since)}` : '';
}

function standingLead(agreements: readonly ListedAgreement[], viewer: Viewer): string {
  const kind = viewer.party.kind;
  const alive = agreements.filter(({ stage }) => waitingFor(stage, kind) !== 'ended');
  const distinct = (list: readonly ListedAgreement[]): number => new Set(list.map((one) => one.counterpart.id)).size;
  const able = distinct(alive.filter(({ stage }) => stage.at === 'in-force'));
  return kind === 'municipality'
    ? `${counted(distinct(alive), 'signaalpartner werkt', 'signaalpartners werken')} in uw gemeente. Met ${able} mag u signalen uitwisselen.`
    : `U hebt overeenkomsten met ${counted(distinct(alive), 'gemeente', 'gemeenten')}. Met ${able} mag u signalen uitwisselen.`;
}

function sectorBars(agreements: readonly ListedAgreement[], sectors: readonly Sector[], kind: string): Bars {
  const other = kind === 'municipality' ? 'Wacht op signaalpartner' : 'Wacht op gemeente';
  const rows = sectors.flatMap(({ code, name }) => {
    const own = agreements.filter((one) => one.sectorCode === code);
    const count = (...waiting: readonly Waiting[]): number =>
      own.filter(({ stage }) => waiting.includes(waitingFor(stage, kind))).length;
    const inForce = count('in-force');
    const segments: readonly Segment[] = [
      { tone: 'done', count: inForce, meaning: 'van kracht' },
      { tone: 'elsewhere', count: count('other', 'running'), meaning: other.toLowerCase() },
      { tone: 'wait', count: count('prepare', 'signatory', 'parked'), meaning: 'wacht op u' },
    ];
    const total = segments.reduce((sum, segment) => sum + segment.count, 0);
    return total === 0 ? [] : [barRow(name, dutchNumber(inForce), `van ${dutchNumber(total)} van kracht`, segments)];
  });
  return {
    rows,
    legend:
      rows.length === 0
        ? []
        : [
            { tone: 'done', label: 'Van kracht' },
            { tone: 'elsewhere', label: other },
            { tone: 'wait', label: 'Wacht op u' },
          ],
  };
}

/** Its holder confirms a mandate; where the holder recorded it, the NVVK does. */
const confirmationWords = ({ name, confirmedBy }: Readiness['toConfirm'][number]): string =>
  confirmedBy === 'steward'
    ? `De NVVK moet het mandaat van ${name} nog bevestigen`
    : `${name} moet het mandaat nog bevestigen`;

function readyItems(readiness: Readiness): readonly SideItem[] {
  const item = (fine: boolean, text: string): SideItem => ({
    icon: fine ? 'circle-check' : 'alert-circle',
    tone: fine ? 'yes' : 'wait',
    text,
    href: null,
  });
  const { decision, arrangements, signatory, deputy, toConfirm } = readiness;
  return [
    ...(decision === null
      ? []
      : [item(decision, decision ? 'Aansluitbesluit vastgelegd' : 'Nog geen aansluitbesluit')]),
    ...(arrangements === null
      ? []
      : [item(arrangements, arrangements ? 'Lokale afspraken ingevuld' : 'Lokale afspraken nog niet ingevuld')]),
    signatory !== null
      ? item(true, `Tekenbevoegde: ${signatory.name}, ${signatory.office}`)
      : item(false, toConfirm[0] ? confirmationWords(toConfirm[0]) : 'Nog niemand mag tekenen'),
    ...(signatory === null
      ? []
      : [
          deputy === null
            ? item(false, 'Nog geen vervanger gemandateerd')
            : item(true, `Vervanger: ${deputy.name}, ${deputy.office}`),
        ]),
  ];
}
