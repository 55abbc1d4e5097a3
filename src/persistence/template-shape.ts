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

/** The first bytes of all documents of each shape: the prefix of its variant, and its own. One that is not there is left out. */
export async function beginningsOf(db: Db, shapeIds: readonly Id[]): Promise<ReadonlyMap<Id, Buffer>> {
  if (shapeIds.length === 0) return new Map();
  const shapes = await db<TemplateShapeRow>('template_shape').whereIn('id', [...shapeIds]);
  const variantIds = [...new Set(shapes.map((shape) => shape.variant_id))];
  const variants = await db('template_variant')
    .whereIn('id', variantIds)
    .select<{ id: Id; prefix: Buffer }[]>('id', 'prefix');
  const prefixes = new Map(variants.map(({ id, prefix }) => [id, prefix]));
  return new Map(
    shapes.flatMap(({ id, variant_id: variantId, bytes }) => {
      const prefix = prefixes.get(variantId);
      return prefix ? [[id, Buffer.concat([prefix, bytes])] as const] : [];
    }),
  );
}

export async function beginningOf(db: Db, shapeId: Id): Promise<Buffer> {
  const found = (await beginningsOf(db, [shapeId])).get(shapeId);
  if (!found) throw new Error(`no shape ${shapeId}`);
  return found;
}
