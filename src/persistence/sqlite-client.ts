import SqliteDialect from 'knex/lib/dialects/sqlite3';

interface PooledConnection {
  /** knex drops a connection with this mark from the pool. */
  __knex__disposed?: Error;
}

/**
 * knex's SQLite client hands a connection back to the pool inside its transaction when COMMIT fails; what follows is
 * then acknowledged and lost. This one begins with the write lock (BEGIN IMMEDIATE, so that no transaction fails
 * half-way on an upgrade) and leaves the transaction, or the connection, after a failed COMMIT.
 */
export class CarefulSqliteClient extends SqliteDialect {
  override async _query(connection: PooledConnection, statement: { sql: string }): Promise<{ sql: string }> {
    if (statement.sql === 'BEGIN;') statement.sql = 'BEGIN IMMEDIATE;';
    try {
      return await super._query(connection, statement);
    } catch (error) {
      if (statement.sql === 'COMMIT;') {
        await super._query(connection, { sql: 'ROLLBACK;' }).catch((cause: unknown) => {
          connection.__knex__disposed = cause instanceof Error ? cause : new Error(String(cause));
        });
      }
      throw error;
    }
  }
}
