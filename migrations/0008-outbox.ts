import type { Knex } from 'knex';
import { createTable, index, optionalText, text } from './builder';

/** What must still happen outside: written in the transaction of the deed, done afterwards, each thing once. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'outbox',
    {
      id: text,
      kind: text,
      dedupe_key: text,
      payload: text,
      created_at: text,
      due_at: text,
      attempts: { type: 'integer', default: 0 },
      lease_owner: optionalText,
      lease_until: optionalText,
      done_at: optionalText,
      failed_at: optionalText,
      last_error: optionalText,
    },
    { primary: ['id'], unique: [['kind', 'dedupe_key']] },
  );
  await index(db, 'outbox_due', 'outbox', 'due_at', 'done_at is null and failed_at is null');
}
