import { createHash } from 'node:crypto';
import { compileVariant, press, renderTail } from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

/**
 * The first released text, one agreement. Other bytes with the same facts mean that a digest which somebody once noted can no
 * longer be recomputed: a library or a change here may only do that with a new format of variants, never unseen.
 */
const PINNED = {
  text: 'f2a2b8362aa17d14a675441f9595cedd5cada5aac09f274ebee90d5f959e31f3',
  prefix: '2c84faeecf53cf05a98a4307858233d9adda3144e38955e7ad06b52883bb87d4',
  file: 'e7cd6943437106bf6dcf3f3ca5b56fed8734178381b965ed9d9a2ec04b9b17fb',
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
