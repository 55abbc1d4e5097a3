import type { CeremonyItem, ItemState } from '../domain/ceremony';
import { addSeconds, type Id, type Instant } from '../domain/time';
import { isSqlite, type Db, type Trx } from './db';

interface CeremonyItemRow {
  ceremony_id: string;
  position: number;
  agreement_id: string;
  slot: number;
  file_sha256: string;
  state: ItemState;
  reason: string | null;
  attempts: number;
  due_at: string | null;
  lease_owner: string | null;
  lease_until: string | null;
}

function toItem(row: CeremonyItemRow): CeremonyItem {
  return {
    ceremonyId: row.ceremony_id,
    position: row.position,
    agreementId: row.agreement_id,
    slot: row.slot,
    fileSha256: row.file_sha256,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
  };
}

export interface NewItem {
  readonly agreementId: Id;
  readonly slot: number;
  readonly fileSha256: string;
}

/** Lists agreements for a signatory. The index `ceremony_item_one_live` refuses an agreement that is on a list already. */
export async function insertItems(trx: Trx, ceremonyId: Id, items: readonly NewItem[]): Promise<void> {
  const rows: Partial<CeremonyItemRow>[] = items.map((item, i) => ({
    ceremony_id: ceremonyId,
    position: i + 1,
    agreement_id: item.agreementId,
    slot: item.slot,
    file_sha256: item.fileSha256,
    state: 'listed',
    attempts: 0,
  }));
  await trx.batchInsert('ceremony_item', rows, 100);
}

export async function itemsOf(db: Db, ceremonyId: Id): Promise<readonly CeremonyItem[]> {
  const rows = await db<CeremonyItemRow>('ceremony_item').where({ ceremony_id: ceremonyId }).orderBy('position');
  return rows.map(toItem);
}

/** Agreements that lie on somebody's list or are being signed. */
export async function liveItems(db: Db, agreementIds: readonly Id[]): Promise<readonly CeremonyItem[]> {
  const live: CeremonyItem[] = [];
  for (let i = 0; i < agreementIds.length; i += 500) {
    const rows = await db<CeremonyItemRow>('ceremony_item')
      .whereIn('agreement_id', agreementIds.slice(i, i + 500))
      .whereIn('state', ['listed', 'queued']);
    live.push(...rows.map(toItem));
  }
  return live;
}

/** Moves the items that are still in state `from`; returns how many. */
export async function moveItems(
  trx: Trx,
  ceremonyId: Id,
  positions: readonly number[] | 'all',
  from: ItemState,
  to: { readonly state: ItemState; readonly reason: string | null; readonly dueAt: Instant | null },
): Promise<number> {
  const query = trx<CeremonyItemRow>('ceremony_item').where({ ceremony_id: ceremonyId, state: from });
  if (positions !== 'all') void query.whereIn('position', [...positions]);
  return query.update({ state: to.state, reason: to.reason, due_at: to.dueAt, lease_owner: null, lease_until: null });
}

/**
 * Takes up to `limit` due items of one ceremony for this worker; another worker gets none of them until `seconds` pass.
 * The oldest ceremony goes first; empty when nothing is due.
 */
export async function leaseItems(
  db: Db,
  owner: string,
  now: Instant,
  want: { readonly ceremonyId: Id | null; readonly limit: number; readonly seconds: number },
): Promise<readonly CeremonyItem[]> {
  return db.transaction(async (trx) => {
    const free = trx<CeremonyItemRow>('ceremony_item')
      .where({ state: 'queued' })
      .where('due_at', '<=', now)
      .where((unleased) => void unleased.whereNull('lease_until').orWhere('lease_until', '<', now));
    const first = want.ceremonyId ?? (await free.clone().orderBy('due_at').select('ceremony_id').first())?.ceremony_id;
    if (!first) return [];
    const due = free.clone().where({ ceremony_id: first }).orderBy('position').limit(want.limit).select('position');
    // SQLite has one writer at a time; on PostgreSQL another worker's rows are passed over.
    const positions = (await (isSqlite(trx) ? due : due.forUpdate().skipLocked())).map((row) => row.position);
    if (positions.length === 0) return [];
    const rows = await trx<CeremonyItemRow>('ceremony_item')
      .where({ ceremony_id: first, state: 'queued' })
      .whereIn('position', positions)
      .update({ lease_owner: owner, lease_until: addSeconds(now, want.seconds) })
      .increment('attempts', 1)
      .returning('*');
    return rows.map(toItem).sort((a, b) => a.position - b.position);
  });
}

/** Gives items of one ceremony back for a later try; those whose lease went to another meanwhile are left to it. */
export async function postponeItems(
  db: Db,
  owner: string,
  items: readonly CeremonyItem[],
  dueAt: Instant,
  reason: string | null,
): Promise<void> {
  const [first] = items;
  if (!first) return;
  const positions = items.map(({ position }) => position);
  await db<CeremonyItemRow>('ceremony_item')
    .where({ ceremony_id: first.ceremonyId, state: 'queued', lease_owner: owner })
    .whereIn('position', positions)
    .update({ due_at: dueAt, reason, lease_owner: null, lease_until: null });
}

/** Ends the work on an item that this worker holds; false when the lease went to another meanwhile. */
export async function settleItem(
  trx: Trx,
  item: CeremonyItem,
  owner: string,
  to: { readonly state: 'signed' | 'conflict' | 'refused'; readonly reason: string | null },
): Promise<boolean> {
  const changed = await trx<CeremonyItemRow>('ceremony_item')
    .where({ ceremony_id: item.ceremonyId, position: item.position, state: 'queued', lease_owner: owner })
    .update({ state: to.state, reason: to.reason, due_at: null, lease_owner: null, lease_until: null });
  return changed === 1;
}

export async function countItems(db: Db, ceremonyId: Id): Promise<Readonly<Record<ItemState, number>>> {
  const rows = await db<CeremonyItemRow>('ceremony_item')
    .where({ ceremony_id: ceremonyId })
    .groupBy('state')
    .select<{ state: ItemState; n: number }[]>('state', db.raw('count(*) as n'));
  const counts = { listed: 0, 'left-out': 0, queued: 0, signed: 0, refused: 0, conflict: 0 };
  for (const row of rows) counts[row.state] = row.n;
  return counts;
}

/** Takes agreements that ended off every list; returns the ceremonies that lost one. */
export async function dropFromLists(
  trx: Trx,
  agreementIds: readonly Id[],
  reason: 'declined' | 'lapsed',
): Promise<readonly Id[]> {
  const rows = await trx<CeremonyItemRow>('ceremony_item')
    .whereIn('agreement_id', [...agreementIds])
    .where({ state: 'listed' })
    .update({ state: 'conflict', reason })
    .returning('ceremony_id');
  return [...new Set(rows.map((row) => row.ceremony_id))];
}
