// `:: als sector = huur of energie`, `:: als executor`, `:: als niet partner.kvk`, `:: anders`, `:: einde`, `:: voor elk local.contacts`

import type { AgreementFacts } from '../../domain/agreement-facts';
import { isListName, LIST_NAMES, type ListName } from './lists';
import { nearestName } from './nearest';
import { PLACEHOLDERS, valueOf } from './placeholders';
import type { Condition, Template } from './template';
import { TemplateError, type TemplatePosition } from './template-error';

export type ConditionLine =
  | { readonly kind: 'if'; readonly condition: Condition }
  | { readonly kind: 'each'; readonly list: ListName }
  | { readonly kind: 'else' }
  | { readonly kind: 'end' };

interface Choice {
  /** null: the sectors that the front matter names. */
  readonly values: readonly string[] | null;
  readonly read: (facts: AgreementFacts) => string;
}

const DESKS = ['RIS', 'VPS'];

const CHOICES: Readonly<Record<string, Choice>> = {
  sector: { values: null, read: (facts) => facts.sector.code },
  'municipality.form': {
    values: ['college', 'joint-body', 'joint-body-by-power'],
    read: ({ municipality: { form } }) =>
      form.kind === 'college' ? 'college' : form.power === null ? 'joint-body' : 'joint-body-by-power',
  },
  'local.desk': {
    values: [...DESKS, 'other'],
    read: ({ localArrangement: { desk } }) => (DESKS.includes(desk) ? desk : 'other'),
  },
  'local.deskOf': { values: ['municipality', 'joint-body'], read: (facts) => facts.localArrangement.deskOf },
};

const FLAGS: Readonly<Record<string, (facts: AgreementFacts) => boolean>> = {
  executor: (facts) => facts.executor !== null,
  /** Some party signs with two people together. */
  jointAuthority: ({ slots }) => new Set(slots.map(({ seat }) => seat)).size < slots.length,
  'partner.naturalPerson': (facts) => facts.partner.kvk === null,
  'partner.agent': (facts) => facts.partner.agent !== null,
};

/** Only these change articles and the annexes that are the same in every agreement: all else would multiply the texts to read. */
const FIXED_SUBJECTS = ['sector', 'municipality.form', 'executor'];

const SUBJECTS = [...Object.keys(CHOICES), ...Object.keys(FLAGS), ...PLACEHOLDERS];

/** @throws TemplateError */
export function readConditionLine(
  text: string,
  at: TemplatePosition,
  sectors: readonly string[],
  fixed: boolean,
): ConditionLine {
  const words = text.replace(/^::\s*/, '').trim();
  if (words === 'anders') return { kind: 'else' };
  if (words === 'einde') return { kind: 'end' };
  const each = /^voor elk\s+(\S+)$/.exec(words)?.[1];
  if (each !== undefined) return { kind: 'each', list: readList(each, at, fixed) };
  const match = /^als\s+(niet\s+)?([\w.-]+)(?:\s*=\s*(.+))?$/.exec(words);
  if (match === null) {
    throw new TemplateError('unknown-condition', at, words, nearestName(words, ['als', 'anders', 'einde', 'voor elk']));
  }
  const [, not, subject = '', values] = match;
  const condition = readCondition(subject, values, not !== undefined, at, sectors);
  if (fixed && !FIXED_SUBJECTS.includes(subject)) throw new TemplateError('condition-in-fixed-text', at, subject);
  return { kind: 'if', condition };
}

function readList(name: string, at: TemplatePosition, fixed: boolean): ListName {
  if (!isListName(name)) throw new TemplateError('unknown-list', at, name, nearestName(name, LIST_NAMES));
  if (fixed) throw new TemplateError('condition-in-fixed-text', at, name);
  return name;
}

function readCondition(
  subject: string,
  values: string | undefined,
  negated: boolean,
  at: TemplatePosition,
  sectors: readonly string[],
): Condition {
  const choice = Object.hasOwn(CHOICES, subject) ? CHOICES[subject] : undefined;
  if (choice !== undefined && values !== undefined) {
    const known = choice.values ?? sectors;
    const asked = values.split(/\s+of\s+/).map((value) => value.trim());
    const wrong = asked.find((value) => !known.includes(value));
    if (wrong !== undefined) throw new TemplateError('unknown-condition', at, wrong, nearestName(wrong, known));
    return { kind: 'choice', subject, values: asked, negated };
  }
  if (values === undefined && Object.hasOwn(FLAGS, subject)) return { kind: 'flag', name: subject, negated };
  if (values === undefined && PLACEHOLDERS.includes(subject)) return { kind: 'filled', name: subject, negated };
  throw new TemplateError('unknown-condition', at, subject, nearestName(subject, SUBJECTS));
}

export const negate = (condition: Condition): Condition => ({ ...condition, negated: !condition.negated });

export function holds(condition: Condition, facts: AgreementFacts, template: Template): boolean {
  switch (condition.kind) {
    case 'choice': {
      const value = CHOICES[condition.subject]?.read(facts);
      return (value !== undefined && condition.values.includes(value)) !== condition.negated;
    }
    case 'flag':
      return (FLAGS[condition.name]?.(facts) ?? false) !== condition.negated;
    case 'filled':
      return (valueOf(condition.name, { facts, template }) !== null) !== condition.negated;
  }
}
