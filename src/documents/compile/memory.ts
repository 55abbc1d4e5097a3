// What one agreement after another has in common beyond the prefix: headings, considerations, tables without a value, the
// municipality's own lines in a batch of one municipality. Remembered is the last of each, and where words stood in others of
// its frame; it never decides what is printed, for it is used only where the same would be made again.

import type { Block, Section } from '../agreement-text';
import { layBlock, layHead, repeatedHead, type LaidSection } from '../layout/lay-section';
import type { LaidBlock, Slab } from '../layout/page';
import { frameOf, layInFrame, type Frame } from './relay';
import { same } from './same';

export interface Remembered extends LaidSection {
  /** The blocks, and the repeated head as one more: it has words too. */
  readonly all: readonly LaidBlock[];
}

export type Memory = (section: Section) => Remembered;

interface Kept<T> {
  readonly of: T;
  readonly laid: LaidBlock;
}

interface KeptLayout extends Kept<KeptBlock> {
  readonly frame: Frame | null;
}

interface KeptBlock {
  readonly block: Block;
  readonly before: Block['kind'] | null;
  readonly after: Block['kind'] | null;
}

interface KeptSection {
  head: Kept<Omit<Section, 'blocks'>>;
  repeated: readonly Slab[];
  readonly again: LaidBlock | null;
  readonly blocks: KeptLayout[];
}

/** Lays out a section as laySection does. */
export function memory(): Memory {
  const sections = new Map<string, KeptSection>();
  return (section) => {
    const { blocks, ...headFacts } = section;
    const name = section.label ?? section.role;
    const former = sections.get(name);
    const head = recall(former?.head, headFacts, () => layHead(section));
    const isSame = former !== undefined && former.head === head;
    const repeated = isSame ? former.repeated : repeatedHead(section, head.laid);
    const fresh = repeated.length === 0 ? null : { nodes: [], slabs: repeated };
    const kept: KeptSection = {
      head,
      repeated,
      again: isSame ? former.again : fresh,
      blocks: blocks.map((block, i) => {
        const of = { block, before: blocks[i - 1]?.kind ?? null, after: blocks[i + 1]?.kind ?? null };
        const before = former?.blocks[i];
        return before !== undefined && same(before.of, of) ? before : layAgain(before, of, section, i);
      }),
    };
    sections.set(name, kept);
    const laid = [head.laid];
    for (const block of kept.blocks) laid.push(block.laid);
    return { blocks: laid, repeated, all: kept.again === null ? laid : [...laid, kept.again] };
  };
}

function layAgain(former: KeptLayout | undefined, of: KeptBlock, section: Section, i: number): KeptLayout {
  const { block, before, after } = of;
  const lay = (): LaidBlock => layBlock(section, i);
  if (former?.frame && former.of.before === before && former.of.after === after) {
    const laid = layInFrame(former.frame, block, lay);
    if (laid !== null) return { of, laid, frame: former.frame };
  }
  const laid = lay();
  return { of, laid, frame: frameOf(block, laid) };
}

/** The former layout when it is of the same thing, else a new one. */
const recall = <T>(former: Kept<T> | undefined, of: T, lay: () => LaidBlock): Kept<T> =>
  former !== undefined && same(former.of, of) ? former : { of, laid: lay() };
