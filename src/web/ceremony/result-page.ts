// What a ceremony came to: signed, still running, not signed and why. Red only for what somebody must mend.
import type { Viewer } from '../../domain/parties';
import type { Day } from '../../domain/time';
import type { ListEntry } from '../../persistence/read/ceremony-page';
import { whatNow, whyNotSigned } from '../nl/ceremony';
import { counted, dutchDayOf, dutchMoment, dutchNumber } from '../nl/format';
import type { Link, Result, SideItem } from '../parts';
import { entryTitle } from './groups';
import { ceremonyPath, type OpenCeremony } from './open';

/** views/ceremony/result.ejs */
interface ResultPage {
  readonly heading: string;
  /** "Deze lijst is al ondertekend door B. Smit op 23 november 2026." */
  readonly already: string | null;
  readonly results: readonly Result[];
  readonly leftOut: string | null;
  readonly whatNow: readonly string[];
  readonly keep: readonly SideItem[];
  /** How long one can still come back on it; null when everything counts already. */
  readonly wrong: { readonly text: string; readonly link: Link } | null;
}

export function resultPage(open: OpenCeremony, viewer: Viewer, today: Day, already: boolean): ResultPage {
  const { ceremony, entries, preparer } = open;
  const of = (...states: readonly string[]): readonly ListEntry[] =>
    entries.filter((one) => states.includes(one.state));
  const signed = of('signed');
  const running = of('queued');
  const not = of('refused', 'conflict');
  const out = of('left-out');
  const later = signed.filter((one) => one.effectiveOn !== null && today < one.effectiveOn);
  return {
    heading: !open.mine
      ? `Resultaat van ${ceremony.number}`
      : signed.length > 0 || running.length > 0
        ? 'Dank u wel. U kunt deze pagina sluiten.'
        : 'Er is niets ondertekend',
    already:
      already && ceremony.consentedAt !== null
        ? `Deze lijst is al ondertekend door ${open.signatory} op ${dutchDayOf(ceremony.consentedAt)}.`
        : null,
    results: [
      ...(signed.length > 0 ? [signedResult(signed, later, viewer)] : []),
      ...(running.length > 0 ? [runningResult(running, ceremony.consentExpiresAt, viewer)] : []),
      ...(not.length > 0 ? [notResult(not, viewer)] : []),
    ],
    leftOut:
      out.length === 0
        ? null
        : `${counted(out.length, 'overeenkomst ging', 'overeenkomsten gingen')} uit de lijst, terug naar ${preparer}.`,
    whatNow: whatNow(viewer.party, preparer),
    keep: keepItems(ceremony.number, signed.length),
    wrong:
      viewer.party.kind === 'municipality' && signed.some((one) => one.status === 'offered')
        ? {
            text: 'U kunt een overeenkomst nog weigeren zolang de signaalpartner niet heeft getekend.',
            link: { label: 'Bekijk uw overeenkomsten', href: '/overeenkomsten?status=wacht-op-ander' },
          }
        : null,
  };
}

function signedResult(signed: readonly ListEntry[], later: readonly ListEntry[], viewer: Viewer): Result {
  const one = signed.length === 1;
  const text =
    viewer.party.kind === 'municipality'
      ? one
        ? 'De signaalpartner krijgt bericht en kan nu ook ondertekenen.'
        : 'De signaalpartners krijgen bericht en kunnen nu ook ondertekenen.'
      : later.length === signed.length
        ? 'Op de afgesproken dag mag u signalen sturen.'
        : `${one ? 'De overeenkomst is' : 'De overeenkomsten zijn'} van kracht. U mag signalen sturen.`;
  return {
    tone: 'yes',
    title: `${dutchNumber(signed.length)} ondertekend`,
    text,
    rows: [],
    after: later.length > 0 ? `${counted(later.length, 'gaat', 'gaan')} pas op een latere dag in.` : null,
  };
}

function runningResult(running: readonly ListEntry[], until: string | null, viewer: Viewer): Result {
  const waiting = running.some((one) => one.reason === 'timestamp-unavailable');
  const these = running.length === 1 ? 'deze' : `deze ${running.length}`;
  return {
    tone: 'elsewhere',
    title: `${counted(running.length, 'wordt', 'worden')} nog verwerkt`,
    text: waiting
      ? 'De tijdstempeldienst geeft nu geen antwoord. Wij proberen het vanzelf opnieuw. U hoeft niets te doen.'
      : 'Dit gaat vanzelf verder. U hoeft niets te doen.',
    rows: rowsOf(running, viewer, () => null),
    after:
      until === null
        ? null
        : `Lukt het niet vóór ${dutchMoment(until)}? Dan vragen wij u ${these} opnieuw te ondertekenen.`,
  };
}

function notResult(not: readonly ListEntry[], viewer: Viewer): Result {
  return {
    tone: 'no',
    title: `${dutchNumber(not.length)} niet ondertekend`,
    text:
      not.length === 1
        ? 'Deze overeenkomst heeft geen handtekening van u.'
        : 'Deze overeenkomsten hebben geen handtekening van u.',
    rows: rowsOf(not, viewer, (entry) => whyNotSigned(entry.reason)),
    after: null,
  };
}

/** More than this and the file with the result reads better. */
const MOST_ROWS = 25;

function rowsOf(
  entries: readonly ListEntry[],
  viewer: Viewer,
  why: (entry: ListEntry) => string | null,
): Result['rows'] {
  return entries.slice(0, MOST_ROWS).map((entry) => {
    const reason = why(entry);
    return {
      title: entryTitle(entry, viewer.party.kind),
      quiet: reason === null ? entry.number : `${entry.number}. ${reason}`,
      link: { label: 'Bekijk', href: `/overeenkomsten/${entry.number}` },
    };
  });
}

function keepItems(number: string, signed: number): readonly SideItem[] {
  const path = ceremonyPath(number);
  const list: SideItem = {
    icon: 'file-text',
    tone: 'neutral',
    text: 'Resultaat per overeenkomst',
    href: `${path}/resultaat.csv`,
  };
  if (signed === 0) return [list];
  const text = `Download ${counted(signed, 'overeenkomst', 'overeenkomsten')}`;
  return [{ icon: 'download', tone: 'neutral', text, href: `${path}/ondertekend.zip` }, list];
}
