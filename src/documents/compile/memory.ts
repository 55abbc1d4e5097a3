// What one agreement after another has in common beyond the prefix: headings, considerations, tables without a value, the
// municipality's own lines in a batch of one municipality. Remembered is the last of each block, and where words stood in others
// in its place; it never decides what is printed, for it is used only where the same would be made again.

import type { Block, Section } from '../agreement-text';
import { layBlock, layHead, repeatedHead } from '../layout/lay-section';
import type { LaidBlock } from '../layout/page';
import { alike } from './alike';
import { frameOf, setInFrame, type Frame } from './frame';
import { same } from './same';
import { wordsOf, type SetBlock } from './set-block';

export interface SetSection {
  /** The head, and the blocks. */
  readonly blocks: readonly SetBlock[];
  /** What stands again on top of each further page: it has words too. */
  readonly again: SetBlock | null;
}

export type Memory = (section: Section) => SetSection;

/** The last block in one place. */
interface Kept {
  set: SetBlock;
  /** Where words stood in that place, each different from the others. */
  readonly layouts: LaidBlock[];
}

interface KeptHead extends Kept {
  readonly section: Section;
  readonly again: LaidBlock | null;
}

interface KeptBlock extends Kept {
  block: Block;
  before: Block['kind'] | null;
  after: Block['kind'] | null;
  frame: Frame | null;
}

interface KeptSection {
  head: KeptHead;
  readonly blocks: KeptBlock[];
}

/** Names on one line or two, with and without a number: a few serve nearly all. */
const MOST_LAYOUTS = 32;

/** Lays out a section as laySection does. */
export function memory(): Memory {
  const sections = new Map<string, KeptSection>();
  return (section) => {
    const name = section.label ?? section.role;
    const known = sections.get(name);
    const kept = known ?? { head: headOf(section, null), blocks: [] };
    if (known === undefined) sections.set(name, kept);
    else if (!sameHead(kept.head.section, section)) kept.head = headOf(section, kept.head);
    const { head } = kept;
    const blocks = [head.set];
    for (let i = 0; i < section.blocks.length; i += 1) blocks.push(setBlock(kept.blocks, section, i));
    return { blocks, again: head.again && { laid: head.again, words: head.set.words } };
  };
}

const sameHead = (a: Section, b: Section): boolean =>
  a.heading === b.heading && a.state === b.state && a.label === b.label && a.role === b.role;

function headOf(section: Section, former: KeptHead | null): KeptHead {
  const layouts = former?.layouts ?? [];
  const set = settle(layHead(section), layouts);
  return { section, set, layouts, again: againOf(section, set.laid) };
}

const agains = new WeakMap<LaidBlock, LaidBlock | null>();

/** The same for the same head: by it a shape is found again. */
function againOf(section: Section, head: LaidBlock): LaidBlock | null {
  const known = agains.get(head);
  if (known !== undefined) return known;
  const slabs = repeatedHead(section, head);
  const again = slabs.length === 0 ? null : { nodes: [], slabs };
  agains.set(head, again);
  return again;
}

/** With the layout of an earlier block whose words took the same places. */
function settle(laid: LaidBlock, layouts: LaidBlock[]): SetBlock {
  const known = layouts.find((one) => alike(one, laid));
  if (known === undefined) {
    if (layouts.length >= MOST_LAYOUTS) layouts.length = 0;
    layouts.push(laid);
  }
  return { laid: known ?? laid, words: wordsOf(laid) };
}

function setBlock(places: KeptBlock[], section: Section, i: number): SetBlock {
  const block = section.blocks[i];
  if (block === undefined) throw new RangeError('a section without that block');
  const before = section.blocks[i - 1]?.kind ?? null;
  const after = section.blocks[i + 1]?.kind ?? null;
  const kept = places[i];
  // Of its neighbours only the kinds matter.
  const former = kept !== undefined && kept.before === before && kept.after === after ? kept : null;
  const known = former && recall(former, block);
  if (former !== null && known !== null) {
    former.block = block;
    former.set = known;
    return known;
  }
  const layouts = kept?.layouts ?? [];
  const laid = layBlock(section, i);
  const set = settle(laid, layouts);
  places[i] = { block, before, after, set, layouts, frame: frameOf(block, laid, set, former?.frame ?? null) };
  return set;
}

function recall({ block: former, set, frame }: KeptBlock, block: Block): SetBlock | null {
  if (former === block) return set;
  if (frame !== null) return setInFrame(frame, block);
  return same(former, block) ? set : null;
}
