import type { ReadingBlock } from '../../documents';

interface ModelTextPage {
  readonly version: string;
  readonly blocks: readonly ReadingBlock[];
  /** Links to the parts of the text, in their order. */
  readonly contents: readonly { readonly label: string; readonly href: string }[];
}

/** The sample text to read on screen. `blocks`: what `readingBlocks` makes of it. */
export const modelTextPage = (version: string, blocks: readonly ReadingBlock[]): ModelTextPage => ({
  version,
  blocks,
  contents: blocks
    .filter(({ kind, id }) => kind === 'section' && id !== '')
    .map(({ number, heading, id }) => ({ label: number === '' ? heading : `${number}: ${heading}`, href: `#${id}` })),
});
