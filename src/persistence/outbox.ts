import type { OutboxOrder, OutboxTask } from '../domain/outbox';
import { addSeconds, type Instant, type NewId } from '../domain/time';
import type { Db, Trx } from './db';

interface OutboxRow {
  id: string;
  kind: OutboxTask['kind'];
  dedupe_key: string;
  payload: string;
  created_at: string;
  due_at: string;
  attempts: number;
  lease_owner: string | null;
  lease_until: string | null;
  done_at: string | null;
  failed_at: string | null;
  last_error: string | null;
}

export interface DueOrder {
  readonly id: string;
  readonly dedupeKey: string;
  readonly task: OutboxTask;
  readonly attempts: number;
}

/** Written in the transaction of the deed that asks for it; a repeated event changes nothing. */
export async function enqueue(trx: Trx, newId: NewId, now: Instant, orders: readonly OutboxOrder[]): Promise<void> {
  for (const order of orders) {
    await trx<OutboxRow>('outbox')
      .insert({
        id: newId(),
        kind: order.kind,
        dedupe_key: order.dedupeKey,
        payload: JSON.stringify(order.payload),
        created_at: now,
        due_at: order.dueAt,
        attempts: 0,
      })
      .onConflict(['kind', 'dedupe_key'])
      .ignore();
  }
}

/** Takes due orders for this worker, for `seconds`; another worker gets none of them. */
export async function leaseOrders(
  db: Db,
  owner: string,
  now: Instant,
  limit = 20,
  seconds = 60,
): Promise<readonly DueOrder[]> {
  const due = db<OutboxRow>('outbox')
    .select('id')
    .whereNull('done_at')
    .whereNull('failed_at')
    .where('due_at', '<=', now)
    .where((free) => void free.whereNull('lease_until').orWhere('lease_until', '<', now))
    .orderBy('due_at')
    .limit(limit);
  const rows = await db<OutboxRow>('outbox')
    .whereIn('id', due)
    .where((free) => void free.whereNull('lease_until').orWhere('lease_until', '<', now))
    .update({ lease_owner: owner, lease_until: addSeconds(now, seconds) })
    .increment('attempts', 1)
    .returning('*');
  return rows.map((row) => ({
    id: row.id,
    dedupeKey: row.dedupe_key,
    task: { kind: row.kind, payload: JSON.parse(row.payload) as unknown } as OutboxTask,
    attempts: row.attempts,
  }));
}

/** Everything that was neither done nor given up, in the order in which it was asked. */
export async function openOrders(
  db: Db,
): Promise<readonly (Omit<DueOrder, 'attempts'> & { readonly createdAt: Instant })[]> {
  const rows = await db<OutboxRow>('outbox').whereNull('done_at').whereNull('failed_at').orderBy(['created_at', 'id']);
  return rows.map((row) => ({
    id: row.id,
    dedupeKey: row.dedupe_key,
    task: { kind: row.kind, payload: JSON.parse(row.payload) as unknown } as OutboxTask,
    createdAt: row.created_at,
  }));
}

export async function completeOrder(db: Db, id: string, now: Instant): Promise<void> {
  await db<OutboxRow>('outbox').where({ id }).update({ done_at: now, lease_until: null, last_error: null });
}

/** Tries again at `dueAt`, or gives up when it is null: a steward sees what failed. */
export async function postponeOrder(
  db: Db,
  id: string,
  now: Instant,
  dueAt: Instant | null,
  error: string,
): Promise<void> {
  await db<OutboxRow>('outbox')
    .where({ id })
    .update({ lease_until: null, last_error: error, ...(dueAt ? { due_at: dueAt } : { failed_at: now }) });
}
