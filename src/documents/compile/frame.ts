// Blocks of one frame (the same rows, columns, places) differ in words, and in how many lines these take. For each count of
// lines that was met the layout is kept, so that of another block only the changed texts are broken and set in.

import type { Block, Rich } from '../agreement-text';
import { breakLines } from '../layout/break-lines';
import { detailMeasures } from '../layout/data-blocks';
import type { LaidBlock, TextBox } from '../layout/page';
import { isShrunk } from '../layout/place-blocks';
import { plainRich } from '../layout/slab';
import { same } from './same';
import { wordOf, type SetBlock } from './set-block';

type Lines = readonly Rich[];

/** Where the words of a block stand that has so many lines in each of its texts. */
interface FrameLayout extends SetBlock {
  /** For each text the number of its first line among the words. */
  readonly starts: readonly number[];
  /** For each field its number among the words. */
  readonly fields: readonly number[];
}

export interface Frame {
  /** The last block, its texts in the order in which they are laid out, and the lines of each. */
  block: Block;
  texts: readonly Rich[];
  lines: readonly Lines[];
  layout: FrameLayout;
  set: SetBlock;
  readonly boxes: readonly TextBox[];
  readonly layouts: Map<string, FrameLayout>;
}

/** Names on one line or two, with and without a number: a few serve nearly all blocks of a frame. */
const MOST_LAYOUTS = 32;

/** The texts of a block, null for a kind that is always laid out from scratch. */
function textsOf(block: Block): readonly Rich[] | null {
  const texts: Rich[] = [];
  switch (block.kind) {
    case 'party':
      texts.push(plainRich(block.name, true));
      for (const { label, value } of block.rows) texts.push(plainRich(label), value);
      texts.push(block.closing);
      return texts;
    case 'table':
      for (const column of block.columns ?? []) texts.push(plainRich(column));
      for (const row of block.rows) texts.push(...row);
      return texts;
    case 'details':
      for (const { label, value } of block.rows) texts.push(plainRich(label), value);
      return texts;
    case 'places':
      for (const { label, role, party, ordinal } of block.places) {
        texts.push(plainRich(label), plainRich(role), plainRich(party, true));
        if (ordinal !== null) texts.push(plainRich(ordinal, true));
      }
      return texts;
    default:
      return null;
  }
}

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

/**
 * The frame of a block that was laid out, as it was (`laid`) and as it is set; it knows what the former one of that place knew,
 * if it is the same. The former one for a block whose boxes are not one for each text, or depend on other words than their own.
 */
export function frameOf(block: Block, laid: LaidBlock, set: SetBlock, former: Frame | null): Frame | null {
  const texts = textsOf(block);
  if (texts === null) return null;
  const { boxes, starts, fields } = boxesOf(laid);
  // A name in a smaller size: another one of as many lines might fit in its own.
  if (boxes.length !== texts.length || boxes.some(({ style }) => isShrunk(style))) return former;
  const lines = texts.map((text, i) => broken(text, boxes[i]));
  const layout = { ...set, starts, fields };
  const isFormer = former !== null && sameFrame(former.block, block) && same(former.boxes, boxes);
  const layouts = isFormer ? former.layouts : new Map<string, FrameLayout>();
  if (layouts.size >= MOST_LAYOUTS) layouts.clear();
  layouts.set(keyOf(texts, lines), layout);
  return { block, texts, lines, layout, set, boxes, layouts };
}

const broken = (text: Rich, box: TextBox | undefined): Lines =>
  box === undefined ? [] : breakLines(text, box.style, box.measure);

interface Boxes extends Pick<FrameLayout, 'starts' | 'fields'> {
  readonly boxes: readonly TextBox[];
}

function boxesOf({ slabs }: LaidBlock): Boxes {
  const found = { boxes: [] as TextBox[], starts: [] as number[], fields: [] as number[] };
  let word = 0;
  for (const { ops } of slabs) {
    for (const op of ops) {
      if (op.kind === 'field') found.fields.push(word);
      if (op.kind === 'text' && op.box !== null && op.box !== found.boxes.at(-1)) {
        found.boxes.push(op.box);
        found.starts.push(word);
      }
      if (wordOf(op) !== null) word += 1;
    }
  }
  return found;
}

/** How many lines each text has; what is no own text stands for itself, as one of several weights does, whose runs have places of their own. */
function keyOf(texts: readonly Rich[], lines: readonly Lines[]): string {
  let key = '';
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i] ?? [];
    const [run] = text;
    const isPlain = text.length === 1 && run?.own === true;
    key += isPlain ? `${run.strong ? 's' : 'p'}${lines[i]?.length}` : JSON.stringify(text);
  }
  return key;
}

/** The block with its words where the frame has them. Null when it is not of the frame, or its lines were never met. */
export function setInFrame(frame: Frame, block: Block): SetBlock | null {
  if (!sameFrame(frame.block, block)) return null;
  const texts = textsOf(block);
  if (texts === null || !sameMeasures(frame, block)) return null;
  const lines: Lines[] = [];
  let changed = false;
  let moved = false;
  for (let i = 0; i < texts.length; i += 1) {
    const [text, before, former] = [texts[i] ?? [], frame.texts[i] ?? [], frame.lines[i] ?? []];
    const isSame = sameText(text, before);
    const now = isSame ? former : broken(text, frame.boxes[i]);
    lines.push(now);
    if (isSame) continue;
    changed = true;
    if (!plainAlike(text, before) || now.length !== former.length) moved = true;
  }
  if (!changed) return frame.set;
  const layout = moved ? frame.layouts.get(keyOf(texts, lines)) : frame.layout;
  if (layout === undefined) return null;
  const set = { laid: layout.laid, words: wordsIn(layout, texts, lines, block) };
  frame.block = block;
  frame.texts = texts;
  frame.lines = lines;
  frame.layout = layout;
  frame.set = set;
  return set;
}

function sameText(a: Rich, b: Rich): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1)
    if (a[i]?.text !== b[i]?.text || a[i]?.strong !== b[i]?.strong || a[i]?.own !== b[i]?.own) return false;
  return true;
}

/** Own texts of one run each, and of the same weight. */
const plainAlike = (a: Rich, b: Rich): boolean =>
  a.length === 1 && b.length === 1 && a[0]?.strong === b[0]?.strong && a[0]?.own === true && b[0]?.own === true;

function wordsIn(
  layout: FrameLayout,
  texts: readonly Rich[],
  lines: readonly Lines[],
  block: Block,
): readonly string[] {
  const words = [...layout.words];
  for (let i = 0; i < texts.length; i += 1) {
    if (texts[i]?.length !== 1) continue;
    const of = lines[i] ?? [];
    const start = layout.starts[i] ?? 0;
    for (let k = 0; k < of.length; k += 1) words[start + k] = of[k]?.[0]?.text ?? '';
  }
  if (block.kind === 'places') block.places.forEach(({ party }, i) => (words[layout.fields[i] ?? 0] = party));
  return words;
}

/** A long detail widens its column. */
const sameMeasures = ({ boxes }: Frame, block: Block): boolean =>
  block.kind !== 'details' || detailMeasures(block.rows).every((measure, i) => measure === boxes[2 * i]?.measure);
