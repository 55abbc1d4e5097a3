import { provinces } from '../../domain/provinces';
import type { Sector } from '../../domain/sectors';
import type { ListEntry } from '../../persistence/read/ceremony-page';
import { otherParty } from '../nl/ceremony';
import { dutchNumber } from '../nl/format';
import type { DetailsGroup } from '../parts';

interface Group {
  readonly code: string;
  readonly title: string;
  readonly entries: readonly ListEntry[];
}

/** Per sector for a municipality, the largest first; per province for a partner, from north to south. */
export function grouped(
  entries: readonly ListEntry[],
  viewerKind: string,
  sectors: readonly Pick<Sector, 'code' | 'name'>[],
): readonly Group[] {
  const keyOf = (entry: ListEntry): string =>
    viewerKind === 'municipality' ? entry.sectorCode : (entry.counterpart.provinceCode ?? '');
  const known = viewerKind === 'municipality' ? sectors : provinces;
  const codes = [...known.map(({ code }) => code), ''];
  const found = codes
    .map((code) => ({
      code,
      title: known.find((one) => one.code === code)?.name ?? 'Overig',
      entries: entries
        .filter((entry) => (known.some((one) => one.code === keyOf(entry)) ? keyOf(entry) : '') === code)
        .sort((a, b) => a.counterpart.name.localeCompare(b.counterpart.name, 'nl')),
    }))
    .filter((group) => group.entries.length > 0);
  return viewerKind === 'municipality' ? found.sort((a, b) => b.entries.length - a.entries.length) : found;
}

export const entryTitle = (entry: ListEntry, viewerKind: string): string => {
  const title = otherParty(viewerKind, entry.counterpart.name);
  return title.slice(0, 1).toUpperCase() + title.slice(1);
};

/** A province is not the sector: with several sectors on one list, each line of a partner says which. */
export function entryQuiet(
  entry: ListEntry,
  viewerKind: string,
  sectors: readonly Pick<Sector, 'code' | 'name'>[],
): string {
  const sector = sectors.find((one) => one.code === entry.sectorCode)?.name ?? entry.sectorCode;
  return viewerKind === 'municipality' ? entry.number : `${entry.number}, ${sector.toLowerCase()}`;
}

/** Lines of a group that are shown before "Toon alle 30". */
const SHOWN = 6;

/**
 * The list as closed groups, each with its first lines and a link to all of them; the group `whole` is open and complete,
 * and with `firstOpen` the first group is open.
 */
export function listGroups(
  groups: readonly Group[],
  of: {
    readonly viewerKind: string;
    readonly sectors: readonly Pick<Sector, 'code' | 'name'>[];
    readonly path: string;
    readonly whole: string | null;
    readonly firstOpen: boolean;
  },
): readonly DetailsGroup[] {
  return groups.map((group, at) => {
    const short = group.code !== of.whole && group.entries.length > SHOWN + 1;
    return {
      title: group.title,
      aside: dutchNumber(group.entries.length),
      open: group.code === of.whole || (of.whole === null && of.firstOpen && at === 0),
      items: (short ? group.entries.slice(0, SHOWN) : group.entries).map((entry) => ({
        title: entryTitle(entry, of.viewerKind),
        quiet: entryQuiet(entry, of.viewerKind, of.sectors),
        link: { label: 'Lees', href: `${of.path}/overeenkomsten/${entry.number}` },
        check: null,
      })),
      more: short
        ? { label: `Toon alle ${dutchNumber(group.entries.length)}`, href: `${of.path}?toon=${group.code}#lijst` }
        : null,
    };
  });
}
