import { createHash } from 'node:crypto';
import {
  compileVariant,
  composeAgreement,
  press,
  renderAgreementPdf,
  renderTail,
  variantKey,
  type Press,
  type Rendered,
  type Template,
} from '../../src/documents';
import type { Contender } from '../measure';
import { factsOf } from './facts';

export function general(template: Template, count: number): Contender {
  return {
    name: 'general path',
    count,
    make: (i) => renderAgreementPdf(composeAgreement(template, factsOf(i))).length,
  };
}

/** From facts to the bytes and digest of the file, as freezing a text does it: the variant is looked up for each agreement. */
export function compiledPress(template: Template): (i: number) => Rendered & { readonly length: number } {
  const presses = new Map<string, { on: Press; prefixLength: number }>();
  return (i) => {
    const facts = factsOf(i);
    const key = variantKey(template, facts);
    let known = presses.get(key);
    if (known === undefined) {
      const variant = compileVariant(template, facts);
      known = { on: press(template, variant), prefixLength: variant.prefix.length };
      presses.set(key, known);
    }
    const rendered = renderTail(known.on, facts);
    return { ...rendered, length: known.prefixLength + rendered.shape.bytes.length + rendered.tail.length };
  };
}

export function compiled(template: Template, count: number): Contender {
  const make = compiledPress(template);
  return { name: 'compiled, in memory', count, make: (i) => make(i).length };
}

/** What no maker of files with a digest can pass. */
export function limit(template: Template, count: number): Contender {
  const file = renderAgreementPdf(composeAgreement(template, factsOf(0)));
  return {
    name: 'limit: SHA-256 of the file',
    count,
    make: () => {
      createHash('sha256').update(file).digest('hex');
      return file.length;
    },
  };
}
