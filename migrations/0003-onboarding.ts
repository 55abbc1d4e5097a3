import type { Knex } from 'knex';
import {
  createTable,
  flag,
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

/** How organisations and people come in, and on what ground somebody may sign. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'registration',
    {
      id: text,
      number: text,
      party_id: to('party'),
      kind: oneOf('municipality', 'partner'),
      answers: text,
      status: oneOf('received', 'asked', 'admitted', 'refused'),
      question: optionalText,
      reason: optionalText,
      received_at: text,
      submission_sha256: optionalText,
      taken_by: maybeTo('person'),
      decided_by: maybeTo('person'),
      decided_at: optionalText,
      version,
    },
    { primary: ['id'], unique: [['number'], ['submission_sha256']] },
  );
  await index(db, 'registration_open', 'registration', 'status, received_at');
  await index(db, 'registration_by_party', 'registration', 'party_id');

  // Every mail carries a link of its own and only hashes are kept, so one registration has several; all of them work.
  await createTable(
    db,
    'registration_link',
    { secret_sha256: text, registration_id: to('registration'), made_at: text },
    { primary: ['secret_sha256'] },
  );

  // What was asked, answered, noted and said by telephone; person_id is null for what the sender wrote.
  await createTable(
    db,
    'registration_note',
    {
      id: text,
      registration_id: to('registration'),
      kind: oneOf('question', 'supplement', 'note', 'call'),
      person_id: maybeTo('person'),
      body: text,
      at: text,
    },
    { primary: ['id'] },
  );
  await index(db, 'registration_note_by_registration', 'registration_note', 'registration_id, at');

  await createTable(
    db,
    'invitation',
    {
      id: text,
      secret_sha256: text,
      party_id: to('party'),
      email: text,
      name: text,
      roles: text,
      function_title: optionalText,
      telephone: optionalText,
      invited_by: maybeTo('person'),
      created_at: text,
      expires_at: text,
      used_at: optionalText,
      withdrawn_at: optionalText,
    },
    { primary: ['id'], unique: [['secret_sha256']] },
  );
  await index(db, 'invitation_by_party', 'invitation', 'party_id');

  await createTable(
    db,
    'joining_decision',
    {
      id: text,
      party_id: to('party'),
      decided_on: text,
      reference: text,
      scope: text,
      future_partners: flag,
      later_versions: flag,
      proof_id: optionalText,
      recorded_by: maybeTo('person'),
      recorded_at: text,
    },
    { primary: ['id'] },
  );
  await index(db, 'joining_decision_by_party', 'joining_decision', 'party_id, recorded_at');

  await createTable(
    db,
    'mandate',
    {
      id: text,
      party_id: to('party'),
      office: text,
      scope: text,
      signers_needed: { type: 'integer', default: 1 },
      valid_from: text,
      valid_until: optionalText,
      recorded_by: to('person'),
      recorded_at: text,
      confirmed_by: maybeTo('person'),
      confirmed_at: optionalText,
      revoked_by: maybeTo('person'),
      revoked_at: optionalText,
      revoked_reason: optionalText,
      version,
    },
    { primary: ['id'] },
  );
  await index(db, 'mandate_by_party', 'mandate', 'party_id');
  await createTable(
    db,
    'mandate_ground',
    {
      mandate_id: to('mandate'),
      kind: oneOf('collegebesluit', 'mandaat', 'volmacht', 'statutair', 'kvk'),
      decided_on: text,
      reference: text,
      proof_id: optionalText,
    },
    { primary: ['mandate_id', 'kind'] },
  );
  await createTable(
    db,
    'mandate_holder',
    { mandate_id: to('mandate'), person_id: to('person'), valid_from: text, valid_until: optionalText },
    { primary: ['mandate_id', 'person_id', 'valid_from'] },
  );
  await index(db, 'mandate_holder_by_person', 'mandate_holder', 'person_id');

  // A service area that grows by many municipalities at once waits for a steward; one open request for each partner.
  await createTable(
    db,
    'service_area_request',
    {
      id: text,
      partner_id: to('party'),
      parts: text,
      added: integer,
      removed: integer,
      status: oneOf('waiting', 'approved', 'refused', 'replaced'),
      reason: optionalText,
      requested_by: to('person'),
      requested_at: text,
      decided_by: maybeTo('person'),
      decided_at: optionalText,
    },
    { primary: ['id'] },
  );
  await uniqueWhere(db, 'service_area_request_one_open', 'service_area_request', 'partner_id', "status = 'waiting'");
}
