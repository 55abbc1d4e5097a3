// What the structure (PDF tags) and the bookmarks of a shape say.

import { ARCHIVE_FIELD, type PageGroup } from '../layout/page';
import { bookmarkTarget } from './bookmark';
import { ref, refs, textString } from './objects';
import { inOrder } from './open-pages';
import { take, type Draft, type OpenPage } from './shape-draft';
import { structureObjects, widget, type PlacedField } from './structure-objects';
import { SHAPE, type VariantLayout } from './variant-layout';

/** The structure elements of each group; gives the object number of its node 0. */
export const setElements = (
  draft: Draft,
  groups: readonly PageGroup[],
  open: readonly OpenPage[],
  fields: ReadonlyMap<string, PlacedField>,
): readonly number[] =>
  groups.map(({ nodes }, g) => {
    const first = draft.next;
    const pages = open.filter((page) => page.group === g);
    for (const body of structureObjects({ nodes, first, root: SHAPE.document, pages, fields }))
      draft.bodies.set(take(draft), body);
    return first;
  });

interface Structure {
  readonly layout: VariantLayout;
  readonly groups: readonly PageGroup[];
  readonly open: readonly OpenPage[];
  /** Object number of node 0 of each group. */
  readonly firsts: readonly number[];
  readonly fields: ReadonlyMap<string, PlacedField>;
}

/** Root, document, and the parent tree. Its keys: fixed pages, open pages, fields. */
export function setStructure(bodies: Map<number, string>, { layout, groups, open, firsts, fields }: Structure): void {
  const elements = (group: number, nodes: readonly number[]): readonly number[] =>
    nodes.map((node) => (firsts[group] ?? 0) + node);
  const parents = [
    ...layout.groups.flatMap((group) => (group.kind === 'fixed' ? group.parents.map(ref) : [])),
    ...open.map((page) => refs(elements(page.group, page.marked))),
    ...groups.flatMap((group, g) =>
      group.nodes.flatMap((node, i) => (node.field === null ? [] : elements(g, [i]).map(ref))),
    ),
    ref(SHAPE.archiveElement),
  ];
  const sections = inOrder(layout, (group) => elements(group, groups[group]?.sections ?? []), 'sections');
  bodies.set(SHAPE.parentTree, `<</Nums[${parents.map((value, key) => `${key} ${value}`).join(' ')}]>>`);
  // The parent tree before the children: EU DSS walks keys in file order.
  bodies.set(
    SHAPE.structure,
    `<</Type/StructTreeRoot/ParentTree ${ref(SHAPE.parentTree)}/ParentTreeNextKey ${parents.length}/K${refs([SHAPE.document])}>>`,
  );
  bodies.set(SHAPE.document, `<</S/Document/P ${ref(SHAPE.structure)}/K${refs([...sections, SHAPE.archiveElement])}>>`);
  const archive = widget(fields.get(ARCHIVE_FIELD));
  bodies.set(SHAPE.archiveElement, `<</S/Form/P ${ref(SHAPE.document)}/K${archive}>>`);
}

/** What the bookmarks of the prefix say of open groups. */
export function setBookmarks(
  bodies: Map<number, string>,
  layout: VariantLayout,
  groups: readonly PageGroup[],
  open: readonly OpenPage[],
): void {
  const numbers = layout.groups.flatMap((group) => (group.kind === 'open' ? [group] : []));
  groups.forEach(({ bookmarks }, g) => {
    const pages = open.filter((page) => page.group === g);
    const { titles = [], targets = [] } = numbers[g] ?? {};
    if (titles.length !== bookmarks.length) throw new RangeError('another outline than that of the variant');
    bookmarks.forEach(({ title, page, y }, i) => {
      bodies.set(titles[i] ?? 0, textString(title));
      bodies.set(targets[i] ?? 0, bookmarkTarget(pages[page]?.object ?? 0, y));
    });
  });
}
