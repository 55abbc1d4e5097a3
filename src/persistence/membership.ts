import type { PartyKind, Role } from '../domain/parties';
import type { Day, Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

interface MembershipRow {
  id: string;
  person_id: string;
  party_id: string;
  role: Role;
  valid_from: string;
  ended_at: string | null;
}

/** An organisation in which a person holds roles today. */
export interface OwnOrganisation {
  readonly partyId: Id;
  readonly kind: PartyKind;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** A person who holds roles in an organisation today. */
export interface Member {
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly lastSeenAt: Instant | null;
  readonly roles: readonly Role[];
}

interface NewMembership {
  readonly id: Id;
  readonly personId: Id;
  readonly partyId: Id;
  readonly role: Role;
  readonly validFrom: Day;
}

/** Roles that the person already holds there stay as they are. */
export async function insertMemberships(trx: Trx, memberships: readonly NewMembership[]): Promise<void> {
  for (const one of memberships) {
    const held = await trx<MembershipRow>('membership')
      .where({ person_id: one.personId, party_id: one.partyId, role: one.role })
      .whereNull('ended_at')
      .first('id');
    if (held) continue;
    await trx<MembershipRow>('membership').insert({
      id: one.id,
      person_id: one.personId,
      party_id: one.partyId,
      role: one.role,
      valid_from: one.validFrom,
    });
  }
}

export async function organisationsOf(db: Db, personId: Id): Promise<readonly OwnOrganisation[]> {
  const rows = await db('membership')
    .join('party', 'party.id', 'membership.party_id')
    .where({ 'membership.person_id': personId })
    .whereNull('membership.ended_at')
    .orderBy(['party.sort_key', 'party.id', 'membership.role'])
    .select<{ id: string; kind: PartyKind; name: string; role: Role }[]>(
      'party.id as id',
      'party.kind as kind',
      'party.name as name',
      'membership.role as role',
    );
  const found = new Map<Id, OwnOrganisation>();
  for (const { id, kind, name, role } of rows) {
    found.set(id, { partyId: id, kind, name, roles: [...(found.get(id)?.roles ?? []), role] });
  }
  return [...found.values()];
}

export async function membersOf(db: Db, partyId: Id): Promise<readonly Member[]> {
  const rows = await db('membership')
    .join('person', 'person.id', 'membership.person_id')
    .where({ 'membership.party_id': partyId })
    .whereNull('membership.ended_at')
    .whereNull('person.erased_at')
    .orderBy(['person.name', 'person.id', 'membership.role'])
    .select<{ id: string; name: string; email: string; last_seen_at: string | null; role: Role }[]>(
      'person.id as id',
      'person.name as name',
      'person.email as email',
      'person.last_seen_at as last_seen_at',
      'membership.role as role',
    );
  const found = new Map<Id, Member>();
  for (const { id, name, email, last_seen_at, role } of rows) {
    const roles = [...(found.get(id)?.roles ?? []), role];
    found.set(id, { personId: id, name, email, lastSeenAt: last_seen_at, roles });
  }
  return [...found.values()];
}

/**
 * Holds the members of an organisation still until the commit, so that two admins cannot remove each other at once.
 * SQLite has one writer at a time and needs nothing.
 */
export async function lockMembers(trx: Trx, partyId: Id): Promise<void> {
  await trx('party').where({ id: partyId }).forUpdate().first('id');
}

export async function endMemberships(
  trx: Trx,
  of: { readonly partyId: Id; readonly personId: Id; readonly roles: readonly Role[] },
  at: Instant,
): Promise<void> {
  await trx<MembershipRow>('membership')
    .where({ party_id: of.partyId, person_id: of.personId })
    .whereIn('role', [...of.roles])
    .whereNull('ended_at')
    .update({ ended_at: at });
}
