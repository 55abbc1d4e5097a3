import type { Deps } from '../../deps';
import type { OutboxTask } from '../../domain/outbox';
import type { Id, Instant } from '../../domain/time';
import { completeOrder, openOrders } from '../../persistence/outbox';
import { BUNNIK, denkbeeld, zutphen } from './people';
import { partyOf, type Stage } from './stage';

/**
 * The mails of the past were never sent and are not sent now: they count as done. What goes out is the mail about work that
 * waits today at the organisations whose people one can log in as.
 */
export async function settleMails(stage: Stage, deps: Deps, recently: Instant): Promise<void> {
  const keep = [zutphen.party, denkbeeld.party, BUNNIK].map((key) => partyOf(stage, key).id);
  const told = new Set<string>();
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const newestFirst = [...(await openOrders(trx))].reverse();
    for (const order of newestFirst) {
      const { task } = order;
      if (task.kind === 'complete-archive') continue;
      const topic = task.kind === 'digest' ? `${task.payload.topic} ${task.payload.partyId}` : order.dedupeKey;
      if (!told.has(topic) && isAboutWork(task, keep, order.createdAt >= recently)) told.add(topic);
      else await completeOrder(trx, order.id, now);
    }
  });
}

function isAboutWork(task: OutboxTask, parties: readonly Id[], recent: boolean): boolean {
  switch (task.kind) {
    case 'digest':
      return task.payload.topic !== 'van-kracht' && parties.includes(task.payload.partyId);
    case 'mail': {
      const { template, to } = task.payload;
      return (
        recent &&
        (template === 'wacht-op-handtekening' || template === 'teruggestuurd') &&
        /@(zutphen|denkbeeld)\.example$/.test(to.email)
      );
    }
    case 'complete-archive':
      return false;
  }
}
