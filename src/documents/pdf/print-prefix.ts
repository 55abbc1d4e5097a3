import { deflate } from 'pako';
import type { Bookmark, PageGroup } from '../layout/page';
import { bookmarkObject, bookmarkTarget } from './bookmark';
import { addEncoding, addFont } from './font-objects';
import { fontPrograms } from './font-program';
import { objectList, type ObjectList } from './object-list';
import { deflatedStream, ref, refs, textString } from './objects';
import { EDGES, pageContent } from './page-content';
import { pageObject } from './page-object';
import { srgbProfile } from './srgb-profile';
import { structureObjects } from './structure-objects';
import { FORMAT, LAST_OF_ALL, OWN, SHAPE, type GroupLayout, type VariantLayout } from './variant-layout';

/** The second line says that the file is binary (ISO 32000-1, 7.5.2). */
const HEADER = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';

export interface Prefix {
  readonly bytes: Buffer;
  readonly layout: VariantLayout;
}

/**
 * What all agreements of a variant share: fonts, colour, and the pages of fixed groups with their structure and bookmarks.
 */
export function printPrefix(groups: readonly PageGroup[]): Prefix {
  let reservedNumber: number = LAST_OF_ALL;
  const take = (count: number): readonly number[] => Array.from({ length: count }, () => (reservedNumber += 1));
  const reserved = groups.map(({ fixed, pages, bookmarks }) => ({
    numbers: fixed ? take(pages.length) : [],
    titles: fixed ? [] : take(bookmarks.length),
    targets: fixed ? [] : take(bookmarks.length),
  }));
  const first = reservedNumber + 1;
  const objects = objectList(first);
  const fonts = addFonts(objects);
  const resources = objects.add(`<</Font ${ref(fonts)}/XObject<</${EDGES} ${ref(OWN.edges)}>>>>`);
  const outline = objects.reserve();
  const bookmarks = groups.map((group) => group.bookmarks.map(() => objects.reserve()));
  const order = bookmarks.flat();
  let structParents = 0;
  const placed = groups.map((group, i): GroupLayout => {
    const { numbers = [], titles = [], targets = [] } = reserved[i] ?? {};
    const addBookmarks = (
      words: (mark: Bookmark, k: number) => { readonly title: string; readonly target: string },
    ): void =>
      group.bookmarks.forEach((mark, k) => {
        const self = bookmarks[i]?.[k] ?? 0;
        objects.set(self, bookmarkObject({ ...words(mark, k), self, outline, order }));
      });
    if (!group.fixed) {
      addBookmarks((_, k) => ({ title: ref(titles[k] ?? 0), target: ref(targets[k] ?? 0) }));
      return { kind: 'open', titles, targets };
    }
    const { sections, pages, parents } = addFixedGroup(objects, group, { resources, structParents, numbers });
    structParents += pages.length;
    addBookmarks(({ title, page, y }) => ({ title: textString(title), target: bookmarkTarget(pages[page] ?? 0, y) }));
    return { kind: 'fixed', sections, pages, parents, numbers };
  });
  const ends = `/First ${ref(order[0] ?? 0)}/Last ${ref(order.at(-1) ?? 0)}`;
  objects.set(outline, `<</Type/Outlines${ends}/Count ${order.length}>>`);
  const catalog = addCatalog(objects, outline);
  const { text, offsets } = objects.print(HEADER.length);
  const bytes = Buffer.from(HEADER + text, 'latin1');
  return { bytes, layout: { format: FORMAT, first, offsets, catalog, fonts, resources, groups: placed } };
}

/** The fonts of pages and appearances, by the names that content streams use. */
function addFonts(objects: ObjectList): number {
  const encoding = addEncoding(objects);
  const entries = fontPrograms().map((program) => `/${program.name} ${ref(addFont(objects, program, encoding))}`);
  return objects.add(`<<${entries.join('')}>>`);
}

function addCatalog(objects: ObjectList, outline: number): number {
  // What the colours mean (ISO 19005-2, 6.2.3).
  const profile = objects.add(deflatedStream('/N 3', deflate(srgbProfile())));
  const intent = objects.add(
    `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/DestOutputProfile ${ref(profile)}>>`,
  );
  return objects.add(
    `<</Type/Catalog/Pages ${ref(SHAPE.pages)}/AcroForm ${ref(SHAPE.form)}/StructTreeRoot ${ref(SHAPE.structure)}` +
      `/MarkInfo<</Marked true>>/Lang ${textString('nl-NL')}/ViewerPreferences<</DisplayDocTitle true>>` +
      `/Outlines ${ref(outline)}/OutputIntents${refs([intent])}/Metadata ${ref(OWN.metadata)}>>`,
  );
}

interface FixedInput {
  readonly resources: number;
  /** Key in the parent tree of the first page. */
  readonly structParents: number;
  /** The page numbers, content streams of the shape: how many pages there are may differ. */
  readonly numbers: readonly number[];
}

function addFixedGroup(
  objects: ObjectList,
  group: PageGroup,
  { resources, structParents, numbers }: FixedInput,
): { readonly sections: readonly number[]; readonly pages: readonly number[]; readonly parents: readonly number[] } {
  const placed = group.pages.map((slabs, i) => {
    const content = pageContent(slabs);
    const body = objects.add(deflatedStream('', deflate(Buffer.from(content.stream, 'latin1'))));
    const contents = [body, numbers[i] ?? 0];
    const page = pageObject({ resources, contents, structParents: structParents + i, widgets: [] });
    return { object: objects.add(page), marked: content.marked };
  });
  const first = objects.next + placed.length;
  const parents = placed.map(({ marked }) => objects.add(refs(marked.map((node) => first + node))));
  const input = { nodes: group.nodes, first, root: SHAPE.document, pages: placed, fields: new Map() };
  for (const element of structureObjects(input)) objects.add(element);
  return {
    sections: group.sections.map((node) => first + node),
    pages: placed.map(({ object }) => object),
    parents,
  };
}
