import type { AuditKind } from '../../domain/audit';
import { DomainError } from '../../domain/errors';
import type { Id } from '../../domain/time';
import type { Db } from '../../persistence/db';
import { lastChangedBy } from '../../persistence/read/last-change';

/** Somebody was first: the refusal names who, when that is known. */
export async function changedMeanwhile(db: Db, subjectId: Id, kind: AuditKind): Promise<DomainError> {
  const by = await lastChangedBy(db, subjectId, kind);
  return new DomainError('conflict', 'changed-meanwhile', by === null ? {} : { by });
}
