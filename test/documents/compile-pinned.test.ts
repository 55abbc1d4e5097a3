import { createHash } from 'node:crypto';
import { compileVariant, press, renderTail } from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

/**
 * The first released text, one agreement. Other bytes with the same facts mean that a digest which somebody once noted can no
 * longer be recomputed: a library or a change here may only do that with a new format of variants, never unseen.
 */
const PINNED = {
  text: 'f2a2b8362aa17d14a675441f9595cedd5cada5aac09f274ebee90d5f959e31f3',
  prefix: 'fb2caf404d43f35da6a1ba361677b29079be8d6155f31caf4e68e097bf6954d7',
  file: 'e56fb16a7b40a3705c9b8af4639f45d10b616f7f663bf2a42fa8d434e671ddfe',
};

test('the bytes of an agreement of the first released text are what they were', () => {
  const template = sampleTemplate();
  const variant = compileVariant(template, sampleFacts());
  const { tail, fileSha256 } = renderTail(press(template, variant), sampleFacts());
  const sha256 = (...parts: readonly Buffer[]): string =>
    createHash('sha256').update(Buffer.concat(parts)).digest('hex');
  expect({ text: template.sha256, prefix: sha256(variant.prefix), file: fileSha256 }).toEqual(PINNED);
  expect(sha256(variant.prefix, tail)).toBe(fileSha256);
});
