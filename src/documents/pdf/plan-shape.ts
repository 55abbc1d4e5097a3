// What all agreements share whose words take the same places, beyond the prefix of their variant: pages but for the words,
// their structure, and the cross-references of prefix and shape. What each of them adds to that is planned here as well.

import type { Hash } from 'node:crypto';
import { ARCHIVE_FIELD, type Op, type PageGroup, type PlacedSlab } from '../layout/page';
import { pageNumber } from '../layout/page-edges';
import { bookmarkTarget } from './bookmark';
import { ref, refs, stream, textString } from './objects';
import { artifactContent, cutContent, type Piece, type WordsPiece } from './page-content';
import { pageObject } from './page-object';
import type { PreparedPrefix } from './prepare-prefix';
import { printShape, type PrintedShape } from './print-shape';
import { archiveFieldObject, emptyAppearance, placeObject, type FieldOp } from './signature-fields';
import { structureObjects, widget, type PlacedField } from './structure-objects';
import { OWN, SHAPE, type VariantLayout } from './variant-layout';

/** An object that holds words of one agreement. */
export type OwnObject =
  | { readonly kind: 'edges' | 'qr' | 'metadata' | 'info' }
  | { readonly kind: 'tooltip'; readonly op: FieldOp }
  | WordsPiece;

export interface ShapePlan extends PrintedShape {
  /** Length of prefix and shape. */
  readonly start: number;
  /** Has seen prefix and shape. */
  readonly hash: Hash;
  /** In the order in which they stand in the file. */
  readonly own: readonly OwnObject[];
  readonly ownNumbers: readonly number[];
  /** Of the edges. */
  readonly fonts: number;
}

interface OpenPage {
  readonly object: number;
  readonly group: number;
  readonly slabs: readonly PlacedSlab[];
  readonly pieces: readonly Piece[];
  readonly marked: readonly number[];
}

/** `groups` are those that are not in the prefix, in order. @throws RangeError for two places with one name */
export function planShape(prefix: PreparedPrefix, groups: readonly PageGroup[]): ShapePlan {
  const { layout } = prefix;
  const bodies = new Map<number, string>();
  const own = new Map<number, OwnObject>([
    [OWN.edges, { kind: 'edges' }],
    [OWN.qr, { kind: 'qr' }],
    [OWN.metadata, { kind: 'metadata' }],
    [OWN.info, { kind: 'info' }],
  ]);
  let next = layout.first + layout.offsets.length;
  const take = (): number => next++;

  const numbers = groups.map((group) => group.pages.map(take));
  const order = inOrder(layout, (group) => numbers[group] ?? [], 'pages');
  const foot = (page: number): string => artifactContent(pageNumber(order.indexOf(page) + 1, order.length));
  for (const group of layout.groups) {
    if (group.kind === 'open') continue;
    group.pages.forEach((page, i) => bodies.set(group.numbers[i] ?? 0, stream('', foot(page))));
  }
  const open = groups.flatMap((group, g) =>
    group.pages.map((slabs, i): OpenPage => {
      const object = numbers[g]?.[i] ?? 0;
      return { object, group: g, slabs, ...cutContent(slabs, foot(object)) };
    }),
  );

  const fields = new Map<string, PlacedField>();
  const place = (name: string, object: number, page: number): number => {
    if (fields.has(name)) throw new RangeError(`two signature fields have the name ${name}`);
    fields.set(name, { object, page });
    return order.length + fields.size - 1;
  };
  const places = open.map((page) =>
    fieldOps(page.slabs).map(({ op, y }) => {
      const [object, appearance] = [take(), take()];
      bodies.set(appearance, emptyAppearance(op));
      return {
        op,
        y,
        object,
        placing: { page: page.object, appearance, structParent: place(op.name, object, page.object) },
      };
    }),
  );
  const lastPage = open.at(-1)?.object ?? 0;
  bodies.set(SHAPE.archiveField, archiveFieldObject(lastPage, place(ARCHIVE_FIELD, SHAPE.archiveField, lastPage)));

  const firsts = groups.map((group, g) => {
    const first = next;
    const pages = open.filter((page) => page.group === g);
    for (const body of structureObjects({ nodes: group.nodes, first, root: SHAPE.document, pages, fields })) {
      bodies.set(take(), body);
    }
    return first;
  });
  setStructure(bodies, { layout, groups, open, firsts, fields });
  bodies.set(SHAPE.pages, `<</Type/Pages/Kids${refs(order)}/Count ${order.length}>>`);
  // Signatures exist, append only: already true before the first, so that no signing revision touches this object.
  const all = refs([...fields.values()].map(({ object }) => object));
  bodies.set(SHAPE.form, `<</Fields${all}/SigFlags 3/DR<</Font ${ref(layout.fonts)}>>>>`);
  setBookmarks(bodies, layout, groups, open);

  // What each agreement has words for comes last, after everything that is numbered here.
  const contents = open.map(({ pieces }) =>
    pieces.map((piece) => {
      if (piece.kind === 'words') return null;
      const object = take();
      bodies.set(object, stream('', piece.content));
      return object;
    }),
  );
  const firstWords = next;
  const add = (object: OwnObject): number => {
    own.set(next, object);
    return take();
  };
  open.forEach(({ object, pieces }, i) => {
    const streams = pieces.map((piece, k) => contents[i]?.[k] ?? (piece.kind === 'words' ? add(piece) : 0));
    const widgets = (places[i] ?? []).map(({ op, y, object: field, placing }) => {
      bodies.set(field, placeObject(op, y, { ...placing, tooltip: add({ kind: 'tooltip', op }) }));
      return field;
    });
    if (object === lastPage) widgets.push(SHAPE.archiveField);
    const structParents = order.length - open.length + i;
    bodies.set(object, pageObject({ resources: layout.resources, contents: streams, structParents, widgets }));
  });
  const ownNumbers = [...own.keys()];
  const printed = printShape(prefix, bodies, { firstWords, ownNumbers });
  return {
    ...printed,
    start: prefix.length + printed.bytes.length,
    hash: prefix.hash.copy().update(printed.bytes),
    own: [...own.values()],
    ownNumbers,
    fonts: layout.fonts,
  };
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
