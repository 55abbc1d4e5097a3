// What one agreement adds to the prefix of its variant, but for the words: its own pages, their structure, and the file's tables.
// All agreements whose words take the same places have the same plan.

import { createHash, type Hash } from 'node:crypto';
import { ARCHIVE_FIELD, type Op, type PageGroup, type PlacedSlab } from '../layout/page';
import { pageNumber } from '../layout/page-edges';
import { bookmarkTarget } from './bookmark';
import { entryText, objectText, ref, refs, stream, textString } from './objects';
import { artifactContent, pageContent } from './page-content';
import { pageObject } from './page-object';
import { archiveFieldObject, emptyAppearance, type FieldOp, type Placing } from './signature-fields';
import { structureObjects, widget, type PlacedField } from './structure-objects';
import { TAIL, type VariantLayout } from './variant-layout';

/** An object that holds words of one agreement. */
export type OwnObject =
  | { readonly kind: 'edges' | 'qr' | 'metadata' | 'info' }
  | { readonly kind: 'field'; readonly op: FieldOp; readonly y: number; readonly placing: Placing }
  | {
      readonly kind: 'page';
      readonly slabs: readonly PlacedSlab[];
      /** Content without and with what stands at the foot. */
      readonly body: string;
      readonly foot: string;
    };

export interface TailPlan {
  /** Length of prefix and settled objects. */
  readonly start: number;
  /** The objects without words of the agreement, as they stand in the file. */
  readonly settled: Buffer;
  /** Has seen prefix and settled objects. */
  readonly hash: Hash;
  /** In the order in which they stand in the file. */
  readonly own: readonly OwnObject[];
  readonly ownNumbers: readonly number[];
  /** Cross-reference table and trailer up to the file identifier; the offset of each own object belongs at its hole. */
  readonly table: Buffer;
  readonly holes: readonly number[];
  /** Of the edges. */
  readonly fonts: number;
}

/** A prefix, ready for tails. */
export interface PreparedPrefix {
  readonly layout: VariantLayout;
  readonly length: number;
  /** Has seen the prefix. */
  readonly hash: Hash;
}

export const preparePrefix = (bytes: Buffer, layout: VariantLayout): PreparedPrefix => ({
  layout,
  length: bytes.length,
  hash: createHash('sha256').update(bytes),
});

interface OpenPage {
  readonly object: number;
  readonly content: number;
  readonly group: number;
  readonly slabs: readonly PlacedSlab[];
  readonly stream: string;
  readonly marked: readonly number[];
}

/** `groups` are those that are not in the prefix, in order. @throws RangeError for two places with one name */
export function planTail(prefix: PreparedPrefix, groups: readonly PageGroup[]): TailPlan {
  const { layout } = prefix;
  const bodies = new Map<number, string>();
  const own = new Map<number, OwnObject>([
    [TAIL.edges, { kind: 'edges' }],
    [TAIL.qr, { kind: 'qr' }],
    [TAIL.metadata, { kind: 'metadata' }],
    [TAIL.info, { kind: 'info' }],
  ]);
  let { next } = layout;
  const take = (): number => next++;

  const open = groups.flatMap((group, g) =>
    group.pages.map((slabs): OpenPage => {
      const content = pageContent(slabs);
      return { object: take(), content: take(), group: g, slabs, ...content };
    }),
  );
  const order = inOrder(
    layout,
    (group) => open.filter((page) => page.group === group).map((page) => page.object),
    'pages',
  );
  const foot = (page: number): string => artifactContent(pageNumber(order.indexOf(page) + 1, order.length));
  for (const group of layout.groups) {
    if (group.kind === 'open') continue;
    group.pages.forEach((page, i) => bodies.set(group.numbers[i] ?? 0, stream('', foot(page))));
  }

  const fields = new Map<string, PlacedField>();
  const place = (name: string, object: number, page: number): number => {
    if (fields.has(name)) throw new RangeError(`two signature fields have the name ${name}`);
    fields.set(name, { object, page });
    return order.length + fields.size - 1;
  };
  open.forEach((page, i) => {
    const widgets = fieldOps(page.slabs).map(({ op, y }) => {
      const object = take();
      const structParent = place(op.name, object, page.object);
      const appearance = take();
      bodies.set(appearance, emptyAppearance(op));
      const placing = { page: page.object, structParent, appearance };
      own.set(object, { kind: 'field', op, y, placing });
      return object;
    });
    if (page === open.at(-1)) {
      const structParent = place(ARCHIVE_FIELD, TAIL.archiveField, page.object);
      bodies.set(TAIL.archiveField, archiveFieldObject(page.object, structParent));
      widgets.push(TAIL.archiveField);
    }
    const structParents = order.length - open.length + i;
    const { resources } = layout;
    bodies.set(page.object, pageObject({ resources, contents: [page.content], structParents, widgets }));
    own.set(page.content, { kind: 'page', slabs: page.slabs, body: page.stream, foot: foot(page.object) });
  });

  const firsts = groups.map((group, g) => {
    const first = next;
    const pages = open.filter((page) => page.group === g);
    for (const body of structureObjects({ nodes: group.nodes, first, root: TAIL.document, pages, fields })) {
      bodies.set(take(), body);
    }
    return first;
  });
  setStructure(bodies, { layout, groups, open, firsts, fields });
  bodies.set(TAIL.pages, `<</Type/Pages/Kids${refs(order)}/Count ${order.length}>>`);
  // Signatures exist, append only: already true before the first, so that no signing revision touches this object.
  const all = refs([...fields.values()].map(({ object }) => object));
  bodies.set(TAIL.form, `<</Fields${all}/SigFlags 3/DR<</Font ${ref(layout.fonts)}>>>>`);
  setBookmarks(bodies, layout, groups, open);
  return withTable(prefix, bodies, own, next);
}

export const fieldOps = (slabs: readonly PlacedSlab[]): readonly { readonly op: FieldOp; readonly y: number }[] =>
  slabs.flatMap(({ slab, y }) => slab.ops.flatMap((op: Op) => (op.kind === 'field' ? [{ op, y: y + op.y }] : [])));

/** Object numbers of pages or sections as they are read: those of the prefix, and what `ofOpen` gives for each open group. */
function inOrder(
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

interface Structure {
  readonly layout: VariantLayout;
  readonly groups: readonly PageGroup[];
  readonly open: readonly OpenPage[];
  /** Object number of node 0 of each group. */
  readonly firsts: readonly number[];
  readonly fields: ReadonlyMap<string, PlacedField>;
}

/** Root, document, and the parent tree. Its keys: fixed pages, open pages, fields. */
function setStructure(bodies: Map<number, string>, { layout, groups, open, firsts, fields }: Structure): void {
  const elements = (group: number, nodes: readonly number[]): readonly number[] =>
    nodes.map((node) => (firsts[group] ?? 0) + node);
  const parents = [
    ...layout.groups.flatMap((group) => (group.kind === 'fixed' ? group.parents.map(ref) : [])),
    ...open.map((page) => refs(elements(page.group, page.marked))),
    ...groups.flatMap((group, g) =>
      group.nodes.flatMap((node, i) => (node.field === null ? [] : elements(g, [i]).map(ref))),
    ),
    ref(TAIL.archiveElement),
  ];
  const sections = inOrder(layout, (group) => elements(group, groups[group]?.sections ?? []), 'sections');
  bodies.set(TAIL.parentTree, `<</Nums[${parents.map((value, key) => `${key} ${value}`).join(' ')}]>>`);
  // The parent tree before the children: EU DSS walks keys in file order.
  bodies.set(
    TAIL.structure,
    `<</Type/StructTreeRoot/ParentTree ${ref(TAIL.parentTree)}/ParentTreeNextKey ${parents.length}/K${refs([TAIL.document])}>>`,
  );
  bodies.set(TAIL.document, `<</S/Document/P ${ref(TAIL.structure)}/K${refs([...sections, TAIL.archiveElement])}>>`);
  const archive = widget(fields.get(ARCHIVE_FIELD));
  bodies.set(TAIL.archiveElement, `<</S/Form/P ${ref(TAIL.document)}/K${archive}>>`);
}

/** What the bookmarks of the prefix say of open groups. */
function setBookmarks(
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

/** Settled objects by number, then own ones; a classic cross-reference table of these, which leads on to that of the prefix. */
function withTable(
  { layout, length, hash }: PreparedPrefix,
  bodies: ReadonlyMap<number, string>,
  own: ReadonlyMap<number, OwnObject>,
  size: number,
): TailPlan {
  let settled = '';
  let table = `xref\n0 ${layout.first}\n0000000000 65535 f \n`;
  const holes = new Map<number, number>();
  for (let object = 1; object < size; object += 1) {
    if (object === layout.first) {
      object = layout.next;
      table += `${object} ${size - object}\n`;
    }
    const body = bodies.get(object);
    if (body === undefined) holes.set(object, table.length);
    table += entryText(length + settled.length);
    if (body !== undefined) settled += objectText(object, body);
  }
  table += `trailer\n<</Size ${size}/Root ${ref(layout.catalog)}/Info ${ref(TAIL.info)}/Prev ${layout.table}/ID [ `;
  const bytes = Buffer.from(settled, 'latin1');
  return {
    start: length + bytes.length,
    settled: bytes,
    hash: hash.copy().update(bytes),
    own: [...own.values()],
    ownNumbers: [...own.keys()],
    table: Buffer.from(table, 'latin1'),
    holes: [...own.keys()].map((object) => holes.get(object) ?? 0),
    fonts: layout.fonts,
  };
}
