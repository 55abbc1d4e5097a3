import type { Id } from '../domain/time';
import type { Db, Trx } from './db';

interface TemplateShapeRow {
  id: string;
  variant_id: string;
  sha256: string;
  bytes: Buffer;
}

/** What all agreements share whose words take the same places, after the prefix of their variant. */
export interface NewShape {
  readonly id: Id;
  readonly variantId: Id;
  readonly bytes: Buffer;
  /** Of those bytes, hex. */
  readonly sha256: string;
}

/** Each is stored once: its bytes are its key. Answers the id of the one that stands. */
export async function keepShape(trx: Trx, { id, variantId, bytes, sha256 }: NewShape): Promise<Id> {
  await trx<TemplateShapeRow>('template_shape')
    .insert({ id, variant_id: variantId, sha256, bytes })
    .onConflict(['variant_id', 'sha256'])
    .ignore();
  const row = await trx<TemplateShapeRow>('template_shape').where({ variant_id: variantId, sha256 }).first('id');
  return row?.id ?? id;
}

/** The first bytes of all documents of a shape: the prefix of its variant, and its own. */
export async function beginningOf(db: Db, shapeId: Id): Promise<Buffer> {
  const row = await db('template_shape as s')
    .join('template_variant as v', 'v.id', 's.variant_id')
    .where('s.id', shapeId)
    .first<{ prefix: Buffer; bytes: Buffer } | undefined>('v.prefix', 's.bytes');
  if (!row) throw new Error(`no shape ${shapeId}`);
  return Buffer.concat([row.prefix, row.bytes]);
}
