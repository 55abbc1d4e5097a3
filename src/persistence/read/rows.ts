import type { Knex } from 'knex';
import type { Db } from '../db';

/** The rows of a hand-written statement, which the engines hand over differently. */
export async function rowsOf<Row>(db: Db, sql: string, values: readonly Knex.RawBinding[]): Promise<readonly Row[]> {
  const result = (await db.raw(sql, [...values])) as unknown as Row[] | { rows: Row[] };
  return Array.isArray(result) ? result : result.rows;
}
