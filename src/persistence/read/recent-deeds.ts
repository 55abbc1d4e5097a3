import type { AuditKind, Json } from '../../domain/audit';
import type { Id, Instant } from '../../domain/time';
import type { Db } from '../db';

/** A deed that an organisation reads about on its first page. */
export interface RecentDeed {
  readonly at: Instant;
  readonly kind: AuditKind;
  /** Who did it: a person of the own organisation by name, the other party as an organisation; null: the portal. */
  readonly by: string | null;
  readonly own: boolean;
  readonly body: Readonly<Record<string, Json>>;
}

interface DeedRow {
  seq: number;
  at: string;
  kind: AuditKind;
  body: string;
  name: string | null;
}

/** Own deeds of these kinds and those of other parties about this party's agreements, newest first. */
export async function recentDeeds(
  db: Db,
  party: { readonly id: Id; readonly kind: string },
  kinds: { readonly own: readonly AuditKind[]; readonly others: readonly AuditKind[] },
  limit: number,
): Promise<readonly RecentDeed[]> {
  const own: DeedRow[] = await db('audit_entry as e')
    .leftJoin('person as p', 'p.id', 'e.actor_id')
    .where('e.acting_for_id', party.id)
    .whereIn('e.kind', [...kinds.own])
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .select('e.seq', 'e.at', 'e.kind', 'e.body', 'p.name as name');
  const side = party.kind === 'municipality' ? 'a.municipality_id' : 'a.partner_id';
  const others: DeedRow[] = await db('agreement as a')
    .join('audit_entry as e', 'e.subject_id', 'a.id')
    .join('party as o', 'o.id', 'e.acting_for_id')
    .where(side, party.id)
    .whereNot('e.acting_for_id', party.id)
    .whereIn('e.kind', [...kinds.others])
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .select('e.seq', 'e.at', 'e.kind', 'e.body', 'o.name as name');
  return [...own.map((row) => ({ row, own: true })), ...others.map((row) => ({ row, own: false }))]
    .sort((a, b) => b.row.seq - a.row.seq)
    .slice(0, limit)
    .map(({ row, own: isOwn }) => ({
      at: row.at,
      kind: row.kind,
      by: row.name,
      own: isOwn,
      body: JSON.parse(row.body) as Record<string, Json>,
    }));
}
