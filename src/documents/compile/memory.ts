// What one agreement after another has in common beyond the prefix: headings, considerations, tables without a value, the
// municipality's own lines in a batch of one municipality. Remembered is only the last of each; it never decides what is
// printed, for it is used only where the same would be made again.

import type { Block, Rich, Section } from '../agreement-text';
import { layBlock, layHead, repeatedHead, type LaidSection } from '../layout/lay-section';
import type { LaidBlock, Slab } from '../layout/page';
import { boxesOf, relay, sameFrame, textsOf, type Boxes } from './relay';
import { same } from './same';

export type Memory = (section: Section) => LaidSection;

interface Kept<T> {
  readonly of: T;
  readonly laid: LaidBlock;
}

interface KeptLayout extends Kept<KeptBlock> {
  /** Where its texts stand, if that is known. */
  readonly texts: readonly Rich[] | null;
  readonly boxes: Boxes | null;
}

interface KeptBlock {
  readonly block: Block;
  readonly before: Block['kind'] | null;
  readonly after: Block['kind'] | null;
}

interface KeptSection {
  head: Kept<Omit<Section, 'blocks'>>;
  repeated: readonly Slab[];
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
    const kept: KeptSection = {
      head,
      repeated: isSame ? former.repeated : repeatedHead(section, head.laid),
      blocks: blocks.map((block, i) => {
        const of = { block, before: blocks[i - 1]?.kind ?? null, after: blocks[i + 1]?.kind ?? null };
        const before = former?.blocks[i];
        return before !== undefined && same(before.of, of) ? before : layAgain(before, of, section, i);
      }),
    };
    sections.set(name, kept);
    return { blocks: [head.laid, ...kept.blocks.map(({ laid }) => laid)], repeated: kept.repeated };
  };
}

function layAgain(former: KeptLayout | undefined, of: KeptBlock, section: Section, i: number): KeptLayout {
  const texts = textsOf(of.block);
  if (former !== undefined && texts !== null && isAlike(former.of, of)) {
    const { boxes, texts: before } = former;
    const laid = boxes === null || before === null ? null : relay(former.laid, boxes, before, texts);
    if (laid !== null) return { of, laid, texts, boxes };
  }
  const laid = layBlock(section, i);
  return { of, laid, texts, boxes: texts === null ? null : boxesOf(laid, texts) };
}

/** With the same neighbours, and but for its words the same block. */
const isAlike = (a: KeptBlock, b: KeptBlock): boolean =>
  a.before === b.before && a.after === b.after && sameFrame(a.block, b.block);

/** The former layout when it is of the same thing, else a new one. */
const recall = <T>(former: Kept<T> | undefined, of: T, lay: () => LaidBlock): Kept<T> =>
  former !== undefined && same(former.of, of) ? former : { of, laid: lay() };
