import type { AgreementText, Section } from '../agreement-text';
import { laySection, type LaidSection } from './lay-section';
import type { Bookmark, Layout, Op, PageGroup, PlacedSlab, Slab, StructureNode } from './page';
import { pageEdges, pageNumber } from './page-edges';
import { BODY_BOTTOM, BODY_TOP } from './style';

/** Pages with everything in its place. Pure: the same text gives the same layout. */
export function layOut(text: AgreementText): Layout {
  const groups = sectionGroups(text.sections).map((sections) => layGroup(sections, laySection));
  const count = groups.reduce((sum, group) => sum + group.pages.length, 0);
  const bookmarks: Bookmark[] = [];
  const pages: { readonly ops: readonly Op[] }[] = [];
  for (const group of groups) {
    for (const mark of group.bookmarks) bookmarks.push({ ...mark, page: pages.length + mark.page });
    for (const placed of group.pages) {
      const body = placed.flatMap(({ slab, y }) => slab.ops.map((op): Op => ({ ...op, y: op.y + y })));
      pages.push({ ops: [...pageNumber(pages.length + 1, count), ...body] });
    }
  }
  return { edges: pageEdges(text), groups, pages, bookmarks };
}

/** Parties and considerations follow the title on its page; every other section begins a page. */
export function sectionGroups(sections: readonly Section[]): readonly (readonly Section[])[] {
  const groups: Section[][] = [];
  for (const section of sections) {
    const last = groups.at(-1);
    const follows = section.role === 'parties' || section.role === 'considerations';
    if (follows && last !== undefined) last.push(section);
    else groups.push([section]);
  }
  return groups;
}

interface LooseSlab {
  readonly slab: Slab;
  readonly base: number;
}

/** `lay` lays out one section: by itself, or with the help of what it remembers of another agreement. */
export function layGroup(sections: readonly Section[], lay: (section: Section) => LaidSection): PageGroup {
  const nodes: StructureNode[] = [];
  const sectionNodes: number[] = [];
  const pages: PlacedSlab[][] = [[]];
  const bookmarks: Bookmark[] = [];
  let y = BODY_TOP;
  const newPage = (): void => {
    pages.push([]);
    y = BODY_TOP;
  };
  const put = ({ slab, base }: LooseSlab): void => {
    if (y > BODY_TOP) y += slab.space;
    pages.at(-1)?.push({ slab, y, base });
    if (slab.bookmark !== null) bookmarks.push({ title: slab.bookmark, page: pages.length - 1, y });
    y += slab.height;
  };
  for (const section of sections) {
    const { blocks, repeated } = lay(section);
    const sect = nodes.push({ tag: 'Sect', parent: null, scope: null, field: null }) - 1;
    sectionNodes.push(sect);
    const loose: LooseSlab[] = [];
    for (const block of blocks) {
      const base = nodes.length;
      for (const node of block.nodes) nodes.push({ ...node, parent: node.parent === null ? sect : node.parent + base });
      for (const slab of block.slabs) loose.push({ slab, base });
    }
    for (let from = 0; from < loose.length;) {
      const end = endOfChain(loose, from);
      let need = 0;
      for (let i = from; i < end; i += 1) need += (loose[i]?.slab.space ?? 0) + (loose[i]?.slab.height ?? 0);
      if (y > BODY_TOP && y + need > BODY_BOTTOM) {
        newPage();
        for (const slab of repeated) put({ slab, base: 0 });
      }
      // A chain higher than a page (no such text is known) breaks where it must.
      for (const one of loose.slice(from, end)) {
        if (y + one.slab.space + one.slab.height > BODY_BOTTOM && y > BODY_TOP) newPage();
        put(one);
      }
      from = end;
    }
  }
  return { fixed: sections.every((section) => section.fixed), pages, nodes, sections: sectionNodes, bookmarks };
}

/** Slabs that stay together, up to and including the first that may be parted from its next. */
function endOfChain(loose: readonly LooseSlab[], from: number): number {
  let end = from;
  while (end < loose.length - 1 && loose[end]?.slab.keepWithNext === true) end += 1;
  return end + 1;
}
