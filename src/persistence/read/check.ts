// What `portal check` reads: whole tables, a page at a time.
import type { Knex } from 'knex';
import type { AgreementStatus } from '../../domain/agreement';
import type { Id, Instant } from '../../domain/time';
import type { Db } from '../db';
import type { SegmentKind } from '../document-segment';

export interface CheckedAgreement {
  readonly id: Id;
  readonly number: string;
  readonly status: AgreementStatus;
  readonly baseSha256: string | null;
  /** Null when no text was frozen. */
  readonly shapeId: Id | null;
  readonly slots: number;
  readonly signatures: number;
  readonly archiveLevel: 'B-LT' | 'B-LTA' | null;
}

/** Agreements made by the portal, in order of id, after `after`. */
export async function agreementsToCheck(db: Db, after: Id, limit: number): Promise<readonly CheckedAgreement[]> {
  const query: Knex.QueryBuilder = db('agreement as a')
    .where('a.id', '>', after)
    .where('a.origin', 'portal')
    .orderBy('a.id')
    .limit(limit)
    .select(
      'a.id',
      'a.number',
      'a.status',
      'a.base_sha256',
      'a.shape_id',
      'a.archive_level',
      count(db, 'signature_slot', 'slots'),
      count(db, 'signature', 'signatures'),
    );
  const rows = (await query) as AgreementCount[];
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status,
    baseSha256: row.base_sha256,
    shapeId: row.shape_id,
    slots: row.slots,
    signatures: row.signatures,
    archiveLevel: row.archive_level,
  }));
}

interface AgreementCount {
  id: string;
  number: string;
  status: AgreementStatus;
  base_sha256: string | null;
  shape_id: Id | null;
  archive_level: 'B-LT' | 'B-LTA' | null;
  slots: number;
  signatures: number;
}

/** How many rows of `table` belong to the agreement of the outer query. */
function count(db: Db, table: string, as: string): Knex.QueryBuilder {
  return db(table).whereRaw(`${table}.agreement_id = a.id`).count('*').as(as);
}

export interface CheckedSegment {
  readonly ordinal: number;
  readonly kind: SegmentKind;
  readonly bytes: Buffer;
  readonly fileLength: number;
  readonly fileSha256: string;
}

export async function segmentsToCheck(db: Db, agreementId: Id): Promise<readonly CheckedSegment[]> {
  const rows = await db('document_segment')
    .where({ agreement_id: agreementId })
    .orderBy('ordinal')
    .select<{ ordinal: number; kind: SegmentKind; bytes: Buffer; file_length: number; file_sha256: string }[]>('*');
  return rows.map((row) => ({
    ordinal: row.ordinal,
    kind: row.kind,
    bytes: row.bytes,
    fileLength: row.file_length,
    fileSha256: row.file_sha256,
  }));
}

export interface CheckedSignature {
  readonly field: string;
  readonly turn: number;
  readonly ordinal: number;
  readonly stampedAt: Instant | null;
  readonly crl: Buffer;
}

/** The signatures of an agreement in the order of their segments. */
export async function signaturesToCheck(db: Db, agreementId: Id): Promise<readonly CheckedSignature[]> {
  const rows = await db('signature as g')
    .join('signature_slot as s', (join) => void join.on('s.agreement_id', 'g.agreement_id').andOn('s.slot', 'g.slot'))
    .join('certificate as c', 'c.id', 'g.certificate_id')
    .where('g.agreement_id', agreementId)
    .orderBy('g.ordinal')
    .select<{ field_name: string; turn: number; ordinal: number; stamped_at: string | null; crl: Buffer }[]>(
      's.field_name',
      's.turn',
      'g.ordinal',
      'g.stamped_at',
      'c.crl',
    );
  return rows.map((row) => ({
    field: row.field_name,
    turn: row.turn,
    ordinal: row.ordinal,
    stampedAt: row.stamped_at,
    crl: row.crl,
  }));
}

/** Numbers of agreements in force without a current permission. */
export async function inForceWithoutPermission(db: Db): Promise<readonly string[]> {
  const rows = await db('agreement as a')
    .where('a.status', 'in-force')
    .whereNotExists(
      db('exchange_permission as p').whereRaw('p.agreement_id = a.id').whereNull('p.replaced_seq').select('p.id'),
    )
    .select<{ number: string }[]>('a.number');
  return rows.map((row) => row.number);
}

/** Ids of current permissions without end whose agreement is not in force, or that have no ground at all. */
export async function permissionsWithoutGround(db: Db): Promise<readonly string[]> {
  const rows = await db('exchange_permission as p')
    .leftJoin('agreement as a', 'a.id', 'p.agreement_id')
    .whereNull('p.replaced_seq')
    .whereNull('p.valid_until')
    .where('p.ground', 'agreement')
    .where((wrong) => void wrong.whereNull('a.id').orWhereNot('a.status', 'in-force'))
    .select<{ id: string }[]>('p.id');
  return rows.map((row) => row.id);
}

/** Agreements whose number of entries of a kind in the log is not the number of their signatures, or of their coming into force. */
export async function deedsWithoutEntry(db: Db): Promise<readonly string[]> {
  const entries = (kind: string, as: string): Knex.QueryBuilder =>
    db('audit_entry as e').whereRaw('e.subject_id = a.id').where('e.kind', kind).count('*').as(as);
  const query: Knex.QueryBuilder = db('agreement as a')
    .where('a.origin', 'portal')
    .whereNotNull('a.shape_id')
    .select(
      'a.number',
      'a.in_force_at',
      entries('agreement-signed', 'signed'),
      entries('agreement-in-force', 'began'),
      count(db, 'signature', 'signatures'),
    );
  const rows = (await query) as EntryCount[];
  return rows
    .filter((row) => row.signed !== row.signatures || row.began !== (row.in_force_at === null ? 0 : 1))
    .map((row) => row.number);
}

interface EntryCount {
  number: string;
  in_force_at: string | null;
  signed: number;
  began: number;
  signatures: number;
}

/** The numbers that the log must have without a gap, and how many it has. */
export async function ledgerExtent(
  db: Db,
): Promise<{ readonly entries: number; readonly last: number; readonly counter: number }> {
  const found = await db('audit_entry')
    .select<{ n: number; last: number | null }[]>(db.raw('count(*) as n'), db.raw('max(seq) as last'))
    .first();
  const counter = await db('counter').where({ name: 'ledger' }).first<{ value: number } | undefined>('value');
  return { entries: found?.n ?? 0, last: found?.last ?? 0, counter: counter?.value ?? 0 };
}

/** Numbers of ceremonies that say they are finished while work is left, or the other way round. */
export async function unfinishedCeremonies(db: Db): Promise<readonly string[]> {
  const live = db('ceremony_item as i')
    .whereRaw('i.ceremony_id = c.id')
    .whereIn('i.state', ['listed', 'queued'])
    .select('i.position');
  const rows = await db('ceremony as c')
    .where(
      (wrong) =>
        void wrong
          .where(
            (done) =>
              void done
                .whereIn('c.status', ['finished', 'expired', 'cancelled', 'sent-back'])
                .whereExists(live.clone()),
          )
          .orWhere((open) => void open.whereIn('c.status', ['handed-over', 'consented']).whereNotExists(live.clone())),
    )
    .select<{ number: string }[]>('c.number');
  return rows.map((row) => row.number);
}
