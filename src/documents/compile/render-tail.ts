import type { AgreementFacts } from '../../domain/agreement-facts';
import { composeAgreement } from '../compose-agreement';
import { layGroup, sectionGroups } from '../layout/lay-out';
import type { LaidSection } from '../layout/lay-section';
import type { FinishedTail } from '../pdf/assemble-tail';
import { preparePrefix, type PreparedPrefix } from '../pdf/prepare-prefix';
import type { Section } from '../agreement-text';
import type { Template } from '../template/template';
import type { CompiledVariant } from './compile-variant';
import { memory, type Memory, type SetSection } from './memory';
import type { SetBlock } from './set-block';
import { fillShape, fits, makeShape, type Shape, type ShapeBytes } from './shape';
import { openPart } from './variant-key';

/** A compiled variant, ready for its agreements. */
export interface Press {
  readonly template: Template;
  readonly prefix: PreparedPrefix;
  readonly lay: Memory;
  /** The last used first. */
  readonly shapes: Shape[];
}

export const press = (template: Template, { prefix, layout }: Omit<CompiledVariant, 'key'>): Press => ({
  template: openPart(template),
  prefix: preparePrefix(prefix, layout),
  lay: memory(),
  shapes: [],
});

/** A few shapes serve nearly all agreements of a variant. */
const MOST_SHAPES = 32;

export interface Rendered extends FinishedTail {
  readonly shape: ShapeBytes;
}

/**
 * What stands after the prefix in the document of one agreement. Prefix, shape and tail together are, byte for byte, what
 * renderAgreementPdf makes of the whole. The facts must be of the variant (variantKey).
 * @throws what composeAgreement throws
 */
export function renderTail(on: Press, facts: AgreementFacts): Rendered {
  const text = composeAgreement(on.template, facts);
  const sections = text.sections.map(on.lay);
  const blocks: SetBlock[] = [];
  for (const section of sections) {
    for (const block of section.blocks) blocks.push(block);
    if (section.again !== null) blocks.push(section.again);
  }
  const shape = shapeFor(on, text.sections, sections, blocks);
  return { shape: shape.printed, ...fillShape(shape, text, blocks) };
}

function shapeFor(
  { shapes, prefix }: Press,
  sections: readonly Section[],
  set: readonly SetSection[],
  blocks: readonly SetBlock[],
): Shape {
  const at = shapes.findIndex((shape) => fits(shape, blocks));
  const [first] = shapes;
  if (at === 0 && first !== undefined) return first;
  const [known] = at < 0 ? [] : shapes.splice(at, 1);
  const shape = known ?? newShape(prefix, sections, set, blocks);
  shapes.unshift(shape);
  shapes.length = Math.min(shapes.length, MOST_SHAPES);
  return shape;
}

function newShape(
  prefix: PreparedPrefix,
  sections: readonly Section[],
  set: readonly SetSection[],
  blocks: readonly SetBlock[],
): Shape {
  const setOf = new Map(sections.map((section, i) => [section, set[i]]));
  const lay = (section: Section): LaidSection => {
    const known = setOf.get(section);
    return { blocks: known?.blocks.map(({ laid }) => laid) ?? [], repeated: known?.again?.laid.slabs ?? [] };
  };
  const groups = sectionGroups(sections).map((group) => layGroup(group, lay));
  return makeShape(prefix, groups, blocks);
}
