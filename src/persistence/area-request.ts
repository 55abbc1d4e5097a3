import type { AreaPart } from '../domain/service-area';
import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

/** A service area that a partner wants and that is so much larger that a steward looks first. */
export interface AreaRequest {
  readonly id: Id;
  readonly partnerId: Id;
  /** The whole area as it is to become. */
  readonly parts: readonly AreaPart[];
  /** Municipalities more and less than on the day of the request. */
  readonly added: number;
  readonly removed: number;
  /** replaced: the partner asked something else meanwhile. */
  readonly status: 'waiting' | 'approved' | 'refused' | 'replaced';
  readonly reason: string | null;
  readonly requestedBy: Id;
  readonly requestedAt: Instant;
  readonly decidedBy: Id | null;
  readonly decidedAt: Instant | null;
}

interface AreaRequestRow {
  id: string;
  partner_id: string;
  parts: string;
  added: number;
  removed: number;
  status: AreaRequest['status'];
  reason: string | null;
  requested_by: string;
  requested_at: string;
  decided_by: string | null;
  decided_at: string | null;
}

type NewAreaRequest = Pick<
  AreaRequest,
  'id' | 'partnerId' | 'parts' | 'added' | 'removed' | 'requestedBy' | 'requestedAt'
>;

/** An earlier request of the same partner that still waits must be replaced first. */
export async function insertAreaRequest(trx: Trx, request: NewAreaRequest): Promise<void> {
  await trx<AreaRequestRow>('service_area_request').insert({
    id: request.id,
    partner_id: request.partnerId,
    parts: JSON.stringify(request.parts),
    added: request.added,
    removed: request.removed,
    status: 'waiting',
    requested_by: request.requestedBy,
    requested_at: request.requestedAt,
  });
}

export async function replaceWaitingRequest(trx: Trx, partnerId: Id, at: Instant): Promise<void> {
  await trx<AreaRequestRow>('service_area_request')
    .where({ partner_id: partnerId, status: 'waiting' })
    .update({ status: 'replaced', decided_at: at });
}

/** False when it was decided or replaced before. */
export async function closeAreaRequest(
  trx: Trx,
  id: Id,
  decision: {
    readonly status: 'approved' | 'refused';
    readonly reason: string | null;
    readonly by: Id;
    readonly at: Instant;
  },
): Promise<boolean> {
  const changed = await trx<AreaRequestRow>('service_area_request').where({ id, status: 'waiting' }).update({
    status: decision.status,
    reason: decision.reason,
    decided_by: decision.by,
    decided_at: decision.at,
  });
  return changed === 1;
}

export async function findAreaRequest(db: Db, id: Id): Promise<AreaRequest | null> {
  const row = await db<AreaRequestRow>('service_area_request').where({ id }).first();
  return row ? toRequest(row) : null;
}

/** The last request of a partner that was not replaced; null when it never asked. */
export async function latestAreaRequest(db: Db, partnerId: Id): Promise<AreaRequest | null> {
  const row = await db<AreaRequestRow>('service_area_request')
    .where({ partner_id: partnerId })
    .whereNot({ status: 'replaced' })
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .first();
  return row ? toRequest(row) : null;
}

/** What waits for a steward, oldest first. */
export async function areaRequestsForSteward(db: Db): Promise<readonly AreaRequest[]> {
  const rows = await db<AreaRequestRow>('service_area_request').where({ status: 'waiting' }).orderBy('requested_at');
  return rows.map(toRequest);
}

function toRequest(row: AreaRequestRow): AreaRequest {
  return {
    id: row.id,
    partnerId: row.partner_id,
    parts: JSON.parse(row.parts) as AreaPart[],
    added: row.added,
    removed: row.removed,
    status: row.status,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
