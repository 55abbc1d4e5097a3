import type { AuditKind } from '../../domain/audit';
import type { Id } from '../../domain/time';
import type { Db } from '../db';

/** Name of the person who last did such a deed about this subject: "Dit is ondertussen veranderd door A. Jansen." */
export async function lastChangedBy(db: Db, subjectId: Id, kind: AuditKind): Promise<string | null> {
  const row = await db('audit_entry')
    .join('person', 'person.id', 'audit_entry.actor_id')
    .where({ 'audit_entry.subject_id': subjectId, 'audit_entry.kind': kind })
    .orderBy('audit_entry.seq', 'desc')
    .first<{ name: string } | undefined>('person.name as name');
  return row?.name ?? null;
}
