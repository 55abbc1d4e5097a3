import type { Id } from '../../domain/time';
import type { Db } from '../db';

export interface RecordedFile {
  readonly agreementId: Id;
  /** Nothing was added since. */
  readonly isNewest: boolean;
}

/** The agreement whose document was exactly this file, at some time; null when none ever was. */
export async function agreementOfFile(db: Db, sha256: string): Promise<RecordedFile | null> {
  const found = await db('document_segment')
    .where({ file_sha256: sha256 })
    .first<{ agreement_id: string; ordinal: number } | undefined>('agreement_id', 'ordinal');
  if (!found) return null;
  const later = await db('document_segment')
    .where({ agreement_id: found.agreement_id })
    .where('ordinal', '>', found.ordinal)
    .first<{ ordinal: number } | undefined>('ordinal');
  return { agreementId: found.agreement_id, isNewest: later === undefined };
}
