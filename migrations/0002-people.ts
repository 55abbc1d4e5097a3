import type { Knex } from 'knex';
import { createTable, index, oneOf, optionalText, text, to, uniqueWhere, version } from './builder';

/** Who logs in, in which organisation and role, with which factors. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'person',
    {
      id: text,
      email: text,
      name: text,
      function_title: optionalText,
      telephone: optionalText,
      created_at: text,
      last_seen_at: optionalText,
      erased_at: optionalText,
      version,
    },
    { primary: ['id'], unique: [['email']] },
  );

  await createTable(
    db,
    'membership',
    {
      id: text,
      person_id: to('person'),
      party_id: to('party'),
      role: oneOf('contact', 'signatory', 'admin', 'viewer', 'steward'),
      valid_from: text,
      ended_at: optionalText,
    },
    { primary: ['id'] },
  );
  await uniqueWhere(db, 'membership_once', 'membership', 'person_id, party_id, role', 'ended_at is null');
  await index(db, 'membership_by_party', 'membership', 'party_id');

  // One row for each factor: the argon2id hash of the password, the sealed TOTP key with the last step used, each backup code.
  await createTable(
    db,
    'credential',
    {
      id: text,
      person_id: to('person'),
      kind: oneOf('password', 'totp', 'backup-code'),
      secret: text,
      last_step: { type: 'integer', nullable: true },
      created_at: text,
      used_at: optionalText,
      retired_at: optionalText,
    },
    { primary: ['id'] },
  );
  await index(db, 'credential_by_person', 'credential', 'person_id, kind');
  await uniqueWhere(
    db,
    'credential_one_of_a_kind',
    'credential',
    'person_id, kind',
    "kind in ('password', 'totp') and retired_at is null",
  );

  // A link that works once: a forgotten password, later other recoveries.
  await createTable(
    db,
    'recovery',
    { secret_sha256: text, person_id: to('person'), created_at: text, expires_at: text, used_at: optionalText },
    { primary: ['secret_sha256'] },
  );

  // The columns that connect-session-knex reads and writes.
  await db.schema.createTable('session', (table) => {
    table.string('sid', 255).primary();
    table.json('sess').notNullable();
    table.timestamp('expired').notNullable().index();
  });

  // Whose session it is, so that a person sees and ends her own.
  await createTable(
    db,
    'person_session',
    { sid: text, person_id: to('person'), started_at: text, user_agent: text },
    { primary: ['sid'] },
  );
  await index(db, 'person_session_by_person', 'person_session', 'person_id');

  // Throttling that survives a restart; the columns are those of rate-limiter-flexible.
  await db.schema.createTable('login_attempt', (table) => {
    table.string('key', 255).primary();
    table.integer('points').notNullable().defaultTo(0);
    table.bigInteger('expire');
  });
}
