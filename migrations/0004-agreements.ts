import type { Knex } from 'knex';
import {
  appendOnly,
  bytes,
  createTable,
  index,
  integer,
  maybeTo,
  oneOf,
  optionalText,
  text,
  to,
  uniqueWhere,
  version,
} from './builder';

/** The texts, the agreements and their documents as immutable segments. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'template_version',
    {
      id: text,
      label: text,
      source: text,
      source_sha256: text,
      signing_order: text,
      notice_days: integer,
      effective_from: text,
      released_by: text,
      approved_by: text,
      released_at: text,
    },
    {
      primary: ['id'],
      unique: [['label'], ['source_sha256'], ['effective_from']],
      checks: { four_eyes: 'approved_by <> released_by' },
    },
  );
  // A released text stays as it is: agreements were made of it.
  await appendOnly(db, 'template_version');
  await createTable(
    db,
    'template_draft',
    {
      id: text,
      label: text,
      source: text,
      source_sha256: text,
      version,
      uploaded_by: optionalText,
      uploaded_at: text,
      asked_by: optionalText,
      asked_at: optionalText,
    },
    {
      primary: ['id'],
      unique: [['label']],
      checks: { asked_by_someone: '(asked_by is null) = (asked_at is null)' },
    },
  );
  await createTable(
    db,
    'template_variant',
    {
      id: text,
      template_version_id: to('template_version'),
      facts_key: text,
      prefix: bytes,
      prefix_sha256: text,
      layout: text,
    },
    { primary: ['id'], unique: [['template_version_id', 'facts_key']] },
  );
  await createTable(
    db,
    'template_shape',
    { id: text, variant_id: to('template_variant'), sha256: text, bytes },
    { primary: ['id'], unique: [['variant_id', 'sha256']] },
  );
  // What many documents begin with stays as it is.
  await appendOnly(db, 'template_variant');
  await appendOnly(db, 'template_shape');

  await createTable(
    db,
    'agreement',
    {
      id: text,
      number: text,
      origin: oneOf('portal', 'taken-over', 'external'),
      municipality_id: to('party'),
      partner_id: to('party'),
      sector_code: text,
      template_version_id: maybeTo('template_version'),
      shape_id: maybeTo('template_shape'),
      facts: optionalText,
      status: oneOf('draft', 'offered', 'in-force', 'declined', 'withdrawn', 'lapsed', 'terminated', 'superseded'),
      version,
      base_sha256: optionalText,
      verification_code: optionalText,
      created_at: text,
      offered_at: optionalText,
      expires_on: optionalText,
      parked_until: optionalText,
      effective_on: optionalText,
      in_force_at: optionalText,
      ended_on: optionalText,
      end_reason: optionalText,
      ended_by_party_id: maybeTo('party'),
      successor_id: maybeTo('agreement'),
      archive_level: { ...oneOf('B-LT', 'B-LTA'), nullable: true },
      archive_stamped_at: optionalText,
    },
    {
      primary: ['id'],
      unique: [['number']],
      checks: {
        offered_is_frozen:
          "status in ('draft', 'withdrawn', 'declined', 'lapsed') or origin <> 'portal' or (shape_id is not null and base_sha256 is not null and facts is not null)",
      },
    },
  );
  const pair = 'municipality_id, partner_id, sector_code';
  await uniqueWhere(db, 'agreement_one_open', 'agreement', pair, "status in ('draft', 'offered')");
  await uniqueWhere(db, 'agreement_one_in_force', 'agreement', pair, "status = 'in-force'");
  await index(db, 'agreement_by_municipality', 'agreement', 'municipality_id, status, id');
  await index(db, 'agreement_by_partner', 'agreement', 'partner_id, status, id');
  await index(db, 'agreement_by_stamp', 'agreement', 'archive_stamped_at, id', 'archive_stamped_at is not null');

  await createTable(
    db,
    'signature_slot',
    {
      agreement_id: to('agreement'),
      slot: integer,
      seat: oneOf('municipality', 'executor', 'partner'),
      party_id: to('party'),
      on_behalf_of_id: maybeTo('party'),
      turn: integer,
      field_name: text,
    },
    { primary: ['agreement_id', 'slot'], checks: { slot_range: 'slot between 1 and 5' } },
  );
  await index(db, 'signature_slot_by_party', 'signature_slot', 'party_id, agreement_id');

  await createTable(
    db,
    'document_segment',
    {
      agreement_id: to('agreement'),
      ordinal: integer,
      kind: oneOf('tail', 'signature', 'dss', 'timestamp'),
      bytes,
      file_length: integer,
      file_sha256: text,
      recorded_at: text,
    },
    { primary: ['agreement_id', 'ordinal'] },
  );
  await index(db, 'document_segment_by_hash', 'document_segment', 'file_sha256');
  await appendOnly(db, 'document_segment');

  await createTable(
    db,
    'foreign_document',
    { id: text, sha256: text, bytes, kind: text, recorded_at: text },
    { primary: ['id'], unique: [['sha256']] },
  );
}
