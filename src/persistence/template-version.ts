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
    noticeDays: Number(row.notice_days),
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

export async function templateVersion(db: Db, id: Id): Promise<TemplateVersion | null> {
  const row = await db<TemplateVersionRow>('template_version').where({ id }).first();
  return row ? toVersion(row) : null;
}

export async function templateByLabel(db: Db, label: string): Promise<TemplateVersion | null> {
  const row = await db<TemplateVersionRow>('template_version').where({ label }).first();
  return row ? toVersion(row) : null;
}

interface TemplateVariantRow {
  id: string;
  template_version_id: string;
  facts_key: string;
  prefix: Buffer;
  prefix_sha256: string;
  layout: string;
}

/** The variant without a prefix: before variants are compiled, a whole document stands in its tail. */
export async function insertEmptyVariant(
  trx: Trx,
  variant: { readonly id: Id; readonly templateVersionId: Id; readonly prefixSha256: string },
): Promise<void> {
  await trx<TemplateVariantRow>('template_variant').insert({
    id: variant.id,
    template_version_id: variant.templateVersionId,
    facts_key: '',
    prefix: Buffer.alloc(0),
    prefix_sha256: variant.prefixSha256,
    layout: '{}',
  });
}

export async function emptyVariantOf(db: Db, templateVersionId: Id): Promise<Id | null> {
  const row = await db<TemplateVariantRow>('template_variant')
    .where({ template_version_id: templateVersionId, facts_key: '' })
    .select('id')
    .first();
  return row?.id ?? null;
}
