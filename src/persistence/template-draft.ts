import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

/** A text that is not released yet: it may change until a second steward releases it. */
export interface TemplateDraft {
  readonly id: Id;
  readonly label: string;
  readonly source: string;
  readonly sourceSha256: string;
  readonly version: number;
  /** Null: brought in from the command line. */
  readonly uploadedBy: Id | null;
  readonly uploadedAt: Instant;
  /** Who asked for the release; null when nobody did since the last change. */
  readonly askedBy: Id | null;
  readonly askedAt: Instant | null;
}

interface TemplateDraftRow {
  id: string;
  label: string;
  source: string;
  source_sha256: string;
  version: number;
  uploaded_by: string | null;
  uploaded_at: string;
  asked_by: string | null;
  asked_at: string | null;
}

const toDraft = (row: TemplateDraftRow): TemplateDraft => ({
  id: row.id,
  label: row.label,
  source: row.source,
  sourceSha256: row.source_sha256,
  version: row.version,
  uploadedBy: row.uploaded_by,
  uploadedAt: row.uploaded_at,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
});

type DraftText = Pick<TemplateDraft, 'source' | 'sourceSha256' | 'uploadedBy' | 'uploadedAt'>;

const textRow = (
  text: DraftText,
): Pick<TemplateDraftRow, 'source' | 'source_sha256' | 'uploaded_by' | 'uploaded_at'> => ({
  source: text.source,
  source_sha256: text.sourceSha256,
  uploaded_by: text.uploadedBy,
  uploaded_at: text.uploadedAt,
});

export async function insertDraft(trx: Trx, draft: DraftText & Pick<TemplateDraft, 'id' | 'label'>): Promise<void> {
  await trx<TemplateDraftRow>('template_draft').insert({ id: draft.id, label: draft.label, ...textRow(draft) });
}

/** Another text takes its place; a release that was asked for the old one is no longer asked. False: changed meanwhile. */
export async function replaceDraft(
  trx: Trx,
  draft: Pick<TemplateDraft, 'id' | 'version'>,
  text: DraftText,
): Promise<boolean> {
  return changed(trx, draft, { ...textRow(text), asked_by: null, asked_at: null });
}

/** False: changed meanwhile. */
export async function askRelease(
  trx: Trx,
  draft: Pick<TemplateDraft, 'id' | 'version'>,
  by: Id,
  at: Instant,
): Promise<boolean> {
  return changed(trx, draft, { asked_by: by, asked_at: at });
}

async function changed(
  trx: Trx,
  { id, version }: Pick<TemplateDraft, 'id' | 'version'>,
  change: Partial<TemplateDraftRow>,
): Promise<boolean> {
  const count = await trx<TemplateDraftRow>('template_draft')
    .where({ id, version })
    .update({ ...change, version: version + 1 });
  return count === 1;
}

/** False: changed, released or thrown away meanwhile. */
export async function deleteDraft(trx: Trx, { id, version }: Pick<TemplateDraft, 'id' | 'version'>): Promise<boolean> {
  return (await trx<TemplateDraftRow>('template_draft').where({ id, version }).delete()) === 1;
}

export async function draftByLabel(db: Db, label: string): Promise<TemplateDraft | null> {
  const row = await db<TemplateDraftRow>('template_draft').where({ label }).first();
  return row ? toDraft(row) : null;
}

export async function allDrafts(db: Db): Promise<readonly TemplateDraft[]> {
  return (await db<TemplateDraftRow>('template_draft').orderBy('label', 'desc')).map(toDraft);
}
