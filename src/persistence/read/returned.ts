import type { Id } from '../../domain/time';
import type { Db } from '../db';

/** Why agreements came back from a signatory of this party: the last reason of each, by agreement id. */
export async function returnReasons(db: Db, partyId: Id): Promise<ReadonlyMap<Id, string>> {
  const rows = await db('ceremony_item as i')
    .join('ceremony as c', 'c.id', 'i.ceremony_id')
    .join('agreement as a', 'a.id', 'i.agreement_id')
    .where({ 'c.party_id': partyId, 'i.state': 'left-out', 'a.status': 'offered' })
    .whereNotNull('i.reason')
    .orderBy('c.prepared_at')
    .select<{ agreement_id: string; reason: string }[]>('i.agreement_id', 'i.reason');
  return new Map(rows.map((row) => [row.agreement_id, row.reason]));
}
