import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

export type CredentialKind = 'password' | 'totp' | 'backup-code';

interface CredentialRow {
  id: string;
  person_id: string;
  kind: CredentialKind;
  /** argon2id hash, sealed TOTP key, or SHA-256 of person id and backup code. */
  secret: string;
  last_step: number | null;
  created_at: string;
  used_at: string | null;
  retired_at: string | null;
}

interface NewCredential {
  readonly id: Id;
  readonly personId: Id;
  readonly kind: CredentialKind;
  readonly secret: string;
  /** The time step that enrolled a TOTP key: it counts as used. */
  readonly lastStep: number | null;
  readonly createdAt: Instant;
}

export async function insertCredentials(trx: Trx, credentials: readonly NewCredential[]): Promise<void> {
  await trx<CredentialRow>('credential').insert(
    credentials.map((one) => ({
      id: one.id,
      person_id: one.personId,
      kind: one.kind,
      secret: one.secret,
      last_step: one.lastStep,
      created_at: one.createdAt,
    })),
  );
}

interface CurrentCredential {
  readonly id: Id;
  readonly secret: string;
  readonly lastStep: number | null;
  readonly createdAt: Instant;
}

/** The password or the authenticator that holds today. */
export async function currentCredential(
  db: Db,
  personId: Id,
  kind: 'password' | 'totp',
): Promise<CurrentCredential | null> {
  const row = await db<CredentialRow>('credential')
    .where({ person_id: personId, kind })
    .whereNull('retired_at')
    .first();
  return row ? { id: row.id, secret: row.secret, lastStep: row.last_step, createdAt: row.created_at } : null;
}

/** A step of a TOTP key counts once (RFC 6238 section 5.2): false when it, or a later one, was used before. */
export async function consumeStep(trx: Trx, credentialId: Id, step: number): Promise<boolean> {
  const changed = await trx<CredentialRow>('credential')
    .where({ id: credentialId })
    .whereNull('retired_at')
    .where((unused) => void unused.whereNull('last_step').orWhere('last_step', '<', step))
    .update({ last_step: step });
  return changed === 1;
}

/** Is this one of the backup codes that are left? */
export async function hasBackupCode(db: Db, personId: Id, secret: string): Promise<boolean> {
  const row = await db<CredentialRow>('credential')
    .where({ person_id: personId, kind: 'backup-code', secret })
    .whereNull('used_at')
    .whereNull('retired_at')
    .first('id');
  return row !== undefined;
}

/** Uses up a backup code; false when there is none such, or it was used before. */
export async function useBackupCode(trx: Trx, personId: Id, secret: string, at: Instant): Promise<boolean> {
  const changed = await trx<CredentialRow>('credential')
    .where({ person_id: personId, kind: 'backup-code', secret })
    .whereNull('used_at')
    .whereNull('retired_at')
    .update({ used_at: at });
  return changed === 1;
}

export async function countBackupCodes(db: Db, personId: Id): Promise<number> {
  const rows = await db<CredentialRow>('credential')
    .where({ person_id: personId, kind: 'backup-code' })
    .whereNull('used_at')
    .whereNull('retired_at')
    .select('id');
  return rows.length;
}

export async function retireCredentials(trx: Trx, personId: Id, kind: CredentialKind, at: Instant): Promise<void> {
  await trx<CredentialRow>('credential')
    .where({ person_id: personId, kind })
    .whereNull('retired_at')
    .update({ retired_at: at });
}
