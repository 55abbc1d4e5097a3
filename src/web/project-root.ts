import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with package.json, seen from src (development, tests) and from dist/src (production) alike. */
export const projectRoot = findRoot(__dirname);

function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from));
}
