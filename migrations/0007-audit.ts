import type { Knex } from 'knex';
import { appendOnly, createTable, index, integer, optionalText, text } from './builder';

/** The log of deeds: append-only, each entry with the hash of its leaf (RFC 6962 section 2.1), under signed checkpoints later. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'audit_entry',
    {
      seq: integer,
      at: text,
      kind: text,
      actor_id: optionalText,
      acting_for_id: optionalText,
      subject_id: optionalText,
      body: text,
      leaf_sha256: text,
    },
    { primary: ['seq'] },
  );
  await index(db, 'audit_entry_by_subject', 'audit_entry', 'subject_id, seq');
  await index(db, 'audit_entry_by_party', 'audit_entry', 'acting_for_id, seq');
  await appendOnly(db, 'audit_entry');
  await createTable(
    db,
    'audit_node',
    { level: integer, position: integer, hash: text },
    { primary: ['level', 'position'] },
  );
  await createTable(db, 'checkpoint', { size: integer, root: text, at: text, note: text }, { primary: ['size'] });
  await appendOnly(db, 'checkpoint');
}
