import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { migrations } from '../../migrations';
import { CarefulSqliteClient } from './sqlite-client';

/** The database or a transaction on it: first parameter of everything in this room. */
export type Db = Knex | Knex.Transaction;
export type Trx = Knex.Transaction;

/** `sqlite:FILE` or `postgres://...`; nothing is opened before the first query. */
export function openDatabase(url: string): Knex {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url);
}

export function isSqlite(db: Db): boolean {
  return db.client instanceof CarefulSqliteClient;
}

/** Brings the database up to date; gives the names of what was done. Throws UnusableDatabase. */
export async function migrate(db: Knex): Promise<readonly string[]> {
  await pendingMigrations(db);
  const [, names] = (await db.migrate.latest({ migrationSource: migrations })) as [number, string[]];
  return names;
}

/** Names of migrations that this program knows and the database lacks. Throws UnusableDatabase. */
export async function pendingMigrations(db: Knex): Promise<readonly string[]> {
  try {
    const [, pending] = (await db.migrate.list({ migrationSource: migrations })) as [unknown, { name: string }[]];
    return pending.map((step) => step.name);
  } catch (cause) {
    throw unusable(cause);
  }
}

/** The database does not answer, or is of a newer release; the message says which. */
export class UnusableDatabase extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'UnusableDatabase';
  }
}

function unusable(cause: unknown): UnusableDatabase {
  const said = cause instanceof Error ? cause.message : String(cause);
  // knex's own words for migrations in the database that the program does not know.
  const missing = /following files are missing: (.+)/.exec(said)?.[1];
  return missing === undefined
    ? new UnusableDatabase(`the database does not answer (DATABASE_URL): ${said}`, { cause })
    : new UnusableDatabase(`the database is newer than this program: it has ${missing}; start the newer release`, {
        cause,
      });
}

function openSqlite(filename: string): Knex {
  mkdirSync(dirname(filename), { recursive: true });
  return knex({
    client: CarefulSqliteClient as unknown as typeof Knex.Client,
    connection: { filename },
    useNullAsDefault: true,
    compileSqlOnError: false,
    pool: {
      // One connection: more only wait for each other's lock, on libuv's four threads.
      min: 1,
      max: 1,
      afterCreate: (
        connection: SqliteConnection,
        done: (error: Error | null, connection: SqliteConnection) => void,
      ) => {
        connection.exec(
          `pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 10000;
           pragma foreign_keys = on; pragma recursive_triggers = on;`,
          (error) => done(error, connection),
        );
      },
    },
  });
}

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

function openPostgres(connectionString: string): Knex {
  // bigint as number: every count and sequence here stays far below 2^53. The only conversion that the engines need.
  const int8: number = pg.types.builtins.INT8;
  const parserOf = pg.types.getTypeParser as (oid: number, format?: 'text') => unknown;
  const types = {
    getTypeParser: (oid: number, format?: 'text'): unknown => (oid === int8 ? Number : parserOf(oid, format)),
  };
  return knex({
    client: 'pg',
    // What a person typed stays out of the message of an error, and so out of the log.
    compileSqlOnError: false,
    connection: { connectionString, types } as Knex.PgConnectionConfig,
    pool: { min: 0, max: 10 },
  });
}

/** On PostgreSQL text must sort by bytes (collation C), as on SQLite; null when all is well, else what is wrong. */
export async function collationProblem(db: Knex): Promise<string | null> {
  if (isSqlite(db)) return null;
  const row = await db.raw<{ rows: { collation: string }[] }>(
    'select datcollate as collation from pg_database where datname = current_database()',
  );
  const collation = row.rows[0]?.collation ?? 'unknown';
  return ['C', 'POSIX', 'C.UTF-8', 'C.utf8'].includes(collation)
    ? null
    : `the database sorts by ${collation}; create it with: createdb --template=template0 --locale=C --encoding=UTF8`;
}
