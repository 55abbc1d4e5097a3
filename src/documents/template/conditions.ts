// `:: als sector = huur of energie`, `:: als partner.kvk`, `:: als niet partner.kvk`, `:: anders`, `:: einde`

import type { AgreementFacts } from '../../domain/agreement-facts';
import { nearestName } from './nearest';
import { PLACEHOLDERS, valueOf } from './placeholders';
import type { Condition, Template } from './template';
import { TemplateError, type TemplatePosition } from './template-error';

export type ConditionLine =
  { readonly kind: 'if'; readonly condition: Condition } | { readonly kind: 'else' } | { readonly kind: 'end' };

export function readConditionLine(text: string, at: TemplatePosition): ConditionLine {
  const words = text.replace(/^::\s*/, '').trim();
  if (words === 'anders') return { kind: 'else' };
  if (words === 'einde') return { kind: 'end' };
  const match = /^als\s+(niet\s+)?([\w.-]+)(?:\s*=\s*(.+))?$/.exec(words);
  if (match === null) {
    throw new TemplateError('unknown-condition', at, words, nearestName(words, ['als', 'anders', 'einde']));
  }
  const [, not, subject = '', values] = match;
  const negated = not !== undefined;
  if (subject === 'sector' && values !== undefined) {
    const codes = values.split(/\s+of\s+/).map((code) => code.trim());
    return { kind: 'if', condition: { kind: 'sector', codes, negated } };
  }
  if (values !== undefined || !PLACEHOLDERS.includes(subject)) {
    throw new TemplateError('unknown-condition', at, subject, nearestName(subject, ['sector', ...PLACEHOLDERS]));
  }
  return { kind: 'if', condition: { kind: 'filled', name: subject, negated } };
}

export const negate = (condition: Condition): Condition => ({ ...condition, negated: !condition.negated });

export function holds(condition: Condition, facts: AgreementFacts, template: Template): boolean {
  switch (condition.kind) {
    case 'sector':
      return condition.codes.includes(facts.sector.code) !== condition.negated;
    case 'filled':
      return (valueOf(condition.name, { facts, template }) !== null) !== condition.negated;
  }
}
