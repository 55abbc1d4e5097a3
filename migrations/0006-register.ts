import type { Knex } from 'knex';
import {
  createTable,
  index,
  integer,
  maybeTo,
  oneOf,
  optionalInteger,
  optionalText,
  text,
  to,
  uniqueWhere,
} from './builder';

/** Who may send signals to whom, from day to day, and what the register said when. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'exchange_permission',
    {
      id: text,
      municipality_id: to('party'),
      partner_id: to('party'),
      sector_code: text,
      ground: oneOf('agreement', 'document', 'succession'),
      agreement_id: maybeTo('agreement'),
      document_id: maybeTo('foreign_document'),
      valid_from: text,
      valid_until: optionalText,
      began_at: optionalText,
      recorded_seq: integer,
      recorded_at: text,
      replaced_seq: optionalInteger,
      replaced_at: optionalText,
    },
    {
      primary: ['id'],
      checks: { has_ground: "agreement_id is not null or document_id is not null or ground = 'succession'" },
    },
  );
  await uniqueWhere(
    db,
    'exchange_permission_once',
    'exchange_permission',
    "municipality_id, partner_id, sector_code, coalesce(agreement_id, document_id, ''), valid_from",
    'replaced_seq is null',
  );
  await index(
    db,
    'exchange_permission_pair',
    'exchange_permission',
    'municipality_id, partner_id, valid_from',
    'replaced_seq is null',
  );
  await index(
    db,
    'exchange_permission_partner',
    'exchange_permission',
    'partner_id, valid_from',
    'replaced_seq is null',
  );
  await index(db, 'exchange_permission_history', 'exchange_permission', 'municipality_id, partner_id, recorded_seq');
  await index(db, 'exchange_permission_agreement', 'exchange_permission', 'agreement_id');

  await createTable(
    db,
    'permission_change',
    { seq: integer, permission_id: to('exchange_permission'), change: oneOf('began', 'ended', 'replaced'), at: text },
    { primary: ['seq'] },
  );
}
