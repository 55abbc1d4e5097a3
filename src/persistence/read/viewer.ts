import type { PartyKind, Role, Viewer } from '../../domain/parties';
import type { Db } from '../db';

interface ViewerRow {
  name: string;
  email: string;
  role: Role;
  party_name: string;
  party_kind: PartyKind;
  party_number: string | null;
}

/** Who a session stands for today: a person in one organisation, with the roles that still hold; null when none does. */
export async function findViewer(db: Db, personId: string, partyId: string): Promise<Viewer | null> {
  const rows = await db('membership')
    .join('person', 'person.id', 'membership.person_id')
    .join('party', 'party.id', 'membership.party_id')
    .where({ 'membership.person_id': personId, 'membership.party_id': partyId })
    .whereNull('membership.ended_at')
    .whereNull('person.erased_at')
    .select<ViewerRow[]>(
      'person.name as name',
      'person.email as email',
      'membership.role as role',
      'party.name as party_name',
      'party.kind as party_kind',
      'party.number as party_number',
    );
  const first = rows[0];
  if (!first) return null;
  const parties = await db('membership')
    .where({ person_id: personId })
    .whereNull('ended_at')
    .distinct<{ party_id: string }[]>('party_id');
  return {
    personId,
    name: first.name,
    email: first.email,
    party: { id: partyId, kind: first.party_kind, name: first.party_name, number: first.party_number },
    roles: rows.map((row) => row.role),
    several: parties.length > 1,
  };
}
