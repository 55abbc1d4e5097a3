import type { Id } from '../../domain/time';
import type { Db } from '../db';

type Level = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** The true level of the signatures in an agreement's document: that of its archive, else of its weakest signature; null when nobody signed. */
export async function levelOf(db: Db, agreementId: Id): Promise<Level | null> {
  const row = await db('agreement')
    .where({ id: agreementId })
    .first<{ archive_level: Level | null } | undefined>('archive_level');
  if (row?.archive_level) return row.archive_level;
  const weakest = await db('signature').where({ agreement_id: agreementId }).orderBy('level').first<{ level: Level }>();
  return weakest?.level ?? null;
}
