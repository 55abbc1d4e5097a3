import type { Section } from '../agreement-text';
import { detailsSlab, partySlab, tableSlabs } from './data-blocks';
import type { LaidBlock, Slab } from './page';
import { placeSlab } from './place-blocks';
import { structureBuilder, type StructureBuilder } from './structure';
import { STYLES, WIDTH } from './style';
import {
  articleSlabs,
  considerationSlabs,
  LEAD_MEASURE,
  paragraphSlabs,
  sectionHeadingSlab,
  subheadingSlab,
  titleSlabs,
} from './text-blocks';

export interface LaidSection {
  /** The head, when there is one, and the blocks. */
  readonly blocks: readonly LaidBlock[];
  /** What stands again on top of each further page of the section, outside the reading order. */
  readonly repeated: readonly Slab[];
}

export function laySection(section: Section): LaidSection {
  const head = layHead(section);
  return {
    blocks: [head, ...section.blocks.map((_, i) => layBlock(section, i))],
    repeated: repeatedHead(section, head),
  };
}

const NO_SLABS: readonly Slab[] = [];

export const repeatedHead = ({ role }: Section, head: LaidBlock): readonly Slab[] =>
  role === 'signing' ? head.slabs.map(asArtifact) : NO_SLABS;

function asArtifact(slab: Slab): Slab {
  const ops = slab.ops.map((op) => (op.kind === 'text' ? { ...op, node: null } : op));
  return { ...slab, ops, bookmark: null };
}

function laid(make: (tags: StructureBuilder) => readonly Slab[]): LaidBlock {
  const tags = structureBuilder();
  const slabs = make(tags);
  return { nodes: tags.nodes, slabs };
}

export function layHead({ role, label, heading, state, fixed }: Section): LaidBlock {
  return laid((tags) => {
    switch (role) {
      case 'articles':
        return [];
      case 'parties':
      case 'considerations':
        return [sectionHeadingSlab(heading ?? '', role === 'parties' ? 25 : 18.5, tags, null)];
      case 'title':
      case 'annex':
      case 'signing':
        return titleSlabs({ label, heading: heading ?? '', state, fixed }, tags, null);
    }
  });
}

/** Block `i` of the section; of its neighbours only the kinds matter. */
export function layBlock(section: Section, i: number): LaidBlock {
  const block = section.blocks[i];
  const isFirst = i === 0;
  return laid((tags) => {
    switch (block?.kind) {
      case undefined:
        return [];
      case 'details':
        return [detailsSlab(block, tags, null)];
      case 'party':
        return [partySlab(block, isFirst, section.blocks[i + 1]?.kind !== 'party', tags, null)];
      case 'considerations':
        return considerationSlabs(block.items, tags, null);
      case 'article':
        return articleSlabs(block, tags, null);
      case 'subheading':
        return [subheadingSlab(block, tags, null)];
      case 'paragraph': {
        const afterHeading = section.blocks[i - 1]?.kind === 'subheading';
        const small = section.role === 'signing' && !isFirst;
        const space = isFirst ? 13 : afterHeading ? 1 : 5.3;
        return paragraphSlabs(block.text, small ? STYLES.small : STYLES.text, LEAD_MEASURE, space, tags, null);
      }
      case 'table':
        return tableSlabs(block, section.blocks[i + 1]?.kind === 'note', tags, null);
      case 'note':
        return paragraphSlabs(block.text, STYLES.note, WIDTH, 7, tags, null);
      case 'places':
        return block.places.map((place, k) => placeSlab(place, k === 0, tags, null));
    }
  });
}
