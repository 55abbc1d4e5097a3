import {
  canonicalJson,
  leafAround,
  leafHash,
  leafHashOf,
  leafText,
  type AuditEntry,
  type AuditKind,
  type Json,
} from '../domain/audit';
import type { Id } from '../domain/time';
import { takeNumbers } from './counter';
import type { Db, Trx } from './db';

interface AuditRow {
  seq: number;
  at: string;
  kind: AuditKind;
  actor_id: string | null;
  acting_for_id: string | null;
  subject_id: string | null;
  body: string;
  leaf_sha256: string;
}

/** Writes down a deed in the transaction of that deed: no audit entry, no deed. Returns its number in the ledger. */
export async function recordDeed(trx: Trx, entry: AuditEntry): Promise<number> {
  const seq = await takeNumbers(trx, 'ledger');
  await trx<AuditRow>('audit_entry').insert(toRow(seq, entry));
  return seq;
}

/** Many deeds at once, such as the items of one ceremony: one statement. */
export async function recordDeeds(trx: Trx, entries: readonly AuditEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const first = await takeNumbers(trx, 'ledger', entries.length);
  await trx.batchInsert<AuditRow>(
    'audit_entry',
    entries.map((entry, i) => toRow(first + i, entry)),
    100,
  );
  return first;
}

export interface RecordedDeed extends AuditEntry {
  readonly seq: number;
}

export async function deedsAbout(db: Db, subjectId: Id, limit = 100): Promise<readonly RecordedDeed[]> {
  const rows = await db<AuditRow>('audit_entry').where({ subject_id: subjectId }).orderBy('seq', 'desc').limit(limit);
  return rows.map(fromRow);
}

export async function deedsOfParty(db: Db, partyId: Id, limit = 20): Promise<readonly RecordedDeed[]> {
  const rows = await db<AuditRow>('audit_entry').where({ acting_for_id: partyId }).orderBy('seq', 'desc').limit(limit);
  return rows.map(fromRow);
}

export async function hasDeed(db: Db, kind: AuditKind): Promise<boolean> {
  return (await db<AuditRow>('audit_entry').where({ kind }).first('seq')) !== undefined;
}

export interface LoggedEntry {
  readonly seq: number;
  readonly kind: AuditKind;
  readonly body: Readonly<Record<string, Json>>;
  /** The bytes of its leaf. */
  readonly text: string;
  readonly leaf: string;
}

/** Entries of the log about these subjects, of these kinds (null: all kinds), in order. */
export async function entriesAbout(
  db: Db,
  subjectIds: readonly Id[],
  kinds: readonly AuditKind[] | null,
): Promise<readonly LoggedEntry[]> {
  const query = db<AuditRow>('audit_entry')
    .whereIn('subject_id', [...subjectIds])
    .orderBy('seq');
  const rows = await (kinds ? query.whereIn('kind', [...kinds]) : query);
  return rows.map((row) => {
    const { seq, kind, body, ...rest } = fromRow(row);
    return { seq, kind, body, text: leafText(seq, { kind, body, ...rest }), leaf: row.leaf_sha256 };
  });
}

/** Of an entry: the hash that is stored, and the hash of what it says now. */
export interface HashedEntry {
  readonly seq: number;
  readonly stored: string;
  readonly found: string;
}

/** Every entry in order, some thousands at a time. */
export async function* hashedEntries(db: Db): AsyncGenerator<readonly HashedEntry[]> {
  for (let after = 0; ;) {
    const rows = await db<AuditRow>('audit_entry').where('seq', '>', after).orderBy('seq').limit(5000);
    yield rows.map((row) => ({ seq: row.seq, stored: row.leaf_sha256, found: hashNow(row) }));
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** Bodies are stored as they are hashed; one that is not is read and written again before it is called wrong. */
function hashNow(row: AuditRow): string {
  const { seq, at, kind, actor_id: actorId, acting_for_id: actingForId, subject_id: subjectId } = row;
  const asStored = leafHashOf(leafAround(seq, { at, kind, actorId, actingForId, subjectId }, row.body));
  return asStored === row.leaf_sha256 ? asStored : leafHash(seq, fromRow(row));
}

function toRow(seq: number, entry: AuditEntry): AuditRow {
  return {
    seq,
    at: entry.at,
    kind: entry.kind,
    actor_id: entry.actorId,
    acting_for_id: entry.actingForId,
    subject_id: entry.subjectId,
    body: canonicalJson(entry.body),
    leaf_sha256: leafHash(seq, entry),
  };
}

function fromRow(row: AuditRow): RecordedDeed {
  return {
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actorId: row.actor_id,
    actingForId: row.acting_for_id,
    subjectId: row.subject_id,
    body: JSON.parse(row.body) as Record<string, Json>,
  };
}
