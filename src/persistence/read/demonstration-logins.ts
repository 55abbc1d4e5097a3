import type { PartyKind, Role } from '../../domain/parties';
import type { Id } from '../../domain/time';
import type { Db } from '../db';

export interface DemonstrationLogin {
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly party: { readonly kind: PartyKind; readonly name: string };
  readonly roles: readonly Role[];
  readonly sealedTotp: string;
}

interface LoginRow {
  id: string;
  name: string;
  email: string;
  kind: PartyKind;
  party_name: string;
  party_id: string;
  role: Role;
  secret: string;
}

/** Everybody who can log in, for each organisation: only read in demonstration mode. */
export async function demonstrationLogins(db: Db): Promise<readonly DemonstrationLogin[]> {
  const rows = await db('membership')
    .join('person', 'person.id', 'membership.person_id')
    .join('party', 'party.id', 'membership.party_id')
    .join('credential', 'credential.person_id', 'person.id')
    .where({ 'credential.kind': 'totp' })
    .whereNull('credential.retired_at')
    .whereNull('membership.ended_at')
    .orderBy(['party.kind', 'party.sort_key', 'party.id', 'person.name', 'person.id', 'membership.role'])
    .select<LoginRow[]>(
      'person.id as id',
      'person.name as name',
      'person.email as email',
      'party.kind as kind',
      'party.name as party_name',
      'party.id as party_id',
      'membership.role as role',
      'credential.secret as secret',
    );
  const found = new Map<string, DemonstrationLogin>();
  for (const row of rows) {
    const key = `${row.id} ${row.party_id}`;
    found.set(key, {
      personId: row.id,
      name: row.name,
      email: row.email,
      party: { kind: row.kind, name: row.party_name },
      roles: [...(found.get(key)?.roles ?? []), row.role],
      sealedTotp: row.secret,
    });
  }
  return [...found.values()];
}
