import type { Knex } from 'knex';

/** What both engines read alike: text for ids, instants and days; integer for counts and 0|1. */
export type Columns = Record<string, Column>;
export interface Column {
  readonly type: 'text' | 'integer' | 'bytes';
  readonly nullable?: boolean;
  readonly default?: string | number;
  readonly references?: string;
  readonly oneOf?: readonly string[];
}

export const text: Column = { type: 'text' };
export const optionalText: Column = { type: 'text', nullable: true };
export const integer: Column = { type: 'integer' };
export const optionalInteger: Column = { type: 'integer', nullable: true };
export const bytes: Column = { type: 'bytes' };
export const optionalBytes: Column = { type: 'bytes', nullable: true };
export const flag: Column = { type: 'integer', default: 0 };
export const version: Column = { type: 'integer', default: 1 };
export const to = (table: string): Column => ({ type: 'text', references: table });
export const maybeTo = (table: string): Column => ({ type: 'text', nullable: true, references: table });
export const oneOf = (...values: string[]): Column => ({ type: 'text', oneOf: values });

interface TableRules {
  readonly primary: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly checks?: Record<string, string>;
  /** Composite foreign keys: to columns of the same names. */
  readonly foreign?: readonly { readonly columns: readonly string[]; readonly table: string }[];
}

export async function createTable(db: Knex, name: string, columns: Columns, rules: TableRules): Promise<void> {
  await db.schema.createTable(name, (table) => {
    for (const [column, kind] of Object.entries(columns)) {
      const built =
        kind.type === 'text'
          ? table.text(column)
          : kind.type === 'integer'
            ? table.bigInteger(column)
            : table.binary(column);
      if (!kind.nullable) built.notNullable();
      if (kind.default !== undefined) built.defaultTo(kind.default);
      if (kind.references) built.references('id').inTable(kind.references);
      if (kind.oneOf) built.checkIn([...kind.oneOf], `${name}_${column}_known`);
    }
    table.primary([...rules.primary]);
    for (const unique of rules.unique ?? []) table.unique([...unique]);
    for (const key of rules.foreign ?? [])
      table
        .foreign([...key.columns])
        .references([...key.columns])
        .inTable(key.table);
    for (const [rule, sql] of Object.entries(rules.checks ?? {})) table.check(sql, {}, `${name}_${rule}`);
  });
}

/** A unique index over a part of the rows; the same SQL on both engines. */
export async function uniqueWhere(
  db: Knex,
  name: string,
  table: string,
  columns: string,
  where: string,
): Promise<void> {
  await db.raw(`create unique index ${name} on ${table} (${columns}) where ${where}`);
}

export async function index(db: Knex, name: string, table: string, columns: string, where?: string): Promise<void> {
  await db.raw(`create index ${name} on ${table} (${columns})${where ? ` where ${where}` : ''}`);
}

/** The engine itself refuses to change or delete a row of these tables. */
export async function appendOnly(db: Knex, table: string): Promise<void> {
  for (const deed of ['update', 'delete'] as const) {
    const trigger = `${table}_no_${deed}`;
    if (db.client.config.client === 'pg') {
      await db.raw(`create function ${trigger}() returns trigger language plpgsql as
        $$ begin raise exception '${table} is append-only'; end $$`);
      await db.raw(`create trigger ${trigger} before ${deed} on ${table} for each row execute function ${trigger}()`);
    } else {
      await db.raw(`create trigger ${trigger} before ${deed} on ${table}
        begin select raise(abort, '${table} is append-only'); end`);
    }
  }
}
