import { createHash, type Hash } from 'node:crypto';
import type { AgreementFacts } from '../../domain/agreement-facts';
import { composeAgreement } from '../compose-agreement';
import { layGroup, sectionGroups } from '../layout/lay-out';
import { finishTail, prefixEntries, type FinishedTail } from '../pdf/finish-tail';
import { printTail } from '../pdf/print-tail';
import type { VariantLayout } from '../pdf/variant-layout';
import type { Template } from '../template/template';
import type { CompiledVariant } from './compile-variant';
import { memory, type Memory } from './memory';
import { openPart } from './variant-key';

/** A compiled variant, ready for its agreements. */
export interface Press {
  readonly template: Template;
  readonly layout: VariantLayout;
  readonly prefixLength: number;
  readonly prefixEntries: string;
  /** Has seen the prefix; only copies of it go on. */
  readonly hash: Hash;
  readonly memory: Memory;
}

export function press(template: Template, { prefix, layout }: Omit<CompiledVariant, 'key'>): Press {
  return {
    template: openPart(template),
    layout,
    prefixLength: prefix.length,
    prefixEntries: prefixEntries(layout),
    hash: createHash('sha256').update(prefix),
    memory: memory(),
  };
}

/**
 * What stands after the prefix in the document of one agreement. Prefix and tail together are, byte for byte, what
 * renderAgreementPdf makes of the whole. The facts must be of the variant (variantKey).
 * @throws what composeAgreement throws
 */
export function renderTail(on: Press, facts: AgreementFacts): FinishedTail {
  const text = composeAgreement(on.template, facts);
  const groups = sectionGroups(text.sections).map((sections) => layGroup(sections, on.memory.lay));
  const { layout, prefixLength } = on;
  const tail = printTail({
    layout,
    prefixLength,
    prefixEntries: on.prefixEntries,
    text,
    groups,
    print: on.memory.print,
  });
  return finishTail(tail, on.hash.copy());
}
