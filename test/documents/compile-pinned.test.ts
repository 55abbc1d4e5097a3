import { createHash } from 'node:crypto';
import { compileVariant, press, renderTail } from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

/**
 * The first released text, one agreement. Other bytes with the same facts mean that a digest which somebody once noted can no
 * longer be recomputed: a library or a change here may only do that with a new format of variants, never unseen.
 */
const PINNED = {
  text: 'f2a2b8362aa17d14a675441f9595cedd5cada5aac09f274ebee90d5f959e31f3',
  prefix: '7327e32a17c0b91a28cd9d611aa8babd85ce1acb5266ffb8b26dac28732ea6f7',
  file: '50858f45bfda83b2fb2d1eceda5423b7d1272895726fdc888617399d3e6986f8',
};

test('the bytes of an agreement of the first released text are what they were', () => {
  const template = sampleTemplate();
  const variant = compileVariant(template, sampleFacts());
  const { shape, tail, fileSha256 } = renderTail(press(template, variant), sampleFacts());
  const sha256 = (...parts: readonly Buffer[]): string =>
    createHash('sha256').update(Buffer.concat(parts)).digest('hex');
  expect({ text: template.sha256, prefix: sha256(variant.prefix), file: fileSha256 }).toEqual(PINNED);
  expect(sha256(variant.prefix, shape.bytes, tail)).toBe(fileSha256);
});
