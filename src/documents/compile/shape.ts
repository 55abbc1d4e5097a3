// Agreements whose words take the same places differ only in those words. A shape is the plan of one of them, with its pages
// cut at every text.

import type { AgreementText } from '../agreement-text';
import { glyphArray } from '../fonts/shape';
import type { LaidBlock, PageGroup, PlacedSlab, Slab } from '../layout/page';
import { assembleTail, type Body, type FinishedTail } from '../pdf/assemble-tail';
import { ownObjects } from '../pdf/own-objects';
import { pageContent } from '../pdf/page-content';
import { planTail, type PreparedPrefix, type TailPlan } from '../pdf/plan-tail';
import type { FieldOp } from '../pdf/signature-fields';
import { alike } from './alike';

/** An op: in which block, which slab of it, which op of that. */
interface Slot {
  readonly block: number;
  readonly slab: number;
  readonly op: number;
}

/** Texts of one block on one page, one after another. */
interface Segment {
  readonly block: number;
  readonly slots: readonly Slot[];
  /** What stands after each text. */
  readonly chunks: readonly string[];
  /** The block as it was last written, each of its texts as glyphs, and the whole. */
  laid: LaidBlock | null;
  readonly texts: string[];
  readonly glyphs: string[];
  written: Buffer;
}

interface PagePattern {
  readonly start: Buffer;
  readonly segments: readonly Segment[];
}

export interface Shape {
  readonly plan: TailPlan;
  /** Of all open sections, in order, as last written. */
  blocks: readonly LaidBlock[];
  /** For each own object of the plan that is a page, else null. */
  readonly pages: readonly (PagePattern | null)[];
  /** For each own object of the plan that is a field, else null. */
  readonly fields: readonly (Slot | null)[];
}

export function makeShape(prefix: PreparedPrefix, groups: readonly PageGroup[], blocks: readonly LaidBlock[]): Shape {
  const plan = planTail(prefix, groups);
  const homes = new Map<Slab, Omit<Slot, 'op'>>();
  blocks.forEach(({ slabs }, block) => slabs.forEach((one, slab) => homes.set(one, { block, slab })));
  const slotsOf = (slab: Slab, kind: 'text' | 'field'): readonly Slot[] => {
    const home = homes.get(slab);
    if (home === undefined) throw new RangeError('a slab without its block');
    return slab.ops.flatMap((op, i) => (op.kind === kind ? [{ ...home, op: i }] : []));
  };
  return {
    plan,
    blocks,
    pages: plan.own.map((own) => (own.kind === 'page' ? pattern(own.slabs, (slab) => slotsOf(slab, 'text')) : null)),
    fields: plan.own.map((own) => {
      if (own.kind !== 'field') return null;
      const slab = [...homes.keys()].find(({ ops }) => ops.includes(own.op));
      return (slab && slotsOf(slab, 'field')[0]) ?? null;
    }),
  };
}

const NOTHING = Buffer.alloc(0);

/** No content stream has it elsewhere. */
const CUT = '\0';

function pattern(slabs: readonly PlacedSlab[], slotsOf: (slab: Slab) => readonly Slot[]): PagePattern {
  const [start = '', ...chunks] = pageContent(slabs, () => CUT).stream.split(CUT);
  const segments: (Segment & { slots: Slot[]; chunks: string[] })[] = [];
  slabs
    .flatMap(({ slab }) => slotsOf(slab))
    .forEach((slot, i) => {
      const last = segments.at(-1);
      const chunk = chunks[i] ?? '';
      if (last?.block === slot.block) {
        last.slots.push(slot);
        last.chunks.push(chunk);
        return;
      }
      const fresh = { block: slot.block, slots: [slot], chunks: [chunk] };
      segments.push({ ...fresh, laid: null, texts: [], glyphs: [], written: NOTHING });
    });
  return { start: Buffer.from(start, 'latin1'), segments };
}

export const fits = (shape: Shape, blocks: readonly LaidBlock[]): boolean =>
  shape.blocks.length === blocks.length &&
  shape.blocks.every((block, i) => {
    const other = blocks[i];
    return other !== undefined && alike(block, other);
  });

/** `blocks` fit the shape. */
export function fillShape(
  shape: Shape,
  text: Omit<AgreementText, 'sections'>,
  blocks: readonly LaidBlock[],
): FinishedTail {
  const { plan, pages, fields } = shape;
  shape.blocks = blocks;
  const page = (_own: unknown, i: number): Body => {
    const found = pages[i];
    return found === null || found === undefined ? [] : filled(found, blocks);
  };
  const field = (own: { readonly op: FieldOp }, i: number): FieldOp => {
    const slot = fields[i];
    const op = slot && blocks[slot.block]?.slabs[slot.slab]?.ops[slot.op];
    return op?.kind === 'field' ? op : own.op;
  };
  return assembleTail(plan, ownObjects(plan, text, { page, field }));
}

function filled({ start, segments }: PagePattern, blocks: readonly LaidBlock[]): Body {
  const parts: Buffer[] = [start];
  for (const segment of segments) {
    const laid = blocks[segment.block];
    if (laid === undefined) throw new RangeError('a shape that does not fit');
    if (segment.laid !== laid) write(segment, laid);
    parts.push(segment.written);
  }
  return parts;
}

function write(segment: Segment, laid: LaidBlock): void {
  const { slots, chunks, texts, glyphs } = segment;
  let written = '';
  for (let i = 0; i < slots.length; i += 1) {
    const slot = slots[i];
    const op = slot && laid.slabs[slot.slab]?.ops[slot.op];
    if (op?.kind !== 'text') throw new RangeError('a shape that does not fit');
    if (op.text !== texts[i]) {
      texts[i] = op.text;
      glyphs[i] = glyphArray(op.text, op.face);
    }
    written += (glyphs[i] ?? '') + (chunks[i] ?? '');
  }
  segment.laid = laid;
  segment.written = Buffer.from(written, 'latin1');
}
