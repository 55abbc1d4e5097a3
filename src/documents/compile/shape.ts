// Agreements whose words take the same places differ only in those words. A shape is the plan of one of them, with its pages
// cut at every text.

import type { AgreementText } from '../agreement-text';
import type { FaceName } from '../fonts/faces';
import { LONGEST_GLYPH, writeGlyphs } from '../fonts/shape';
import type { LaidBlock, Op, PageGroup, PlacedSlab } from '../layout/page';
import { assembleTail, type Body, type FinishedTail } from '../pdf/assemble-tail';
import { ownObjects } from '../pdf/own-objects';
import { pageContent } from '../pdf/page-content';
import { planTail, type PreparedPrefix, type TailPlan } from '../pdf/plan-tail';
import type { FieldOp } from '../pdf/signature-fields';
import { wordOf, type SetBlock } from './set-block';

/** Which word of which block. */
interface Slot {
  readonly block: number;
  readonly word: number;
}

/** A text in a segment as it was last written: its bytes stand from `start` up to `end`. */
interface WrittenText {
  readonly word: number;
  readonly face: FaceName;
  start: number;
  end: number;
}

/** What stands on one page from the first text of a block up to that of the next block. */
interface Segment {
  readonly block: number;
  readonly texts: readonly WrittenText[];
  /** Of the block, as they were last written. */
  words: readonly string[];
  written: Buffer;
}

interface PagePattern {
  readonly start: Buffer;
  readonly segments: readonly Segment[];
}

export interface Shape {
  readonly plan: TailPlan;
  /** Of all open sections, in order. */
  readonly blocks: readonly LaidBlock[];
  /** For each own object of the plan that is a page, else null. */
  readonly pages: readonly (PagePattern | null)[];
  /** For each own object of the plan that is a field, else null. */
  readonly fields: readonly (Slot | null)[];
}

export function makeShape(prefix: PreparedPrefix, groups: readonly PageGroup[], set: readonly SetBlock[]): Shape {
  const plan = planTail(prefix, groups);
  const blocks = set.map(({ laid }) => laid);
  const slots = new Map<Op, Slot>();
  blocks.forEach(({ slabs }, block) => {
    let word = 0;
    for (const op of slabs.flatMap(({ ops }) => ops)) if (wordOf(op) !== null) slots.set(op, { block, word: word++ });
  });
  return {
    plan,
    blocks,
    pages: plan.own.map((own) => (own.kind === 'page' ? pattern(own.slabs, slots) : null)),
    fields: plan.own.map((own) => (own.kind === 'field' ? (slots.get(own.op) ?? null) : null)),
  };
}

/** No content stream has it elsewhere. */
const CUT = '\0';

/** As if each text had been written without a letter. */
function pattern(slabs: readonly PlacedSlab[], slots: ReadonlyMap<Op, Slot>): PagePattern {
  const [start = '', ...chunks] = pageContent(slabs, () => CUT).stream.split(CUT);
  const segments: (Segment & { texts: WrittenText[] })[] = [];
  const texts = slabs.flatMap(({ slab }) => slab.ops.flatMap((op) => (op.kind === 'text' ? [op] : [])));
  texts.forEach((op, i) => {
    const slot = slots.get(op);
    if (slot === undefined) throw new RangeError('a text without its block');
    const { block, word } = slot;
    let segment = segments.at(-1);
    if (segment?.block !== block) {
      segment = { block, texts: [], words: [], written: Buffer.alloc(0) };
      segments.push(segment);
    }
    const at = segment.written.length;
    segment.texts.push({ word, face: op.face, start: at, end: at });
    segment.written = Buffer.concat([segment.written, Buffer.from(chunks[i] ?? '', 'latin1')]);
  });
  return { start: Buffer.from(start, 'latin1'), segments };
}

export function fits({ blocks }: Shape, set: readonly SetBlock[]): boolean {
  if (blocks.length !== set.length) return false;
  for (let i = 0; i < blocks.length; i += 1) if (blocks[i] !== set[i]?.laid) return false;
  return true;
}

/** `blocks` fit the shape. */
export function fillShape(
  { plan, pages, fields }: Shape,
  text: Omit<AgreementText, 'sections'>,
  blocks: readonly SetBlock[],
): FinishedTail {
  const page = (_own: unknown, i: number): Body => {
    const found = pages[i];
    return found === null || found === undefined ? [] : filled(found, blocks);
  };
  const field = (own: { readonly op: FieldOp }, i: number): FieldOp => {
    const slot = fields[i];
    const party = slot && blocks[slot.block]?.words[slot.word];
    return party === undefined || party === null ? own.op : { ...own.op, party };
  };
  return assembleTail(plan, ownObjects(plan, text, { page, field }));
}

function filled({ start, segments }: PagePattern, blocks: readonly SetBlock[]): Body {
  const parts: Buffer[] = [start];
  for (const segment of segments) {
    const words = blocks[segment.block]?.words ?? [];
    if (segment.words !== words) write(segment, words);
    parts.push(segment.written);
  }
  return parts;
}

let scratch = Buffer.alloc(0);

/** Writes words that changed, and takes over the bytes between them. */
function write(segment: Segment, words: readonly string[]): void {
  const { texts, words: former, written } = segment;
  let room = written.length;
  for (const { word } of texts) room += (words[word]?.length ?? 0) * LONGEST_GLYPH + 2;
  if (scratch.length < room) scratch = Buffer.alloc(2 * room);
  let at = 0;
  let taken = 0;
  for (const text of texts) {
    const { word, face, start, end } = text;
    const now = words[word] ?? '';
    if (now === former[word]) {
      text.start += at - taken;
      text.end += at - taken;
      continue;
    }
    at += written.copy(scratch, at, taken, start);
    taken = end;
    text.start = at;
    at = writeGlyphs(now, face, scratch, at);
    text.end = at;
  }
  at += written.copy(scratch, at, taken);
  segment.words = words;
  segment.written = Buffer.from(scratch.subarray(0, at));
}
