import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SEEDED = readFileSync(join(__dirname, '../../templates/agreement/2026.1.md'), 'utf8');

/** The sample text under another label and from another day. */
export const textOf = (label: string, effectiveFrom: string): string =>
  SEEDED.replace('label: 2026.1', `label: ${label}`).replace(
    'effectiveFrom: 2026-01-01',
    `effectiveFrom: ${effectiveFrom}`,
  );
