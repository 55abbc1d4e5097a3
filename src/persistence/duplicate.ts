/** Did the database refuse a row because a unique index already holds its key? PostgreSQL: SQLSTATE 23505. */
export function isDuplicate(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code === '23505') return true;
  return code === 'SQLITE_CONSTRAINT' && typeof message === 'string' && message.includes('UNIQUE constraint failed');
}
