import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { openDatabase } from '../../src/persistence/db';

export interface TestDatabase {
  readonly db: Knex;
  readonly url: string;
  close(): Promise<void>;
}

/** A database of its own for one test, on the engine of the project that runs it. */
export async function testDatabase(): Promise<TestDatabase> {
  return process.env['TEST_ENGINE'] === 'postgres' ? postgresDatabase() : sqliteDatabase();
}

async function sqliteDatabase(): Promise<TestDatabase> {
  const template = process.env['TEST_SQLITE_TEMPLATE'];
  if (!template) throw new Error('the template database is missing');
  const file = join(mkdtempSync(join(tmpdir(), 'portal-test-')), 'portal.sqlite');
  copyFileSync(template, file);
  const url = `sqlite:${file}`;
  const db = openDatabase(url);
  return {
    db,
    url,
    close: async () => {
      await db.destroy();
      rmSync(dirname(file), { recursive: true, force: true });
    },
  };
}

async function postgresDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env['TEST_POSTGRES_ADMIN'];
  if (!adminUrl) throw new Error('the PostgreSQL cluster is missing');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = openDatabase(adminUrl);
  await admin.raw(`create database ${name} template template_portal`);
  const url = adminUrl.replace(/\/postgres$/, `/${name}`);
  const db = openDatabase(url);
  return {
    db,
    url,
    close: async () => {
      await db.destroy();
      await admin.raw(`drop database ${name} with (force)`);
      await admin.destroy();
    },
  };
}
