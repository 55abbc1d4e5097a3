import type { Id } from '../../domain/time';
import type { Db } from '../db';

/** What lies at a signatory by this mandate, not signed yet: it stops when the mandate does. */
export async function workUnderMandate(
  db: Db,
  mandateId: Id,
): Promise<{ readonly sessions: number; readonly agreements: number }> {
  const row = await db('ceremony')
    .leftJoin('ceremony_item', (join) => {
      join.on('ceremony_item.ceremony_id', 'ceremony.id').andOnVal('ceremony_item.state', 'listed');
    })
    .where({ 'ceremony.mandate_id': mandateId, 'ceremony.status': 'handed-over' })
    .countDistinct<{ sessions: number }[]>({ sessions: 'ceremony.id' })
    .count({ agreements: 'ceremony_item.agreement_id' })
    .first<{ sessions: number; agreements: number }>();
  return row;
}
