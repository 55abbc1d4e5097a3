import type { Instant } from '../domain/time';
import type { Db, Trx } from './db';

interface CheckpointRow {
  size: number;
  root: string;
  at: string;
  note: string;
}

interface SignatureRow {
  size: number;
  cms: Buffer;
  serial: string;
  crl: Buffer;
  proof: string;
}

/** A signed tree head (RFC 6962 section 3.5): what the log was at a moment. */
export interface Checkpoint {
  /** Entries under it. */
  readonly size: number;
  /** Root of the Merkle tree, hex. */
  readonly root: string;
  readonly at: Instant;
  /** The text that was signed. */
  readonly note: string;
  /** Detached signature over the text with its time-stamp: CMS, DER. */
  readonly cms: Buffer;
  /** Hex, of the certificate that signed. */
  readonly serial: string;
  /** That certificate's own CRL, DER; empty where another authority publishes it. */
  readonly crl: Buffer;
  /** CRLs and OCSP answers for the paths of signature and time-stamp, DER. */
  readonly proof: { readonly crls: readonly Buffer[]; readonly ocsps: readonly Buffer[] };
}

/** False when there is a checkpoint of this size already: then that one stands. */
export async function insertCheckpoint(trx: Trx, checkpoint: Checkpoint): Promise<boolean> {
  const { size, root, at, note, cms, serial, crl } = checkpoint;
  const inserted = await trx<CheckpointRow>('checkpoint')
    .insert({ size, root, at, note })
    .onConflict('size')
    .ignore()
    .returning('size');
  if (inserted.length === 0) return false;
  const inText = (list: readonly Buffer[]): readonly string[] => list.map((der) => der.toString('base64'));
  const proof = JSON.stringify({ crls: inText(checkpoint.proof.crls), ocsps: inText(checkpoint.proof.ocsps) });
  await trx<SignatureRow>('checkpoint_signature').insert({ size, cms, serial, crl, proof });
  return true;
}

/** The newest checkpoint over at least `size` entries; null when there is none. */
export async function checkpointOver(db: Db, size: number): Promise<Checkpoint | null> {
  const row = await signed(db).where('c.size', '>=', size).orderBy('c.size', 'desc').first<StoredRow | undefined>();
  return row ? toCheckpoint(row) : null;
}

/** All of them, the smallest first. */
export async function allCheckpoints(db: Db): Promise<readonly Checkpoint[]> {
  const rows = (await signed(db).orderBy('c.size')) as StoredRow[];
  return rows.map(toCheckpoint);
}

/** The CRL of the certificate with this serial (hex), if a checkpoint was signed with it. */
export async function crlOfCheckpoint(db: Db, serial: string): Promise<Buffer | null> {
  const row = await db<SignatureRow>('checkpoint_signature').where({ serial }).first('crl');
  return row?.crl ?? null;
}

type StoredRow = CheckpointRow & SignatureRow;

const signed = (db: Db) =>
  db('checkpoint as c')
    .join('checkpoint_signature as s', 's.size', 'c.size')
    .select('c.size', 'c.root', 'c.at', 'c.note', 's.cms', 's.serial', 's.crl', 's.proof');

function toCheckpoint(row: StoredRow): Checkpoint {
  const proof = JSON.parse(row.proof) as Record<'crls' | 'ocsps', readonly string[]>;
  const bytesOf = (list: readonly string[]): readonly Buffer[] => list.map((text) => Buffer.from(text, 'base64'));
  return {
    size: row.size,
    root: row.root,
    at: row.at,
    note: row.note,
    cms: row.cms,
    serial: row.serial,
    crl: row.crl,
    proof: { crls: bytesOf(proof.crls), ocsps: bytesOf(proof.ocsps) },
  };
}
