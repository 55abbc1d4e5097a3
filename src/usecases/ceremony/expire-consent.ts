import type { Deps } from '../../deps';
import type { Ceremony, CeremonyItem } from '../../domain/ceremony';
import { amsterdamDay, type Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { closeCeremony, insertCeremony } from '../../persistence/ceremony';
import { countItems, insertItems, settleItem } from '../../persistence/ceremony-item';
import { takeYearNumbers } from '../../persistence/counter';
import { announceConsentExpired } from '../notifications/ceremony-mails';

/** A consent counts for 24 hours. What has no time-stamp by then is put on a new list, and its signatory is asked again. */
export async function expireConsent(
  deps: Deps,
  ceremony: Ceremony,
  items: readonly CeremonyItem[],
  owner: Id,
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const lapsed: CeremonyItem[] = [];
    for (const item of items) {
      if (await settleItem(trx, item, owner, { state: 'refused', reason: 'consent-expired' })) lapsed.push(item);
    }
    if (lapsed.length === 0) return;
    const id = deps.newId();
    const [number = ''] = await takeYearNumbers(trx, 'S', amsterdamDay(now).slice(0, 4));
    const { partyId, personId, mandateId, preparedBy } = ceremony;
    await insertCeremony(trx, { id, number, partyId, personId, mandateId, preparedBy, preparedAt: now, message: null });
    await insertItems(trx, id, lapsed);
    const left = await countItems(trx, ceremony.id);
    if (left.listed + left.queued === 0)
      await closeCeremony(trx, ceremony.id, ['consented'], { status: 'expired', at: now, note: null });
    const body = { ceremony: ceremony.number, count: lapsed.length, next: number };
    await recordDeed(trx, {
      at: now,
      kind: 'consent-expired',
      actorId: null,
      actingForId: partyId,
      subjectId: ceremony.id,
      body,
    });
    await announceConsentExpired(trx, deps, { ceremony, number, count: lapsed.length });
  });
}
