import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

interface RecoveryRow {
  secret_sha256: string;
  person_id: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

interface NewRecovery {
  readonly secretSha256: string;
  readonly personId: Id;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export async function insertRecovery(trx: Trx, recovery: NewRecovery): Promise<void> {
  await trx<RecoveryRow>('recovery').insert({
    secret_sha256: recovery.secretSha256,
    person_id: recovery.personId,
    created_at: recovery.createdAt,
    expires_at: recovery.expiresAt,
  });
}

/** Whose link this is, while it is valid. */
export async function findRecovery(db: Db, secretSha256: string, now: Instant): Promise<Id | null> {
  const row = await db<RecoveryRow>('recovery')
    .where({ secret_sha256: secretSha256 })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .first('person_id');
  return row?.person_id ?? null;
}

/** Uses a link up, and with it every other one of the same person; false when it was used or has expired. */
export async function useRecovery(trx: Trx, secretSha256: string, personId: Id, now: Instant): Promise<boolean> {
  const used = await trx<RecoveryRow>('recovery')
    .where({ secret_sha256: secretSha256, person_id: personId })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .update({ used_at: now });
  if (used !== 1) return false;
  await trx<RecoveryRow>('recovery').where({ person_id: personId }).whereNull('used_at').update({ used_at: now });
  return true;
}
