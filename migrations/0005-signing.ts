import type { Knex } from 'knex';
import {
  appendOnly,
  bytes,
  createTable,
  index,
  integer,
  oneOf,
  optionalBytes,
  optionalText,
  text,
  to,
  uniqueWhere,
  version,
} from './builder';

/** Ceremonies, the work they leave, and the signatures that come of it. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'ceremony',
    {
      id: text,
      number: text,
      party_id: to('party'),
      person_id: to('person'),
      mandate_id: to('mandate'),
      prepared_by: to('person'),
      prepared_at: text,
      message: optionalText,
      status: oneOf('handed-over', 'sent-back', 'consented', 'finished', 'cancelled', 'expired'),
      manifest: optionalText,
      manifest_sha256: optionalText,
      mandate_facts: optionalText,
      factor: optionalText,
      factor_evidence: optionalText,
      consent_text: optionalText,
      consented_at: optionalText,
      consent_expires_at: optionalText,
      finished_at: optionalText,
      note: optionalText,
      version,
    },
    { primary: ['id'], unique: [['number']] },
  );
  await index(db, 'ceremony_by_person', 'ceremony', 'person_id, status');
  await index(db, 'ceremony_by_party', 'ceremony', 'party_id, status');

  await createTable(
    db,
    'ceremony_item',
    {
      ceremony_id: to('ceremony'),
      position: integer,
      agreement_id: to('agreement'),
      slot: integer,
      file_sha256: text,
      state: oneOf('listed', 'left-out', 'queued', 'signed', 'refused', 'conflict'),
      reason: optionalText,
      attempts: { type: 'integer', default: 0 },
      due_at: optionalText,
      lease_owner: optionalText,
      lease_until: optionalText,
    },
    { primary: ['ceremony_id', 'position'] },
  );
  await uniqueWhere(
    db,
    'ceremony_item_one_live',
    'ceremony_item',
    'agreement_id, slot',
    "state in ('listed', 'queued')",
  );
  await index(db, 'ceremony_item_due', 'ceremony_item', 'due_at', "state = 'queued'");

  await createTable(
    db,
    'certificate',
    {
      id: text,
      serial: text,
      ceremony_id: to('ceremony'),
      der: bytes,
      crl: bytes,
      not_before: text,
      not_after: text,
      recorded_at: text,
    },
    { primary: ['id'], unique: [['serial']] },
  );

  await createTable(
    db,
    'signature',
    {
      agreement_id: text,
      slot: integer,
      ordinal: integer,
      person_id: to('person'),
      mandate_id: to('mandate'),
      mandate_facts: text,
      ceremony_id: to('ceremony'),
      certificate_id: to('certificate'),
      level: oneOf('B-B', 'B-T', 'B-LT', 'B-LTA'),
      stamped_at: optionalText,
      signed_at: text,
    },
    {
      primary: ['agreement_id', 'slot'],
      unique: [['agreement_id', 'ordinal']],
      foreign: [
        { columns: ['agreement_id', 'slot'], table: 'signature_slot' },
        { columns: ['agreement_id', 'ordinal'], table: 'document_segment' },
      ],
    },
  );
  await appendOnly(db, 'signature');

  await createTable(
    db,
    'key_version',
    {
      purpose: oneOf('root', 'issuing', 'timestamp', 'data'),
      version: integer,
      algorithm: text,
      certificate: optionalBytes,
      crl: optionalBytes,
      wrapped_private: optionalBytes,
      created_at: text,
      retired_at: optionalText,
    },
    { primary: ['purpose', 'version'] },
  );
}
