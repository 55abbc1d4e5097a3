import type { Id } from '../domain/time';
import type { Db, Trx } from './db';

interface TemplateVariantRow {
  id: string;
  template_version_id: string;
  facts_key: string;
  prefix: Buffer;
  prefix_sha256: string;
  layout: string;
}

/** What all agreements of a variant share, as it was compiled when first needed. It stays so whatever the program becomes. */
export interface StoredVariant {
  readonly id: Id;
  readonly prefix: Buffer;
  readonly prefixSha256: string;
  /** JSON. */
  readonly layout: string;
}

export interface NewVariant extends StoredVariant {
  readonly templateVersionId: Id;
  readonly key: string;
}

export async function findVariant(db: Db, templateVersionId: Id, key: string): Promise<StoredVariant | null> {
  const row = await db<TemplateVariantRow>('template_variant')
    .where({ template_version_id: templateVersionId, facts_key: key })
    .first();
  return row ? { id: row.id, prefix: row.prefix, prefixSha256: row.prefix_sha256, layout: row.layout } : null;
}

/** The first one stays: the unique key of version and facts decides a race. Answers the id and hash of the one that stands. */
export async function keepVariant(trx: Trx, variant: NewVariant): Promise<Pick<StoredVariant, 'id' | 'prefixSha256'>> {
  const { id, templateVersionId, key, prefix, prefixSha256, layout } = variant;
  await trx<TemplateVariantRow>('template_variant')
    .insert({ id, template_version_id: templateVersionId, facts_key: key, prefix, prefix_sha256: prefixSha256, layout })
    .onConflict(['template_version_id', 'facts_key'])
    .ignore();
  const row = await trx<TemplateVariantRow>('template_variant')
    .where({ template_version_id: templateVersionId, facts_key: key })
    .first('id', 'prefix_sha256');
  return { id: row?.id ?? id, prefixSha256: row?.prefix_sha256 ?? prefixSha256 };
}
