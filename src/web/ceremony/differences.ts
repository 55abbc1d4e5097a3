// What makes an agreement different from the rest of its list.
import { hasLapsed } from '../../domain/agreement';
import type { Day } from '../../domain/time';
import type { ListEntry, Peculiarities } from '../../persistence/read/ceremony-page';
import { differences, differencesTitle } from '../nl/ceremony';
import type { Warning } from '../parts';
import { entryTitle } from './groups';
import type { SignFacts } from './sign-page';

/** What differs stands first: later day, older text, other annex, an earlier refusal. */
export function differenceList(facts: SignFacts, path: string): Warning | null {
  const { listed, viewer, today, peculiarities, versions } = facts;
  const version = mostCommon(listed.map((entry) => entry.templateVersionId ?? ''));
  // Each municipality has an annex of its own: only within one municipality is a different one worth a word.
  const annex = viewer.party.kind === 'municipality' ? mostCommon([...peculiarities.arrangements.values()]) : null;
  const rows = listed
    .map((entry) => ({ entry, why: whyDifferent(entry, { today, peculiarities, versions, version, annex }) }))
    .filter(({ why }) => why.length > 0)
    .map(({ entry, why }) => ({
      strong: entryTitle(entry, viewer.party.kind),
      text: why.join(' '),
      link: { label: 'Lees', href: `${path}/overeenkomsten/${entry.number}` },
    }));
  return rows.length === 0
    ? null
    : { title: listed.length === 1 ? 'Let op bij deze overeenkomst' : differencesTitle(rows.length), text: null, rows };
}

function whyDifferent(
  entry: ListEntry,
  from: {
    readonly today: Day;
    readonly peculiarities: Peculiarities;
    readonly versions: ReadonlyMap<string, string>;
    readonly version: string;
    readonly annex: string | null;
  },
): readonly string[] {
  const version = entry.templateVersionId ?? '';
  const arrangement = from.peculiarities.arrangements.get(entry.agreementId);
  return [
    entry.expiresOn !== null && hasLapsed(entry, from.today) ? differences.lapsed(entry.expiresOn) : null,
    entry.effectiveOn !== null && from.today < entry.effectiveOn ? differences.later(entry.effectiveOn) : null,
    version === from.version ? null : differences.version(from.versions.get(version) ?? ''),
    from.annex === null || arrangement === undefined || arrangement === from.annex ? null : differences.arrangements,
    from.peculiarities.declinedBefore.has(entry.agreementId) ? differences.declined : null,
  ].filter((why): why is string => why !== null);
}

function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
