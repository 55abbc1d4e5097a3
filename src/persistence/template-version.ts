import type { Day, Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

export interface TemplateVersion {
  readonly id: Id;
  readonly label: string;
  readonly source: string;
  readonly sourceSha256: string;
  readonly noticeDays: number;
  readonly effectiveFrom: Day;
}

interface TemplateVersionRow {
  id: string;
  label: string;
  source: string;
  source_sha256: string;
  signing_order: string;
  notice_days: number;
  effective_from: string;
  released_by: string;
  approved_by: string;
  released_at: string;
}

function toVersion(row: TemplateVersionRow): TemplateVersion {
  return {
    id: row.id,
    label: row.label,
    source: row.source,
    sourceSha256: row.source_sha256,
    noticeDays: row.notice_days,
    effectiveFrom: row.effective_from,
  };
}

export async function insertTemplateVersion(
  trx: Trx,
  version: TemplateVersion & {
    readonly signingOrder: readonly string[];
    readonly releasedBy: string;
    readonly approvedBy: string;
    readonly releasedAt: Instant;
  },
): Promise<void> {
  await trx<TemplateVersionRow>('template_version').insert({
    id: version.id,
    label: version.label,
    source: version.source,
    source_sha256: version.sourceSha256,
    signing_order: version.signingOrder.join(','),
    notice_days: version.noticeDays,
    effective_from: version.effectiveFrom,
    released_by: version.releasedBy,
    approved_by: version.approvedBy,
    released_at: version.releasedAt,
  });
}

/** The text under which new offers are made on `day`; null when none is released. */
export async function versionInUse(db: Db, day: Day): Promise<TemplateVersion | null> {
  const row = await db<TemplateVersionRow>('template_version')
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .first();
  return row ? toVersion(row) : null;
}

/** The released text that holds just before `day`; null when there is none. */
export async function releasedBefore(db: Db, day: Day): Promise<TemplateVersion | null> {
  const row = await db<TemplateVersionRow>('template_version')
    .where('effective_from', '<', day)
    .orderBy('effective_from', 'desc')
    .first();
  return row ? toVersion(row) : null;
}

export interface ReleasedText extends TemplateVersion {
  /** A person's id, or "templates" and "installation" for the texts that came with the program. */
  readonly releasedBy: string;
  readonly approvedBy: string;
  readonly releasedAt: Instant;
  /** Agreements that were made of it. */
  readonly agreements: number;
}

/** Every released text, the one that holds latest first. */
export async function releasedTexts(db: Db): Promise<readonly ReleasedText[]> {
  const rows = await db<TemplateVersionRow>('template_version').orderBy('effective_from', 'desc');
  const counts = await db('agreement')
    .whereNotNull('template_version_id')
    .groupBy('template_version_id')
    .select<{ id: string; count: number }[]>('template_version_id as id', db.raw('count(*) as count'));
  const made = new Map(counts.map(({ id, count }) => [id, count]));
  return rows.map((row) => ({
    ...toVersion(row),
    releasedBy: row.released_by,
    approvedBy: row.approved_by,
    releasedAt: row.released_at,
    agreements: made.get(row.id) ?? 0,
  }));
}

/** Is there a text that holds from exactly this day? Two would leave open which one counts. */
export async function versionBeginsOn(db: Db, day: Day): Promise<boolean> {
  return (await db<TemplateVersionRow>('template_version').where({ effective_from: day }).first('id')) !== undefined;
}

export async function templateVersion(db: Db, id: Id): Promise<TemplateVersion | null> {
  const row = await db<TemplateVersionRow>('template_version').where({ id }).first();
  return row ? toVersion(row) : null;
}

export async function templateByLabel(db: Db, label: string): Promise<TemplateVersion | null> {
  const row = await db<TemplateVersionRow>('template_version').where({ label }).first();
  return row ? toVersion(row) : null;
}
