import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

export interface Person {
  readonly id: Id;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly functionTitle: string | null;
  readonly telephone: string | null;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant | null;
  readonly version: number;
}

interface PersonRow {
  id: string;
  email: string;
  name: string;
  function_title: string | null;
  telephone: string | null;
  created_at: string;
  last_seen_at: string | null;
  erased_at: string | null;
  version: number;
}

function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    functionTitle: row.function_title,
    telephone: row.telephone,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    version: row.version,
  };
}

/** Addresses are compared in lower case, without white space around them. */
export const cleanEmail = (email: string): string => email.trim().toLowerCase();

interface NewPerson {
  readonly id: Id;
  readonly email: string;
  readonly name: string;
  readonly functionTitle: string | null;
  readonly telephone: string | null;
  readonly createdAt: Instant;
}

/** False when somebody with this address is already there. */
export async function insertPerson(trx: Trx, person: NewPerson): Promise<boolean> {
  const made = await trx<PersonRow>('person')
    .insert({
      id: person.id,
      email: cleanEmail(person.email),
      name: person.name,
      function_title: person.functionTitle,
      telephone: person.telephone,
      created_at: person.createdAt,
    })
    .onConflict('email')
    .ignore()
    .returning('id');
  return made.length === 1;
}

export async function findPerson(db: Db, id: Id): Promise<Person | null> {
  const row = await db<PersonRow>('person').where({ id }).whereNull('erased_at').first();
  return row ? toPerson(row) : null;
}

export async function findPersonByEmail(db: Db, email: string): Promise<Person | null> {
  const row = await db<PersonRow>('person')
    .where({ email: cleanEmail(email) })
    .whereNull('erased_at')
    .first();
  return row ? toPerson(row) : null;
}

interface PersonChange {
  readonly name: string;
  readonly functionTitle: string | null;
  readonly telephone: string | null;
}

/** Changes a person if nobody did so since `version`; false when somebody was first. */
export async function updatePerson(trx: Trx, id: Id, version: number, change: PersonChange): Promise<boolean> {
  const changed = await trx<PersonRow>('person')
    .where({ id, version })
    .update({
      name: change.name,
      function_title: change.functionTitle,
      telephone: change.telephone,
      version: version + 1,
    });
  return changed === 1;
}

export async function markSeen(trx: Trx, id: Id, at: Instant): Promise<void> {
  await trx<PersonRow>('person').where({ id }).update({ last_seen_at: at });
}
