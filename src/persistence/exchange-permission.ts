import type { Day, Id, Instant } from '../domain/time';
import { takeNumbers } from './counter';
import type { Db, Trx } from './db';

interface PermissionRow {
  id: string;
  municipality_id: string;
  partner_id: string;
  sector_code: string;
  ground: 'agreement' | 'document' | 'succession';
  agreement_id: string | null;
  document_id: string | null;
  valid_from: string;
  valid_until: string | null;
  began_at: string | null;
  recorded_seq: number;
  recorded_at: string;
  replaced_seq: number | null;
  replaced_at: string | null;
}

interface ChangeRow {
  seq: number;
  permission_id: string;
  change: 'began' | 'ended' | 'replaced';
  at: string;
}

/** A right to exchange that an agreement gives, from its first day; `beganAt`: the time-stamp of the last signature. */
export interface NewPermission {
  readonly id: Id;
  readonly municipalityId: Id;
  readonly partnerId: Id;
  readonly sectorCode: string;
  readonly agreementId: Id;
  readonly validFrom: Day;
  readonly beganAt: Instant;
  readonly recordedAt: Instant;
}

/** Records a right to exchange, in the transaction that puts its agreement in force. */
export async function beginPermission(trx: Trx, permission: NewPermission): Promise<void> {
  const seq = await takeNumbers(trx, 'register');
  await trx<PermissionRow>('exchange_permission').insert({
    id: permission.id,
    municipality_id: permission.municipalityId,
    partner_id: permission.partnerId,
    sector_code: permission.sectorCode,
    ground: 'agreement',
    agreement_id: permission.agreementId,
    valid_from: permission.validFrom,
    valid_until: null,
    began_at: permission.beganAt,
    recorded_seq: seq,
    recorded_at: permission.recordedAt,
  });
  await insertChange(trx, { seq, permission_id: permission.id, change: 'began', at: permission.recordedAt });
}

interface PermissionEnd {
  /** Id of the row that takes the place of the current one. */
  readonly id: Id;
  readonly agreementId: Id;
  /** The first day without. */
  readonly validUntil: Day;
  readonly recordedAt: Instant;
}

/**
 * Records the end of the right that an agreement gives. What the register said until now stays readable (as known on):
 * the current row is marked replaced and another takes its place. False when no current right without an end exists.
 */
export async function endPermission(trx: Trx, end: PermissionEnd): Promise<boolean> {
  const seq = await takeNumbers(trx, 'register');
  const [current] = await trx<PermissionRow>('exchange_permission')
    .where({ agreement_id: end.agreementId })
    .whereNull('replaced_seq')
    .whereNull('valid_until')
    .update({ replaced_seq: seq, replaced_at: end.recordedAt })
    .returning('*');
  if (!current) return false;
  await trx<PermissionRow>('exchange_permission').insert({
    ...current,
    id: end.id,
    valid_until: end.validUntil,
    recorded_seq: seq,
    recorded_at: end.recordedAt,
    replaced_seq: null,
    replaced_at: null,
  });
  await insertChange(trx, { seq, permission_id: end.id, change: 'ended', at: end.recordedAt });
  return true;
}

async function insertChange(trx: Trx, change: ChangeRow): Promise<void> {
  await trx<ChangeRow>('permission_change').insert(change);
}

/** The number of the latest change in the register; 0 before the first. */
export async function latestChange(db: Db): Promise<number> {
  const row = await db<ChangeRow>('permission_change').max<{ seq: number | null }[]>({ seq: 'seq' });
  return row[0]?.seq ?? 0;
}
