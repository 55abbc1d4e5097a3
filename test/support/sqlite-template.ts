import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase } from '../../src/persistence/db';
import { preload } from './preload';

/** One migrated, preloaded database; each test works on a copy of its file. */
export default async function makeTemplate(): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'portal-sqlite-')), 'template.sqlite');
  const db = openDatabase(`sqlite:${file}`);
  await migrate(db);
  await preload(db);
  // Everything into the file itself: a copy without the write-ahead log misses commits.
  await db.raw('pragma wal_checkpoint(truncate)');
  await db.destroy();
  process.env['TEST_SQLITE_TEMPLATE'] = file;
}
