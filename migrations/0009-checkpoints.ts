import type { Knex } from 'knex';
import { appendOnly, bytes, createTable, integer, text } from './builder';

/** What makes a checkpoint of the log evidence: the signature over it, by a certificate of its own, and the proof of its standing. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'checkpoint_signature',
    { size: integer, cms: bytes, serial: text, crl: bytes, proof: text },
    {
      primary: ['size'],
      unique: [['serial']],
      foreign: [{ columns: ['size'], table: 'checkpoint' }],
    },
  );
  await appendOnly(db, 'checkpoint_signature');
}
