import type { AgreementText, Section } from '../agreement-text';
import { detailsSlab, partySlab, tableSlabs } from './data-blocks';
import { ARCHIVE_FIELD, type Bookmark, type Layout, type Op } from './page';
import { pageEdges, pageNumber } from './page-edges';
import { placeSlab } from './place-blocks';
import { moved, type Slab } from './slab';
import { structureBuilder, type StructureBuilder } from './structure';
import { BODY_BOTTOM, BODY_TOP, STYLES, WIDTH } from './style';
import {
  articleSlabs,
  LEAD_MEASURE,
  considerationSlabs,
  paragraphSlabs,
  sectionHeadingSlab,
  subheadingSlab,
  titleSlabs,
} from './text-blocks';

/** Pages with everything in its place. Pure: the same text gives the same layout. */
export function layOut(text: AgreementText): Layout {
  const tags = structureBuilder();
  const root = tags.add('Document', null);
  const body: Op[][] = [];
  const bookmarks: Bookmark[] = [];
  let y = BODY_BOTTOM;
  const newPage = (): void => {
    body.push([]);
    y = BODY_TOP;
  };
  const put = (slab: Slab): void => {
    if (y > BODY_TOP) y += slab.space;
    body.at(-1)?.push(...slab.ops.map((op) => moved(op, y)));
    if (slab.bookmark !== null) bookmarks.push({ title: slab.bookmark, page: body.length - 1, y });
    y += slab.height;
  };
  for (const section of text.sections) {
    if (section.role !== 'parties' && section.role !== 'considerations') newPage();
    const { slabs, repeated } = sectionSlabs(section, tags, root);
    for (const chain of chains(slabs)) {
      const need = chain.reduce((sum, slab) => sum + slab.space + slab.height, 0);
      if (y > BODY_TOP && y + need > BODY_BOTTOM) {
        newPage();
        repeated.forEach(put);
      }
      // A chain higher than a page (no such text is known) breaks where it must.
      for (const slab of chain) {
        if (y + slab.space + slab.height > BODY_BOTTOM && y > BODY_TOP) newPage();
        put(slab);
      }
    }
  }
  tags.addField(tags.add('Form', root), ARCHIVE_FIELD);
  return {
    edges: pageEdges(text),
    pages: body.map((ops, i) => ({ ops: [...pageNumber(i + 1, body.length), ...ops] })),
    nodes: tags.nodes,
    bookmarks,
  };
}

/** Slabs that stay together, up to and including the first that may be parted from its next. */
function chains(slabs: readonly Slab[]): readonly (readonly Slab[])[] {
  const groups: Slab[][] = [[]];
  for (const slab of slabs) {
    groups.at(-1)?.push(slab);
    if (!slab.keepWithNext) groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}

interface SectionSlabs {
  readonly slabs: readonly Slab[];
  /** What stands again on top of each further page of the section, outside the reading order. */
  readonly repeated: readonly Slab[];
}

function sectionSlabs(section: Section, tags: StructureBuilder, root: number): SectionSlabs {
  const sect = tags.add('Sect', root);
  const heading = section.heading ?? '';
  const title = { label: section.label, heading, state: section.state };
  switch (section.role) {
    case 'title':
    case 'annex':
      return { slabs: [...titleSlabs(title, tags, sect), ...blockSlabs(section, tags, sect)], repeated: [] };
    case 'parties':
    case 'considerations': {
      const space = section.role === 'parties' ? 25 : 18.5;
      const head = sectionHeadingSlab(heading, space, tags, sect);
      return { slabs: [head, ...blockSlabs(section, tags, sect)], repeated: [] };
    }
    case 'articles':
      return { slabs: blockSlabs(section, tags, sect), repeated: [] };
    case 'signing': {
      const head = titleSlabs(title, tags, sect);
      return { slabs: [...head, ...blockSlabs(section, tags, sect)], repeated: head.map(asArtifact) };
    }
  }
}

function asArtifact(slab: Slab): Slab {
  const ops = slab.ops.map((op) => (op.kind === 'text' ? { ...op, node: null } : op));
  return { ...slab, ops, bookmark: null };
}

function blockSlabs(section: Section, tags: StructureBuilder, sect: number): readonly Slab[] {
  const parties = section.blocks.filter((block) => block.kind === 'party').length;
  return section.blocks.flatMap((block, i): readonly Slab[] => {
    const isFirst = i === 0;
    switch (block.kind) {
      case 'details':
        return [detailsSlab(block, tags, sect)];
      case 'party':
        return [partySlab(block, isFirst, i === parties - 1, tags, sect)];
      case 'considerations':
        return considerationSlabs(block.items, tags, sect);
      case 'article':
        return articleSlabs(block, tags, sect);
      case 'subheading':
        return [subheadingSlab(block, tags, sect)];
      case 'paragraph': {
        const previous = section.blocks[i - 1];
        const afterHeading = previous?.kind === 'subheading';
        const small = section.role === 'signing' && !isFirst;
        const space = isFirst ? 13 : afterHeading ? 1 : 5.3;
        return paragraphSlabs(block.text, small ? STYLES.small : STYLES.text, LEAD_MEASURE, space, tags, sect);
      }
      case 'table':
        return tableSlabs(block, tags, sect);
      case 'note':
        return paragraphSlabs(block.text, STYLES.note, WIDTH, 7, tags, sect);
      case 'places':
        return block.places.map((place, k) => placeSlab(place, k === 0, tags, sect));
    }
  });
}
