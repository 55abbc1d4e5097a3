import type { Knex } from 'knex';
import { createTable, flag, index, integer, oneOf, optionalText, text, to, uniqueWhere, version } from './builder';

/** Who takes part: municipalities, partners and the NVVK, their names, sectors and service areas. */
export async function up(db: Knex): Promise<void> {
  await createTable(db, 'counter', { name: text, value: integer }, { primary: ['name'] });

  await createTable(
    db,
    'party',
    {
      id: text,
      kind: oneOf('municipality', 'joint-body', 'partner', 'executor', 'agent', 'platform', 'steward'),
      number: optionalText,
      natural_person: flag,
      name: text,
      sort_key: text,
      kvk: optionalText,
      rsin: optionalText,
      oin: optionalText,
      cbs_code: optionalText,
      seat: optionalText,
      province_code: optionalText,
      latitude: optionalText,
      longitude: optionalText,
      residents: { type: 'integer', nullable: true },
      general_mailbox: optionalText,
      telephone: optionalText,
      status: oneOf('listed', 'applied', 'admitted', 'refused', 'ended'),
      admitted_on: optionalText,
      valid_from: text,
      valid_until: optionalText,
      version,
    },
    {
      primary: ['id'],
      unique: [['cbs_code'], ['number']],
      checks: { municipality_has_code: "kind <> 'municipality' or cbs_code is not null" },
    },
  );
  await uniqueWhere(db, 'party_kvk_once', 'party', 'kvk', "kvk is not null and status in ('applied', 'admitted')");
  await index(db, 'party_by_kind', 'party', 'kind, status, sort_key');

  await createTable(
    db,
    'party_name',
    {
      party_id: to('party'),
      kind: oneOf('legal', 'brand', 'alias', 'former'),
      name: text,
      search_key: text,
      valid_from: text,
      valid_until: optionalText,
    },
    { primary: ['party_id', 'kind', 'name', 'valid_from'] },
  );
  await index(db, 'party_name_by_search_key', 'party_name', 'search_key');

  await createTable(
    db,
    'party_relation',
    {
      kind: oneOf('member-of', 'acts-for', 'executes-for', 'succeeds', 'sends-for'),
      party_id: to('party'),
      other_id: to('party'),
      proof_id: optionalText,
      valid_from: text,
      valid_until: optionalText,
    },
    { primary: ['kind', 'party_id', 'other_id', 'valid_from'] },
  );

  await createTable(
    db,
    'sector',
    {
      code: text,
      name: text,
      legal_basis: text,
      position: integer,
      valid_from: text,
      valid_until: optionalText,
      closed_from: optionalText,
    },
    { primary: ['code'] },
  );
  await createTable(
    db,
    'sector_municipality',
    { sector_code: text, municipality_id: to('party') },
    { primary: ['sector_code', 'municipality_id'] },
  );

  await createTable(
    db,
    'service_area',
    {
      partner_id: to('party'),
      sector_code: text,
      scope: oneOf('country', 'province', 'municipality'),
      code: text,
      valid_from: text,
      valid_until: optionalText,
    },
    { primary: ['partner_id', 'sector_code', 'scope', 'code', 'valid_from'] },
  );

  await createTable(
    db,
    'local_arrangement',
    {
      municipality_id: to('party'),
      desk: text,
      connection_number: optionalText,
      signal_address: text,
      feedback_days: integer,
      breach_mailbox: text,
      privacy_officer: text,
      recorded_by: optionalText,
      recorded_at: text,
      // Each version holds until the next one begins.
      valid_from: text,
    },
    { primary: ['municipality_id', 'valid_from', 'recorded_at'] },
  );
}
