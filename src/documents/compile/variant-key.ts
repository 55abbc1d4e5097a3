import type { AgreementFacts } from '../../domain/agreement-facts';
import { FORMAT } from '../pdf/variant-layout';
import { holds } from '../template/conditions';
import { isFixedSection } from '../template/parse-template';
import { elementsOf, type ListName } from '../template/lists';
import type { Condition, Template, TemplateLine } from '../template/template';

interface Parts {
  /** Lines of sections that hold values of one agreement. */
  readonly open: Template;
  /** What decides how the other sections read, each once, in the order of the text. */
  readonly conditions: readonly Condition[];
  /** The lists over which parts of them are repeated. */
  readonly lists: readonly ListName[];
}

const known = new WeakMap<Template, Parts>();

function partsOf(template: Template): Parts {
  const found = known.get(template);
  if (found !== undefined) return found;
  const fresh = divide(template);
  known.set(template, fresh);
  return fresh;
}

function divide(template: Template): Parts {
  const lines: TemplateLine[] = [];
  const conditions = new Map<string, Condition>();
  const lists = new Set<ListName>();
  let fixed = false;
  for (const line of template.lines) {
    if (line.shape.kind === 'section') fixed = isFixedSection(line.shape.role, line.shape.letter);
    if (!fixed) {
      lines.push(line);
      continue;
    }
    for (const condition of line.when) conditions.set(JSON.stringify(condition), condition);
    if (line.repeat !== null) lists.add(line.repeat.list);
  }
  return { open: { ...template, lines }, conditions: [...conditions.values()], lists: [...lists] };
}

/**
 * Which variant of a text version an agreement has: the answer to each condition in its fixed sections, "1:0110". What only the
 * parties, annexes A and B, the places and the edges of pages show is not in it: names, executor, number of places.
 */
export function variantKey(template: Template, facts: AgreementFacts): string {
  let key = `${FORMAT}:`;
  const { conditions, lists } = partsOf(template);
  for (const condition of conditions) key += holds(condition, facts, template) ? '1' : '0';
  for (const list of lists) key += `:${elementsOf(list, facts).length}`;
  return key;
}

/** The template without the sections that are in the prefix of a variant. */
export const openPart = (template: Template): Template => partsOf(template).open;
