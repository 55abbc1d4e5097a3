// What one agreement after another has in common beyond the prefix: headings, considerations, tables without a value, the
// municipality's own lines in a batch of one municipality. Remembered is only the last of each; it never decides what is
// printed, for it is used only where the same would be made again.

import type { Block, Section } from '../agreement-text';
import { layBlock, layHead, repeatedHead, type LaidSection } from '../layout/lay-section';
import type { LaidBlock, PlacedSlab, Slab } from '../layout/page';
import { printSlab, type Brush, type PrintSlab } from '../pdf/page-content';
import { same } from './same';

export interface Memory {
  readonly lay: (section: Section) => LaidSection;
  readonly print: PrintSlab;
}

type HeadFacts = Omit<Section, 'blocks'>;

interface Kept<T> {
  readonly of: T;
  readonly laid: LaidBlock;
  /** Seen twice: worth keeping as it was printed. */
  settled: boolean;
}

interface KeptBlock {
  readonly block: Block;
  readonly before: Block['kind'] | null;
  readonly after: Block['kind'] | null;
}

interface KeptSection {
  head: Kept<HeadFacts>;
  repeated: readonly Slab[];
  readonly blocks: Kept<KeptBlock>[];
}

interface Printed {
  readonly y: number;
  readonly base: number;
  readonly open: Brush['open'];
  readonly color: string;
  readonly id: number;
  readonly text: string;
  readonly openAfter: Brush['open'];
  readonly colorAfter: string;
  readonly marked: readonly number[];
}

export function memory(): Memory {
  const sections = new Map<string, KeptSection>();
  const prints = new Map<Slab, Printed | null>();

  /** The former layout when it is of the same thing, else a new one in its place. */
  const recall = <T>(former: Kept<T> | undefined, of: T, lay: () => LaidBlock): Kept<T> => {
    if (former !== undefined && same(former.of, of)) {
      if (!former.settled) for (const slab of former.laid.slabs) prints.set(slab, null);
      former.settled = true;
      return former;
    }
    if (former?.settled === true) for (const slab of former.laid.slabs) prints.delete(slab);
    return { of, laid: lay(), settled: false };
  };

  const lay = (section: Section): LaidSection => {
    const { blocks, ...headFacts } = section;
    const name = section.label ?? section.role;
    const former = sections.get(name);
    const head = recall(former?.head, headFacts, () => layHead(section));
    const kept: KeptSection = former ?? { head, repeated: repeatedHead(section, head.laid), blocks: [] };
    if (kept.head !== head) {
      kept.head = head;
      kept.repeated = repeatedHead(section, head.laid);
    }
    const laid = [head.laid];
    blocks.forEach((block, i) => {
      const of = { block, before: blocks[i - 1]?.kind ?? null, after: blocks[i + 1]?.kind ?? null };
      const now = recall(kept.blocks[i], of, () => layBlock(section, i));
      kept.blocks[i] = now;
      laid.push(now.laid);
    });
    sections.set(name, kept);
    return { blocks: laid, repeated: kept.repeated };
  };

  const print = (placed: PlacedSlab, brush: Brush): string => {
    const kept = prints.get(placed.slab);
    if (kept === undefined) return printSlab(placed, brush);
    if (kept !== null && fits(kept, placed, brush)) {
      brush.open = kept.openAfter;
      brush.color = kept.colorAfter;
      for (const node of kept.marked) brush.marked.push(node);
      return kept.text;
    }
    const { y, base, slab } = placed;
    const { open, color } = brush;
    const id = brush.marked.length;
    const text = printSlab(placed, brush);
    const after = { openAfter: brush.open, colorAfter: brush.color, marked: brush.marked.slice(id) };
    prints.set(slab, { y, base, open, color, id, text, ...after });
    return text;
  };

  return { lay, print };
}

const fits = (kept: Printed, { y, base }: PlacedSlab, brush: Brush): boolean =>
  kept.y === y &&
  kept.base === base &&
  kept.open === brush.open &&
  kept.color === brush.color &&
  kept.id === brush.marked.length;
