import type { Knex } from 'knex';
import type { DigestTopic } from '../../domain/outbox';
import type { Day, Id, Instant } from '../../domain/time';
import type { Db } from '../db';

export interface DigestLine {
  readonly number: string;
  readonly sectorCode: string;
}

/** The agreements that a digest tells a party about, as things stand now. */
export async function digestLines(
  db: Db,
  topic: DigestTopic,
  partyId: Id,
  { since, today }: { readonly since: Instant; readonly today: Day },
): Promise<readonly DigestLine[]> {
  const rows: Knex.QueryBuilder = db('agreement as a').select('a.number', 'a.sector_code').orderBy('a.number');
  switch (topic) {
    case 'nieuwe-overeenkomsten':
      void rows
        .where({ 'a.municipality_id': partyId, 'a.status': 'draft' })
        .where((waiting) => void waiting.whereNull('a.parked_until').orWhere('a.parked_until', '<=', today));
      break;
    case 'wacht-op-medeondertekening':
      void rows
        .where({ 'a.partner_id': partyId, 'a.status': 'offered' })
        .where('a.expires_on', '>', today)
        .whereExists(signature(db, 'municipality'))
        .whereNotExists(signature(db, 'partner'))
        .whereNotExists(liveItem(db));
      break;
    case 'van-kracht':
      void rows
        .where((own) => void own.where({ 'a.municipality_id': partyId }).orWhere({ 'a.partner_id': partyId }))
        .where({ 'a.status': 'in-force' })
        .where('a.in_force_at', '>=', since);
      break;
  }
  const found = (await rows) as { number: string; sector_code: string }[];
  return found.map((row) => ({ number: row.number, sectorCode: row.sector_code }));
}

/** A signature on a place of this seat, for the agreement of the outer query. */
function signature(db: Db, seat: string): Knex.QueryBuilder {
  return db('signature_slot as s')
    .join('signature as g', (join) => void join.on('g.agreement_id', 's.agreement_id').andOn('g.slot', 's.slot'))
    .whereRaw('s.agreement_id = a.id')
    .where('s.seat', seat)
    .select('s.slot');
}

/** The agreement lies on somebody's list already. */
function liveItem(db: Db): Knex.QueryBuilder {
  return db('ceremony_item as i')
    .whereRaw('i.agreement_id = a.id')
    .whereIn('i.state', ['listed', 'queued'])
    .select('i.slot');
}
