import { createHash } from 'node:crypto';
import { compileVariant, press, renderTail } from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

/**
 * The first released text, one agreement. Other bytes with the same facts mean that a digest which somebody once noted can no
 * longer be recomputed: a library or a change here may only do that with a new format of variants, never unseen.
 */
const PINNED = {
  text: '6f2f1edbd66c0f9fc60d90d5fdf23fa261856a516a11aeb5843ea02c5cf8c894',
  prefix: '28d7f71e474a02b8e540dec977919cf10a27bdc6e5bf5a626d48c9c335008096',
  file: 'f5f3b39cf8071d8baa553fe675311b01ec3166886b5a83f896001c63311f7c78',
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
