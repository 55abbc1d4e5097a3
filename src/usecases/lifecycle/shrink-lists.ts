import type { Id, Instant } from '../../domain/time';
import { ceremonyById, closeCeremony, touchCeremony } from '../../persistence/ceremony';
import { countItems } from '../../persistence/ceremony-item';
import type { Trx } from '../../persistence/db';

/** A list that lost an agreement must be looked at again; one on which nothing is left is over. */
export async function shrinkLists(trx: Trx, ceremonyIds: readonly Id[], now: Instant): Promise<void> {
  for (const id of ceremonyIds) {
    const counts = await countItems(trx, id);
    const ceremony = await ceremonyById(trx, id);
    if (!ceremony) continue;
    if (counts.listed > 0) await touchCeremony(trx, id, ceremony.version);
    else await closeCeremony(trx, id, ['handed-over'], { status: 'cancelled', at: now, note: null });
  }
}
