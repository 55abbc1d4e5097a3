import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, type Statement } from 'sqlite3';
import type { Template } from '../../src/documents';
import type { Contender } from '../measure';
import { compiledPress } from './ours';

/** As the portal records a batch: 32 documents in a transaction, WAL, every commit on the disk. */
const CHUNK = 32;

/** Compiled and written to a file of SQLite: the prefix stands there once, for each document its tail. */
export function stored(template: Template, count: number): Contender {
  const make = compiledPress(template);
  let shelf: Shelf | null = null;
  let made = 0;
  return {
    name: 'compiled, stored in SQLite',
    count: Math.ceil(count / CHUNK) * CHUNK,
    begin: async () => {
      shelf = await openShelf();
    },
    make: async (i) => {
      if (!shelf) throw new Error('it was not begun');
      if (made % CHUNK === 0) await shelf.run('begin immediate');
      const { tail, fileSha256, length } = make(i);
      shelf.insert.run([`agreement-${made}`, 'tail', tail, length, fileSha256, '2026-11-23T12:00:00.000Z']);
      made += 1;
      if (made % CHUNK === 0) await shelf.run('commit');
      return length;
    },
    finish: () => shelf?.close(),
  };
}

interface Shelf {
  readonly run: (sql: string) => Promise<void>;
  readonly insert: Statement;
  readonly close: () => void;
}

async function openShelf(): Promise<Shelf> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-documents-'));
  const database = new Database(join(folder, 'bench.sqlite'));
  const run = (sql: string): Promise<void> =>
    new Promise((resolve, reject) => {
      database.run(sql, (error) => (error === null ? resolve() : reject(error)));
    });
  await run('pragma journal_mode = wal');
  await run('pragma synchronous = full');
  await run(
    'create table document_segment (agreement_id text, ordinal integer, kind text, bytes blob, file_length integer, ' +
      'file_sha256 text, recorded_at text, primary key (agreement_id, ordinal))',
  );
  const insert = database.prepare('insert into document_segment values (?, 0, ?, ?, ?, ?, ?)');
  const close = (): void => {
    insert.finalize();
    database.close(() => rmSync(folder, { recursive: true }));
  };
  return { run, insert, close };
}
