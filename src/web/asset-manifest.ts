// Where the hashed files of dist/assets are, read once at the start from the manifest that tools/assets.cjs writes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Assets } from './page';

const Manifest = z.record(z.string(), z.string());

/** Fonts every page needs for its first screen: text and headings. */
const preloaded = ['source-sans-3-latin-400-normal.woff2', 'source-sans-3-latin-700-normal.woff2'];

/** `dir`: the folder served as /assets. Throws when it was never built or a file is missing from the manifest. */
export const readAssets = (dir: string): Assets => {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')));
  const address = (logical: string): string => {
    const name = manifest[logical];
    if (name === undefined) throw new Error(`the asset manifest lacks "${logical}"`);
    return `/assets/${name}`;
  };
  return { css: address('portal.css'), icon: address('mark.svg'), fonts: preloaded.map(address) };
};
