import type { PageGroup } from '../layout/page';
import { pageNumber } from '../layout/page-edges';
import { stream } from './objects';
import { artifactContent, cutContent } from './page-content';
import { take, type Draft, type OpenPage } from './shape-draft';
import type { VariantLayout } from './variant-layout';

/** The pages that are not in the prefix, and the object numbers of all as they are read; all get the number at their foot. */
export function openPages(
  draft: Draft,
  layout: VariantLayout,
  groups: readonly PageGroup[],
): { readonly open: readonly OpenPage[]; readonly order: readonly number[] } {
  const numbers = groups.map((group) => group.pages.map(() => take(draft)));
  const order = inOrder(layout, (group) => numbers[group] ?? [], 'pages');
  const foot = (page: number): string => artifactContent(pageNumber(order.indexOf(page) + 1, order.length));
  for (const group of layout.groups) {
    if (group.kind === 'open') continue;
    group.pages.forEach((page, i) => draft.bodies.set(group.numbers[i] ?? 0, stream('', foot(page))));
  }
  const open = groups.flatMap((group, g) =>
    group.pages.map((slabs, i): OpenPage => {
      const object = numbers[g]?.[i] ?? 0;
      return { object, group: g, slabs, ...cutContent(slabs, foot(object)) };
    }),
  );
  return { open, order };
}

/** Object numbers of pages or sections as they are read: those of the prefix, and what `ofOpen` gives for each open group. */
export function inOrder(
  layout: VariantLayout,
  ofOpen: (group: number) => readonly number[],
  of: 'pages' | 'sections',
): readonly number[] {
  let group = -1;
  return layout.groups.flatMap((one) => {
    if (one.kind === 'fixed') return one[of];
    group += 1;
    return ofOpen(group);
  });
}
