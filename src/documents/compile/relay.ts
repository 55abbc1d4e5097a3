// Blocks of one frame (the same rows, columns, places) differ in words, and in how many lines these take. For each count of
// lines that was met the layout is kept, so that of another block only the changed texts are broken and set in.

import type { Block, Rich } from '../agreement-text';
import { breakLines } from '../layout/break-lines';
import { detailMeasures } from '../layout/data-blocks';
import type { LaidBlock, Op, Slab, TextBox } from '../layout/page';
import { isShrunk } from '../layout/place-blocks';
import { plainRich } from '../layout/slab';
import { same } from './same';

type Lines = readonly Rich[];

/** Where the text of a box stands in its block. */
interface Spot {
  readonly box: TextBox;
  readonly slab: number;
  readonly ops: readonly number[];
}

interface Layout {
  readonly laid: LaidBlock;
  /** One for each text. */
  readonly spots: readonly Spot[];
}

export interface Frame {
  /** The last block, its texts in the order in which they are laid out, and the lines of each. */
  block: Block;
  texts: readonly Rich[];
  lines: readonly Lines[];
  readonly boxes: readonly TextBox[];
  readonly layouts: Map<string, Layout>;
}

/** Names on one line or two, with and without a number: a few serve nearly all blocks of a frame. */
const MOST_LAYOUTS = 32;

/** The texts of a block, null for a kind that is always laid out from scratch. */
function textsOf(block: Block): readonly Rich[] | null {
  switch (block.kind) {
    case 'party':
      return [plainRich(block.name), ...block.rows.flatMap(labelled), block.closing];
    case 'table':
      return [...(block.columns ?? []).map(plainRich), ...block.rows.flat()];
    case 'details':
      return block.rows.flatMap(labelled);
    case 'places':
      return block.places.flatMap(({ label, role, party, ordinal }) =>
        (ordinal === null ? [label, role, party] : [label, role, party, ordinal]).map(plainRich),
      );
    default:
      return null;
  }
}

const labelled = ({ label, value }: { readonly label: string; readonly value: Rich }): readonly Rich[] => [
  plainRich(label),
  value,
];

/** Whether two blocks differ in nothing but their texts. */
function sameFrame(a: Block, b: Block): boolean {
  switch (a.kind) {
    case 'party':
      return b.kind === 'party' && a.number === b.number && a.rows.length === b.rows.length;
    case 'table':
      return (
        b.kind === 'table' &&
        a.columns?.length === b.columns?.length &&
        a.rows.length === b.rows.length &&
        a.rows.every((row, i) => row.length === b.rows[i]?.length)
      );
    case 'details':
      return b.kind === 'details' && a.rows.length === b.rows.length;
    case 'places':
      return (
        b.kind === 'places' &&
        a.places.length === b.places.length &&
        a.places.every(({ field, slot, ordinal }, i) => {
          const other = b.places[i];
          return other?.field === field && other.slot === slot && (other.ordinal === null) === (ordinal === null);
        })
      );
    default:
      return false;
  }
}

/** Null for a block whose boxes are not one for each text, or depend on other words than their own. */
export function frameOf(block: Block, laid: LaidBlock): Frame | null {
  const texts = textsOf(block);
  const spots = texts && spotsOf(laid, texts.length);
  // A name in a smaller size: another one of as many lines might fit in its own.
  if (texts === null || spots === null || spots.some(({ box }) => isShrunk(box.style))) return null;
  const boxes = spots.map(({ box }) => box);
  const lines = texts.map((text, i) => broken(text, boxes[i]));
  return { block, texts, lines, boxes, layouts: new Map([[keyOf(texts, lines), { laid, spots }]]) };
}

const broken = (text: Rich, box: TextBox | undefined): Lines =>
  box === undefined ? [] : breakLines(text, box.style, box.measure);

function spotsOf({ slabs }: LaidBlock, count: number): readonly Spot[] | null {
  const spots: (Spot & { readonly ops: number[] })[] = [];
  slabs.forEach(({ ops }, slab) =>
    ops.forEach((op, i) => {
      if (op.kind !== 'text' || op.box === null) return;
      const last = spots.at(-1);
      if (last?.box === op.box) last.ops.push(i);
      else spots.push({ box: op.box, slab, ops: [i] });
    }),
  );
  return spots.length === count ? spots : null;
}

/** How many lines each text has; a text of several weights stands for itself, for its runs have places of their own. */
function keyOf(texts: readonly Rich[], lines: readonly Lines[]): string {
  let key = '';
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i] ?? [];
    key += text.length === 1 ? `${text[0]?.strong === true ? 's' : 'p'}${lines[i]?.length}` : JSON.stringify(text);
  }
  return key;
}

/** The block laid out by what the frame remembers; else by `lay`, to be remembered. Null when it is not of the frame. */
export function layInFrame(frame: Frame, block: Block, lay: () => LaidBlock): LaidBlock | null {
  if (!sameFrame(frame.block, block)) return null;
  const texts = textsOf(block);
  if (texts === null || !sameMeasures(frame, block)) return null;
  const { boxes } = frame;
  const lines: Lines[] = [];
  for (let i = 0; i < texts.length; i += 1) {
    const [text, before] = [texts[i] ?? [], frame.texts[i] ?? []];
    lines.push(same(text, before) ? (frame.lines[i] ?? []) : broken(text, boxes[i]));
  }
  const key = keyOf(texts, lines);
  const known = frame.layouts.get(key);
  frame.block = block;
  frame.texts = texts;
  frame.lines = lines;
  if (known !== undefined) {
    const laid = setIn(known, lines, block);
    frame.layouts.set(key, { laid, spots: known.spots });
    return laid;
  }
  const laid = lay();
  const spots = spotsOf(laid, texts.length);
  if (spots?.every(({ box }, i) => same(box, boxes[i])) === true) {
    if (frame.layouts.size >= MOST_LAYOUTS) frame.layouts.clear();
    frame.layouts.set(key, { laid, spots });
  }
  return laid;
}

/** A long detail widens its column. */
const sameMeasures = ({ boxes }: Frame, block: Block): boolean =>
  block.kind !== 'details' || detailMeasures(block.rows).every((measure, i) => measure === boxes[2 * i]?.measure);

function setIn({ laid, spots }: Layout, lines: readonly Lines[], block: Block): LaidBlock {
  const slabs: Slab[] = [...laid.slabs];
  const opened = new Map<number, Op[]>();
  const open = (at: number): Op[] => {
    let ops = opened.get(at);
    const slab = slabs[at];
    if (ops === undefined && slab !== undefined) {
      ops = [...slab.ops];
      opened.set(at, ops);
      slabs[at] = { ...slab, ops };
    }
    return ops ?? [];
  };
  spots.forEach(({ slab, ops }, i) => {
    const of = lines[i];
    if (of?.length !== ops.length) return;
    for (let k = 0; k < ops.length; k += 1) {
      const at = ops[k] ?? 0;
      const op = slabs[slab]?.ops[at];
      const text = of[k]?.[0]?.text;
      if (op?.kind === 'text' && text !== undefined && op.text !== text) open(slab)[at] = { ...op, text };
    }
  });
  if (block.kind === 'places') block.places.forEach(({ party }, i) => renameField(slabs[i], party, () => open(i)));
  return { nodes: laid.nodes, slabs };
}

/** Each place is one slab; its field speaks of the party too. */
function renameField(slab: Slab | undefined, party: string, open: () => Op[]): void {
  slab?.ops.forEach((op, i) => {
    if (op.kind === 'field' && op.party !== party) open()[i] = { ...op, party };
  });
}
