import type { AgreementFacts } from '../../domain/agreement-facts';
import { composeAgreement } from '../compose-agreement';
import { layGroup, sectionGroups } from '../layout/lay-out';
import type { LaidSection } from '../layout/lay-section';
import type { LaidBlock } from '../layout/page';
import type { FinishedTail } from '../pdf/assemble-tail';
import { preparePrefix, type PreparedPrefix } from '../pdf/plan-tail';
import type { Section } from '../agreement-text';
import type { Template } from '../template/template';
import type { CompiledVariant } from './compile-variant';
import { memory, type Memory } from './memory';
import { fillShape, fits, makeShape, type Shape } from './shape';
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

/** Names on one line or two, with and without a number: a few shapes serve nearly all agreements of a variant. */
const MOST_SHAPES = 32;

/**
 * What stands after the prefix in the document of one agreement. Prefix and tail together are, byte for byte, what
 * renderAgreementPdf makes of the whole. The facts must be of the variant (variantKey).
 * @throws what composeAgreement throws
 */
export function renderTail(on: Press, facts: AgreementFacts): FinishedTail {
  const text = composeAgreement(on.template, facts);
  const laid = text.sections.map(on.lay);
  const blocks: LaidBlock[] = [];
  for (const { all } of laid) for (const block of all) blocks.push(block);
  return fillShape(shapeFor(on, text.sections, laid, blocks), text, blocks);
}

function shapeFor(
  { shapes, prefix }: Press,
  sections: readonly Section[],
  laid: readonly LaidSection[],
  blocks: readonly LaidBlock[],
): Shape {
  const at = shapes.findIndex((shape) => fits(shape, blocks));
  const [first] = shapes;
  if (at === 0 && first !== undefined) return first;
  const [known] = at < 0 ? [] : shapes.splice(at, 1);
  const shape = known ?? newShape(prefix, sections, laid, blocks);
  shapes.unshift(shape);
  shapes.length = Math.min(shapes.length, MOST_SHAPES);
  return shape;
}

function newShape(
  prefix: PreparedPrefix,
  sections: readonly Section[],
  laid: readonly LaidSection[],
  blocks: readonly LaidBlock[],
): Shape {
  const layoutOf = new Map(sections.map((section, i) => [section, laid[i] ?? { blocks: [], repeated: [] }]));
  const lay = (section: Section): LaidSection => layoutOf.get(section) ?? { blocks: [], repeated: [] };
  const groups = sectionGroups(sections).map((group) => layGroup(group, lay));
  return makeShape(prefix, groups, blocks);
}
