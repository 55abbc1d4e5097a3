// The page of the act of will: what is signed, by what right, what differs, and the block with the button.
import type { ReadingBlock } from '../../documents';
import { hasLapsed } from '../../domain/agreement';
import type { Viewer } from '../../domain/parties';
import type { Mandate } from '../../domain/mandates';
import type { Sector } from '../../domain/sectors';
import type { Day } from '../../domain/time';
import type { ListEntry, Peculiarities } from '../../persistence/read/ceremony-page';
import { textField, type TextField } from '../fields';
import type { FieldError } from '../form';
import { errorOf } from '../form';
import {
  afterwards,
  behalfFact,
  consentSentence,
  mandateLine,
  meaning,
  signButton,
  signTitle,
  type Sentence,
} from '../nl/ceremony';
import { counted, dutchDayOf, dutchList, dutchNumber } from '../nl/format';
import { fact, type DetailsGroup, type Fact, type Link, type Warning } from '../parts';
import { differenceList } from './differences';
import { grouped, listGroups } from './groups';
import { ceremonyPath, type OpenCeremony } from './open';

/** views/partials/signing-block.ejs */
interface SigningBlock extends Sentence {
  readonly title: string;
  readonly action: string;
  readonly csrfToken: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly code: TextField;
  readonly button: string;
  readonly icon: string;
  readonly explanation: string;
  readonly links: readonly Link[];
}

/** views/ceremony/sign.ejs */
export interface SignPage {
  readonly errors: readonly FieldError[];
  readonly heading: string;
  readonly lead: string;
  /** Something happened since the list was last seen. */
  readonly notice: Warning | null;
  /** What was done a moment ago, as asked. */
  readonly done: string | null;
  readonly facts: readonly Fact[];
  readonly different: Warning | null;
  /** The text of a single agreement; null: the list. */
  readonly text: readonly ReadingBlock[] | null;
  readonly list: {
    readonly title: string;
    readonly wide: readonly DetailsGroup[];
    readonly narrow: readonly DetailsGroup[];
    readonly links: readonly Link[];
    readonly download: Link;
    readonly downloadSize: string;
  };
  readonly afterwards: readonly string[];
  /** Null: today this person may not sign. */
  readonly block: Omit<SigningBlock, 'csrfToken'> | null;
  /** Why not, and where to go instead. */
  readonly blocked: { readonly title: string; readonly text: string; readonly links: readonly Link[] } | null;
}

/** What the page is made of; `listed` is never empty. */
export interface SignFacts {
  readonly open: OpenCeremony;
  readonly listed: readonly ListEntry[];
  readonly viewer: Viewer;
  readonly today: Day;
  readonly sectors: readonly Sector[];
  /** By which mandates today; null: for some sector there is none. */
  readonly mandates: readonly Mandate[] | null;
  /** "Uw mandaat eindigde op 18 maart 2026." when there is none. */
  readonly mandateProblem: string;
  readonly manifestSha256: string;
  readonly peculiarities: Peculiarities;
  /** Labels of the model texts by id. */
  readonly versions: ReadonlyMap<string, string>;
  readonly pages: number;
  readonly text: readonly ReadingBlock[] | null;
  readonly megabytes: string;
}

export interface SignState {
  readonly errors: readonly FieldError[];
  readonly notice: Warning | null;
  readonly done: string | null;
  /** The group that is shown whole. */
  readonly whole: string | null;
}

export const consentOf = (viewer: Viewer, listed: readonly ListEntry[], today: Day): Sentence =>
  consentSentence(
    viewer.party,
    listed.map((entry) => entry.counterpart.name),
    comesIntoForce(listed, today),
  );

const comesIntoForce = (listed: readonly ListEntry[], today: Day): boolean =>
  listed.every((entry) => entry.isLast && (entry.effectiveOn === null || entry.effectiveOn <= today));

export function signPage(facts: SignFacts, state: SignState): SignPage {
  const { open, listed, viewer } = facts;
  const kind = viewer.party.kind;
  const path = ceremonyPath(open.ceremony.number);
  const count = listed.length;
  const lapsed = listed.filter((entry) => hasLapsed(entry, facts.today)).length;
  const groups = grouped(listed, kind, facts.sectors);
  const show = { viewerKind: kind, sectors: facts.sectors, path, whole: state.whole };
  const back: Link = { label: 'Weigeren of terugsturen', href: `${path}/terugsturen` };
  return {
    errors: state.errors,
    heading: signTitle(count),
    lead: meaning(viewer.party, [...new Set(listed.map((entry) => entry.counterpart.name))]),
    notice: state.notice,
    done: state.done,
    facts: factList(facts, path),
    different: differenceList(facts, path),
    text: facts.text,
    list: {
      title: count === 1 ? 'De overeenkomst' : `Alle ${dutchNumber(count)} overeenkomsten`,
      wide: listGroups(groups, { ...show, firstOpen: true }),
      narrow: listGroups(groups, { ...show, firstOpen: false }),
      links: count === 1 ? [] : [{ label: 'Haal overeenkomsten uit de lijst', href: `${path}/uit-de-lijst` }],
      download:
        count === 1
          ? { label: 'Download pdf', href: `/overeenkomsten/${listed[0]?.number ?? ''}/pdf` }
          : { label: `Download alle ${dutchNumber(count)}`, href: `${path}/overeenkomsten.zip` },
      downloadSize: count === 1 ? '' : `(pdf in zip, ${facts.megabytes})`,
    },
    afterwards: afterwards(viewer.party, count, comesIntoForce(listed, facts.today)),
    block:
      facts.mandates === null || lapsed > 0
        ? null
        : {
            ...consentOf(viewer, listed, facts.today),
            title: 'Ondertekenen',
            action: path,
            hidden: [{ name: 'lijst', value: facts.manifestSha256 }],
            code: textField({
              id: 'code',
              label: 'Code uit uw app',
              hint: 'Vul de 6 cijfers uit uw app in.',
              value: '',
              error: errorOf(state.errors, 'code'),
              autocomplete: 'one-time-code',
              inputmode: 'numeric',
              width: 'code',
            }),
            button: signButton(count),
            icon: 'lock',
            explanation: 'Hebt u net ingelogd? Wacht dan op de volgende code.',
            links: [{ label: 'Later verdergaan', href: '/overzicht' }, back],
          },
    blocked: blockedBy(facts, lapsed, path),
  };
}

function blockedBy(facts: SignFacts, lapsed: number, path: string): SignPage['blocked'] {
  const { open, listed, mandates, mandateProblem } = facts;
  const back: Link = { label: `Stuur terug naar ${open.preparer}`, href: `${path}/terugsturen` };
  if (lapsed > 0 && lapsed < listed.length)
    return {
      title: 'U kunt deze lijst nog niet ondertekenen',
      text: `${counted(lapsed, 'overeenkomst is', 'overeenkomsten zijn')} vervallen, omdat de termijn voorbij is. Haal die eerst uit de lijst.`,
      links: [{ label: 'Haal overeenkomsten uit de lijst', href: `${path}/uit-de-lijst` }, back],
    };
  if (lapsed > 0)
    return {
      title: 'Er is niets meer te ondertekenen',
      text: 'De termijn om te ondertekenen is voorbij.',
      links: [back],
    };
  if (mandates !== null) return null;
  const text = `${mandateProblem} Stuur de lijst terug naar ${open.preparer}. Dan kan een ander ondertekenen.`;
  return { title: 'U kunt nu niet ondertekenen', text, links: [back] };
}

function factList(
  { open, listed, viewer, mandates, mandateProblem, versions, pages }: SignFacts,
  path: string,
): readonly Fact[] {
  const { ceremony, preparer } = open;
  const grounds = mandates === null ? mandateProblem : [...new Set(mandates.map(mandateLine))].join(' ');
  const labels = [...new Set(listed.map((entry) => versions.get(entry.templateVersionId ?? '') ?? ''))];
  const model = `modeltekst ${dutchList(labels)}`;
  const several = listed.length > 1;
  return [
    fact('Namens', behalfFact(viewer.party)),
    fact('Uw bevoegdheid', grounds),
    fact(
      'De tekst',
      several
        ? `Eén tekst voor alle ${dutchNumber(listed.length)}, met een bijlage per sector: ${model}.`
        : `Gebaseerd op ${model}.`,
      several
        ? {
            link: { label: 'Lees de tekst', href: `${path}/tekst` },
            after: `(${counted(pages, 'bladzijde', 'bladzijden')})`,
          }
        : {
            link: { label: 'Lees hieronder', href: '#tekst' },
            after: `(${counted(pages, 'bladzijde', 'bladzijden')})`,
          },
    ),
    fact('Klaargezet door', `${preparer}, op ${dutchDayOf(ceremony.preparedAt)}`),
    ...(ceremony.message === null ? [] : [fact('Bericht', ceremony.message)]),
  ];
}
