import { createHash } from 'node:crypto';
import { compileVariant, press, renderTail } from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

/**
 * The first released text, one agreement. Other bytes with the same facts mean that a digest which somebody once noted can no
 * longer be recomputed: a library or a change here may only do that with a new format of variants, never unseen.
 */
const PINNED = {
  text: 'f2a2b8362aa17d14a675441f9595cedd5cada5aac09f274ebee90d5f959e31f3',
  prefix: '2bb2803baad3e8cb984dddff82564375add160070e1ad433479d0b5ad2ce4e5e',
  file: '82178e15f5abe70ad75af25e211388382f786ea4148c5eac497a32cd137836e9',
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
