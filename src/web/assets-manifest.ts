import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from './page';
import { projectRoot } from './project-root';

/** The hashed names that the asset build wrote; it runs before every start and every test. */
export function loadAssets(): Assets {
  return JSON.parse(readFileSync(join(projectRoot, 'dist/assets/manifest.json'), 'utf8')) as Assets;
}
