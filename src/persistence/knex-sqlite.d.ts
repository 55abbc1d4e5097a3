/** knex ships no types for its dialects; this is the part that the client below overrides. */
declare module 'knex/lib/dialects/sqlite3' {
  import type { Knex } from 'knex';
  interface Statement {
    sql: string;
  }
  class SqliteDialect {
    constructor(config: Knex.Config);
    _query(connection: object, statement: Statement): Promise<Statement>;
  }
  export = SqliteDialect;
}
