// Agreements whose words take the same places differ only in those words. A shape is the plan of one of them, and what was last
// written in each of its places.

import type { AgreementText } from '../agreement-text';
import type { LaidBlock, Op, PageGroup } from '../layout/page';
import { assembleTail, type FinishedTail, type OwnPart } from '../pdf/assemble-tail';
import { ownObjects } from '../pdf/own-objects';
import { planShape, type ShapePlan } from '../pdf/plan-shape';
import type { PreparedPrefix } from '../pdf/prepare-prefix';
import { printWords } from '../pdf/print-words';
import type { OwnObject } from '../pdf/shape-draft';
import { wordOf, type SetBlock } from './set-block';

/** Which word of which block. */
interface Slot {
  readonly block: number;
  readonly word: number;
}

/** The slots of an own object of the plan, and its texts as they were last written. */
interface Written {
  readonly slots: readonly Slot[];
  readonly words: string[];
  object: OwnPart;
}

/** What all agreements of one shape share after the prefix of their variant. */
export interface ShapeBytes {
  readonly bytes: Buffer;
  /** Of those bytes, hex. */
  readonly sha256: string;
}

export interface Shape {
  readonly printed: ShapeBytes;
  readonly plan: ShapePlan;
  /** Of all open sections, in order. */
  readonly blocks: readonly LaidBlock[];
  /** For each own object of the plan. */
  readonly written: readonly Written[];
}

export function makeShape(prefix: PreparedPrefix, groups: readonly PageGroup[], set: readonly SetBlock[]): Shape {
  const plan = planShape(prefix, groups);
  const blocks = set.map(({ laid }) => laid);
  const slots = new Map<Op, Slot>();
  blocks.forEach(({ slabs }, block) => {
    let word = 0;
    for (const op of slabs.flatMap(({ ops }) => ops)) if (wordOf(op) !== null) slots.set(op, { block, word: word++ });
  });
  const written = plan.own.map((own) => ({ slots: opsOf(own).map((op) => slotOf(op, slots)), words: [], object: '' }));
  const { bytes, sha256 } = plan;
  return { printed: { bytes, sha256 }, plan, blocks, written };
}

const opsOf = (own: OwnObject): readonly Op[] =>
  own.kind === 'words' ? own.texts : own.kind === 'tooltip' ? [own.op] : [];

function slotOf(op: Op, slots: ReadonlyMap<Op, Slot>): Slot {
  const slot = slots.get(op);
  if (slot === undefined) throw new RangeError('a text without its block');
  return slot;
}

export function fits({ blocks }: Shape, set: readonly SetBlock[]): boolean {
  if (blocks.length !== set.length) return false;
  for (let i = 0; i < blocks.length; i += 1) if (blocks[i] !== set[i]?.laid) return false;
  return true;
}

/** `blocks` fit the shape. */
export function fillShape(
  { plan, written }: Shape,
  text: Omit<AgreementText, 'sections'>,
  blocks: readonly SetBlock[],
): FinishedTail {
  const objects = ownObjects(plan, text, {
    texts: (own, i) => {
      const known = written[i];
      if (known === undefined) throw new RangeError('an own object that was not planned');
      if (takeWords(known, blocks)) known.object = printWords(plan.ownNumbers[i] ?? 0, own, known.words);
      return known.object;
    },
    party: (op, i) => {
      const [slot] = written[i]?.slots ?? [];
      return (slot && wordIn(slot, blocks)) ?? op.party;
    },
  });
  return assembleTail(plan, objects);
}

const wordIn = ({ block, word }: Slot, blocks: readonly SetBlock[]): string | undefined => blocks[block]?.words[word];

/** Whether any of them is another one than before. */
function takeWords({ slots, words }: Written, blocks: readonly SetBlock[]): boolean {
  let changed = false;
  for (let i = 0; i < slots.length; i += 1) {
    const slot = slots[i];
    const now = (slot && wordIn(slot, blocks)) ?? '';
    if (now === words[i]) continue;
    words[i] = now;
    changed = true;
  }
  return changed;
}
