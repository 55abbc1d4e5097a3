// A block whose words changed but whose lines did not: party or table rows, one text in each box. Only the changed boxes are
// broken anew; when a box gets another number of lines the block must be laid out again.

import type { Block, Rich } from '../agreement-text';
import { breakLines } from '../layout/break-lines';
import type { LaidBlock, Op, Slab, TextBox } from '../layout/page';
import { plainRich } from '../layout/slab';
import { same } from './same';

/** Where the lines of one box stand, each of one run. */
interface BoxLines {
  readonly box: TextBox;
  readonly slab: number;
  readonly ops: readonly number[];
}

/** The boxes of a block, one for each of its texts. */
export type Boxes = readonly BoxLines[];

/** The texts of a block in the order in which they are laid out; null for a kind of which this cannot be said. */
export function textsOf(block: Block): readonly Rich[] | null {
  switch (block.kind) {
    case 'party':
      return [
        plainRich(block.name),
        ...block.rows.flatMap(({ label, value }) => [plainRich(label), value]),
        block.closing,
      ];
    case 'table':
      return [...(block.columns ?? []).map(plainRich), ...block.rows.flat()];
    default:
      return null;
  }
}

/** Whether two blocks differ in the texts of textsOf only. */
export function sameFrame(a: Block, b: Block): boolean {
  if (a.kind === 'party') return b.kind === 'party' && a.number === b.number && a.rows.length === b.rows.length;
  return (
    a.kind === 'table' &&
    b.kind === 'table' &&
    a.columns?.length === b.columns?.length &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, i) => row.length === b.rows[i]?.length)
  );
}

/** Null when the boxes are not exactly those of the texts. */
export function boxesOf({ slabs }: LaidBlock, texts: readonly Rich[]): Boxes | null {
  const boxes: (BoxLines & { readonly ops: number[] })[] = [];
  slabs.forEach(({ ops }, slab) =>
    ops.forEach((op, i) => {
      if (op.kind !== 'text' || op.box === null) return;
      const last = boxes.at(-1);
      if (last?.box === op.box) last.ops.push(i);
      else boxes.push({ box: op.box, slab, ops: [i] });
    }),
  );
  return boxes.length === texts.length ? boxes : null;
}

/** The block with new texts, or null when it must be laid out again. */
export function relay(
  laid: LaidBlock,
  boxes: Boxes,
  former: readonly Rich[],
  texts: readonly Rich[],
): LaidBlock | null {
  if (former.length !== texts.length) return null;
  const slabs: Slab[] = [...laid.slabs];
  for (let i = 0; i < texts.length; i += 1) {
    const [before, text, lines] = [former[i], texts[i], boxes[i]];
    if (before === undefined || text === undefined || lines === undefined) return null;
    if (same(before, text)) continue;
    const slab = slabs[lines.slab];
    const ops = slab && relines(slab.ops, lines, before, text);
    if (slab === undefined || ops === undefined || ops === null) return null;
    slabs[lines.slab] = { ...slab, ops };
  }
  return { nodes: laid.nodes, slabs };
}

function relines(all: readonly Op[], { box, ops }: BoxLines, before: Rich, text: Rich): readonly Op[] | null {
  const [was, is] = [before[0], text[0]];
  if (before.length !== 1 || text.length !== 1 || was?.strong !== is?.strong) return null;
  const lines = breakLines(text, box.style, box.measure);
  if (lines.length !== ops.length) return null;
  const changed = [...all];
  for (let i = 0; i < ops.length; i += 1) {
    const at = ops[i] ?? 0;
    const op = all[at];
    const run = lines[i]?.[0];
    if (op?.kind !== 'text' || run === undefined) return null;
    changed[at] = { ...op, text: run.text };
  }
  return changed;
}
