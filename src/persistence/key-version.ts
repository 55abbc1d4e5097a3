import type { Instant } from '../domain/time';
import type { Db, Trx } from './db';

/** `data`: the key under which small secrets in the database are sealed; it has no certificate. */
export type KeyPurpose = 'root' | 'issuing' | 'timestamp' | 'data';

export interface KeyVersion {
  readonly purpose: KeyPurpose;
  readonly version: number;
  readonly algorithm: string;
  readonly certificate: Buffer | null;
  readonly crl: Buffer | null;
  /** Sealed by the passphrase; null where the key is kept elsewhere (the root). */
  readonly wrappedPrivate: Buffer | null;
  readonly createdAt: Instant;
}

interface KeyVersionRow {
  purpose: KeyPurpose;
  version: number;
  algorithm: string;
  certificate: Buffer | null;
  crl: Buffer | null;
  wrapped_private: Buffer | null;
  created_at: string;
  retired_at: string | null;
}

export async function insertKeyVersion(trx: Trx, key: KeyVersion): Promise<void> {
  await trx<KeyVersionRow>('key_version').insert({
    purpose: key.purpose,
    version: key.version,
    algorithm: key.algorithm,
    certificate: key.certificate,
    crl: key.crl,
    wrapped_private: key.wrappedPrivate,
    created_at: key.createdAt,
    retired_at: null,
  });
}

/** Every version there ever was, the oldest first. */
export async function allKeys(db: Db): Promise<readonly (KeyVersion & { readonly retiredAt: Instant | null })[]> {
  const rows = await db<KeyVersionRow>('key_version').orderBy(['purpose', 'version']);
  return rows.map((row) => ({ ...toKey(row), retiredAt: row.retired_at }));
}

/** The certificate of one version, in use or retired; null when there is none. */
export async function certificateOfVersion(db: Db, purpose: KeyPurpose, version: number): Promise<Buffer | null> {
  const row = await db<KeyVersionRow>('key_version').where({ purpose, version }).first('certificate');
  return row?.certificate ?? null;
}

/** Every CRL that the root ever gave, the oldest first. */
export async function rootCrls(db: Db): Promise<readonly Buffer[]> {
  const rows = await db<KeyVersionRow>('key_version').where({ purpose: 'root' }).orderBy('version').select('crl');
  return rows.flatMap(({ crl }) => crl ?? []);
}

/** Takes a version out of use; false when it was already. */
export async function retireKey(trx: Trx, key: KeyVersion, at: Instant): Promise<boolean> {
  const { purpose, version } = key;
  const query = trx<KeyVersionRow>('key_version').where({ purpose, version }).whereNull('retired_at');
  return (await query.update({ retired_at: at })) === 1;
}

/** The same key under another passphrase. */
export async function rewrapKey(trx: Trx, { purpose, version }: KeyVersion, wrapped: Buffer): Promise<void> {
  await trx<KeyVersionRow>('key_version').where({ purpose, version }).update({ wrapped_private: wrapped });
}

/** The newest version of each purpose that is in use. */
export async function currentKeys(db: Db): Promise<readonly KeyVersion[]> {
  const rows = await db<KeyVersionRow>('key_version').whereNull('retired_at').orderBy('version');
  const newest = new Map(rows.map((row) => [row.purpose, row]));
  return [...newest.values()].map(toKey);
}

function toKey(row: KeyVersionRow): KeyVersion {
  return {
    purpose: row.purpose,
    version: row.version,
    algorithm: row.algorithm,
    certificate: row.certificate,
    crl: row.crl,
    wrappedPrivate: row.wrapped_private,
    createdAt: row.created_at,
  };
}
