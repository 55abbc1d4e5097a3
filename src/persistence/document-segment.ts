import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';
import { beginningOf } from './template-shape';

export type SegmentKind = 'tail' | 'signature' | 'dss' | 'timestamp';

interface DocumentSegmentRow {
  agreement_id: string;
  ordinal: number;
  kind: SegmentKind;
  bytes: Buffer;
  file_length: number;
  file_sha256: string;
  recorded_at: string;
}

export interface Segment {
  readonly agreementId: Id;
  readonly ordinal: number;
  readonly kind: SegmentKind;
  readonly bytes: Buffer;
  /** Length and SHA-256 (hex) of the file up to and including this segment. */
  readonly fileLength: number;
  readonly fileSha256: string;
  readonly recordedAt: Instant;
}

/** Segments are never changed; the primary key (agreement, ordinal) decides a race: the second one fails. */
export async function insertSegment(trx: Trx, segment: Segment): Promise<void> {
  await trx<DocumentSegmentRow>('document_segment').insert({
    agreement_id: segment.agreementId,
    ordinal: segment.ordinal,
    kind: segment.kind,
    bytes: segment.bytes,
    file_length: segment.fileLength,
    file_sha256: segment.fileSha256,
    recorded_at: segment.recordedAt,
  });
}

export interface StoredFile {
  readonly agreementId: Id;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Ordinal of the last segment. */
  readonly ordinal: number;
}

/** The document as it stands: what it begins with and all segments, in order. Null when no text was frozen yet. */
export async function fileOf(db: Db, agreementId: Id): Promise<StoredFile | null> {
  const agreement = await db('agreement')
    .where({ id: agreementId })
    .first<{ shape_id: Id | null } | undefined>('shape_id');
  const rows = await db<DocumentSegmentRow>('document_segment').where({ agreement_id: agreementId }).orderBy('ordinal');
  const last = rows.at(-1);
  if (!agreement?.shape_id || !last) return null;
  const bytes = Buffer.concat([await beginningOf(db, agreement.shape_id), ...rows.map((row) => row.bytes)]);
  return { agreementId, bytes, sha256: last.file_sha256, ordinal: last.ordinal };
}

export interface StoredSegments {
  readonly shapeId: Id;
  /** All segments, in order: the file without the bytes that its shape begins with. */
  readonly rest: Buffer;
  readonly sha256: string;
  /** Ordinal of the last segment. */
  readonly ordinal: number;
}

/** The documents without their beginnings, which thousands share; those for which no text was frozen yet are left out. */
export async function segmentsOf(db: Db, agreementIds: readonly Id[]): Promise<ReadonlyMap<Id, StoredSegments>> {
  const rows = await db<DocumentSegmentRow>('document_segment as s')
    .join('agreement as a', 'a.id', 's.agreement_id')
    .whereIn('s.agreement_id', [...agreementIds])
    .orderBy(['s.agreement_id', 's.ordinal'])
    .select<
      (Pick<DocumentSegmentRow, 'agreement_id' | 'ordinal' | 'bytes' | 'file_sha256'> & { shape_id: Id | null })[]
    >('s.agreement_id', 's.ordinal', 's.bytes', 's.file_sha256', 'a.shape_id');
  const found = new Map<Id, StoredSegments>();
  for (const { agreement_id: id, ordinal, bytes, file_sha256: sha256, shape_id: shapeId } of rows) {
    const before = found.get(id)?.rest;
    if (shapeId) found.set(id, { shapeId, rest: before ? Buffer.concat([before, bytes]) : bytes, sha256, ordinal });
  }
  return found;
}

/** SHA-256 of the file as it stands, for many agreements, without reading the bytes. */
export async function fileHashes(db: Db, agreementIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const hashes = new Map<Id, string>();
  for (let i = 0; i < agreementIds.length; i += 500) {
    const rows = await db<DocumentSegmentRow>('document_segment')
      .whereIn('agreement_id', agreementIds.slice(i, i + 500))
      .orderBy(['agreement_id', 'ordinal'])
      .select('agreement_id', 'file_sha256');
    for (const row of rows) hashes.set(row.agreement_id, row.file_sha256);
  }
  return hashes;
}

/** Length of the file as it stands, for many agreements together: what a zip of them weighs. */
export async function totalLength(db: Db, agreementIds: readonly Id[]): Promise<number> {
  let total = 0;
  for (let i = 0; i < agreementIds.length; i += 500) {
    const rows = await db('document_segment')
      .whereIn('agreement_id', agreementIds.slice(i, i + 500))
      .groupBy('agreement_id')
      .select<{ length: number }[]>(db.raw('max(file_length) as length'));
    total += rows.reduce((sum, row) => sum + row.length, 0);
  }
  return total;
}
