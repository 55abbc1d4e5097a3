import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

export default function stop(): void {
  const template = process.env['TEST_SQLITE_TEMPLATE'];
  if (template) rmSync(dirname(template), { recursive: true, force: true });
}
