// What one agreement adds to the prefix of its variant: its own pages, what stands around every page, and the file's tables.

import type { AgreementText } from '../agreement-text';
import { ARCHIVE_FIELD, type Op, type PageGroup } from '../layout/page';
import { pageEdges, pageNumber } from '../layout/page-edges';
import type { QrCode } from '../layout/qr-code';
import { bookmarkObject } from './bookmark';
import { metadataOf, type Metadata } from './metadata';
import { objectList, type ObjectList } from './object-list';
import { entryText, ref, refs, stream, textString } from './objects';
import { artifactContent, edgesContent, pageContent, QR, type PrintSlab } from './page-content';
import { PAGE_BOX, pageObject } from './page-object';
import { archiveFieldObject, placeObject } from './signature-fields';
import { structureObjects, widget, type PlacedField } from './structure-objects';
import { TAIL, type VariantLayout } from './variant-layout';

export interface TailInput {
  readonly layout: VariantLayout;
  readonly prefixLength: number;
  /** Lines of the cross-reference table for the objects of the prefix. */
  readonly prefixEntries: string;
  readonly text: Omit<AgreementText, 'sections'>;
  /** The groups that are not in the prefix, in order. */
  readonly groups: readonly PageGroup[];
  readonly print: PrintSlab;
}

export interface TailText {
  /** Everything up to the file identifier, which is made of all that stands before it. */
  readonly before: string;
  readonly after: string;
}

interface OpenPage {
  readonly object: number;
  readonly content: number;
  readonly stream: string;
  readonly marked: readonly number[];
  readonly group: number;
  readonly fields: readonly { readonly op: Extract<Op, { readonly kind: 'field' }>; readonly y: number }[];
}

/** @throws RangeError for two places with one name */
export function printTail(input: TailInput): TailText {
  const { layout, text, groups, print } = input;
  const early = objectList(1);
  while (early.next < layout.first) early.reserve();
  const late = objectList(layout.first + layout.offsets.length);
  const open = openPages(groups, late, print);
  const order = pageOrder(layout, open);
  const fixedCount = order.length - open.length;

  const fields = new Map<string, PlacedField>();
  const keys: string[] = [];
  const placeField = (name: string, page: number, object: number): number => {
    if (fields.has(name)) throw new RangeError(`two signature fields have the name ${name}`);
    fields.set(name, { object, page });
    return order.length + fields.size - 1;
  };
  open.forEach((page, i) => {
    const widgets = page.fields.map(({ op, y }) => {
      const object = late.reserve();
      const structParent = placeField(op.name, page.object, object);
      late.set(object, placeObject(op, y, { page: page.object, structParent, appearance: layout.emptyAppearance }));
      return object;
    });
    if (page === open.at(-1)) {
      const structParent = placeField(ARCHIVE_FIELD, page.object, TAIL.archiveField);
      early.set(TAIL.archiveField, archiveFieldObject(page.object, structParent));
      widgets.push(TAIL.archiveField);
    }
    const { resources } = layout;
    const contents = [page.content];
    late.set(page.object, pageObject({ resources, contents, structParents: fixedCount + i, widgets }));
    const foot = artifactContent(pageNumber(order.indexOf(page.object) + 1, order.length));
    late.set(page.content, stream('', `${page.stream}\n${foot}`));
  });
  setNumbers(early, layout, order);

  const firsts = groups.map((group, g) => {
    const first = late.next;
    const pages = open.filter((page) => page.group === g);
    for (const body of structureObjects({ nodes: group.nodes, first, root: TAIL.document, pages, fields }))
      late.add(body);
    return first;
  });
  open.forEach((page) => {
    const first = firsts[page.group] ?? 0;
    keys.push(refs(page.marked.map((node) => first + node)));
  });
  const fieldElements = groups.flatMap((group, g) =>
    group.nodes.flatMap((node, i) => (node.field === null ? [] : [ref((firsts[g] ?? 0) + i)])),
  );
  const fixedParents = layout.groups.flatMap((group) => (group.kind === 'fixed' ? group.parents.map(ref) : []));
  const numbered = [...fixedParents, ...keys, ...fieldElements, ref(TAIL.archiveElement)];
  early.set(TAIL.parentTree, `<</Nums[${numbered.map((value, key) => `${key} ${value}`).join(' ')}]>>`);
  // The parent tree before the children: EU DSS walks keys in file order.
  early.set(
    TAIL.structure,
    `<</Type/StructTreeRoot/ParentTree ${ref(TAIL.parentTree)}/ParentTreeNextKey ${numbered.length}/K${refs([TAIL.document])}>>`,
  );
  const sections = sectionOrder(layout, groups, firsts);
  early.set(
    TAIL.document,
    `<</Type/StructElem/S/Document/P ${ref(TAIL.structure)}/K${refs([...sections, TAIL.archiveElement])}>>`,
  );
  early.set(
    TAIL.archiveElement,
    `<</Type/StructElem/S/Form/P ${ref(TAIL.document)}/K${widget(fields.get(ARCHIVE_FIELD))}>>`,
  );
  early.set(TAIL.pages, `<</Type/Pages/Kids${refs(order)}/Count ${order.length}>>`);
  // Signatures exist, append only: already true before the first, so that no signing revision touches this object.
  const all = refs([...fields.values()].map(({ object }) => object));
  early.set(TAIL.form, `<</Fields${all}/SigFlags 3/DR<</Font ${ref(layout.fonts)}>>>>`);
  setEdges(early, layout, pageEdges(text));
  setBookmarks(early, layout, groups, open);
  const metadata = metadataOf(text);
  setMetadata(early, metadata);
  return withTables(input, early, late);
}

function openPages(groups: readonly PageGroup[], late: ObjectList, print: PrintSlab): readonly OpenPage[] {
  return groups.flatMap((group, g) =>
    group.pages.map((slabs): OpenPage => {
      const fields = slabs.flatMap(({ slab, y }) =>
        slab.ops.flatMap((op) => (op.kind === 'field' ? [{ op, y: y + op.y }] : [])),
      );
      return { object: late.reserve(), content: late.reserve(), ...pageContent(slabs, print), group: g, fields };
    }),
  );
}

/** Object numbers of all pages as they are read. */
function pageOrder(layout: VariantLayout, open: readonly OpenPage[]): readonly number[] {
  let next = -1;
  return layout.groups.flatMap((group) => {
    if (group.kind === 'fixed') return group.pages;
    next += 1;
    return open.filter((page) => page.group === next).map((page) => page.object);
  });
}

function sectionOrder(
  layout: VariantLayout,
  groups: readonly PageGroup[],
  firsts: readonly number[],
): readonly number[] {
  let next = -1;
  return layout.groups.flatMap((group) => {
    if (group.kind === 'fixed') return group.sections;
    next += 1;
    return (groups[next]?.sections ?? []).map((node) => (firsts[next] ?? 0) + node);
  });
}

/** The page numbers of the pages in the prefix. */
function setNumbers(early: ObjectList, layout: VariantLayout, order: readonly number[]): void {
  for (const group of layout.groups) {
    if (group.kind === 'open') continue;
    group.pages.forEach((page, i) => {
      const content = artifactContent(pageNumber(order.indexOf(page) + 1, order.length));
      early.set(group.numbers[i] ?? 0, stream('', content));
    });
  }
}

function setEdges(early: ObjectList, layout: VariantLayout, edges: readonly Op[]): void {
  const resources = `<</Font ${ref(layout.fonts)}/XObject<</${QR} ${ref(TAIL.qr)}>>>>`;
  early.set(
    TAIL.edges,
    stream(`/Type/XObject/Subtype/Form/BBox${PAGE_BOX}/Resources${resources}`, edgesContent(edges)),
  );
  const code = edges.find((op) => op.kind === 'qr')?.code;
  if (code !== undefined) early.set(TAIL.qr, qrImage(code));
}

/** A stencil: the dark squares let the colour through. */
function qrImage({ size, bits }: QrCode): string {
  const side = `/Width ${size}/Height ${size}`;
  const pixels = Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString('latin1');
  return stream(`/Type/XObject/Subtype/Image${side}/ImageMask true/BitsPerComponent 1/Decode[1 0]`, pixels);
}

function setBookmarks(
  early: ObjectList,
  layout: VariantLayout,
  groups: readonly PageGroup[],
  open: readonly OpenPage[],
): void {
  const openLayouts = layout.groups.filter((group) => group.kind === 'open');
  groups.forEach((group, g) => {
    const pages = open.filter((page) => page.group === g);
    const numbers = openLayouts[g]?.bookmarks ?? [];
    if (numbers.length !== group.bookmarks.length) throw new RangeError('another outline than that of the variant');
    group.bookmarks.forEach(({ title, page, y }, i) => {
      const self = numbers[i] ?? 0;
      const { outline, bookmarks: order } = layout;
      early.set(self, bookmarkObject({ title, y, page: pages[page]?.object ?? 0, self, outline, order }));
    });
  });
}

function setMetadata(early: ObjectList, { title, producer, pdfDate, xmp }: Metadata): void {
  early.set(TAIL.metadata, stream('/Type/Metadata/Subtype/XML', Buffer.from(xmp, 'utf8').toString('latin1')));
  const dates = `/CreationDate(${pdfDate})/ModDate(${pdfDate})`;
  early.set(TAIL.info, `<</Title ${textString(title)}/Producer(${producer})${dates}>>`);
}

/** Objects, a classic cross-reference table over the whole file, and the trailer. */
function withTables({ layout, prefixLength, prefixEntries }: TailInput, early: ObjectList, late: ObjectList): TailText {
  const first = early.print(prefixLength);
  const second = late.print(prefixLength + first.text.length);
  const objects = first.text + second.text;
  const entries = first.offsets.map(entryText).join('') + prefixEntries + second.offsets.map(entryText).join('');
  const table = `xref\n0 ${late.next}\n0000000000 65535 f \n${entries}`;
  const trailer = `trailer\n<</Size ${late.next}/Root ${ref(layout.catalog)}/Info ${ref(TAIL.info)}/ID [ `;
  return {
    before: objects + table + trailer,
    after: ` ]>>\nstartxref\n${prefixLength + objects.length}\n%%EOF\n`,
  };
}
