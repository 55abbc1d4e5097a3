import { createHash } from 'node:crypto';
import { compileVariant, press, renderTail } from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

/**
 * The first released text, one agreement. Other bytes with the same facts mean that a digest which somebody once noted can no
 * longer be recomputed: a library or a change here may only do that with a new format of variants, never unseen.
 */
const PINNED = {
  text: '6f2f1edbd66c0f9fc60d90d5fdf23fa261856a516a11aeb5843ea02c5cf8c894',
  prefix: '176ecc83457801b51d51ca48e67f95b2c72d1cb3517fe69b9fa1bb39021e32e8',
  file: 'd2958d4806a632af75712747a1afb6a64f52f7b10aeff1e6238b59dac2ab2eab',
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
