import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

export interface PersonSession {
  readonly sid: string;
  readonly startedAt: Instant;
  readonly userAgent: string;
}

interface PersonSessionRow {
  sid: string;
  person_id: string;
  started_at: string;
  user_agent: string;
}

/** Writes down whose session this is. */
export async function insertPersonSession(db: Db, session: PersonSession, personId: Id): Promise<void> {
  await db<PersonSessionRow>('person_session').insert({
    sid: session.sid,
    person_id: personId,
    started_at: session.startedAt,
    user_agent: session.userAgent.slice(0, 300),
  });
}

/** The sessions of a person that still live, newest first. */
export async function sessionsOf(db: Db, personId: Id, now: Instant): Promise<readonly PersonSession[]> {
  const rows = await db<PersonSessionRow>('person_session')
    .join('session', 'session.sid', 'person_session.sid')
    .where({ 'person_session.person_id': personId })
    .where('session.expired', '>', now)
    .orderBy('person_session.started_at', 'desc')
    .select('person_session.sid', 'person_session.started_at', 'person_session.user_agent');
  return rows.map((row) => ({ sid: row.sid, startedAt: row.started_at, userAgent: row.user_agent }));
}

/** The session goes on under another id, or has ended. */
export async function forgetPersonSession(db: Db, sid: string): Promise<void> {
  await db<PersonSessionRow>('person_session').where({ sid }).delete();
}

/** Ends one session of a person. */
export async function endSession(trx: Trx, personId: Id, sid: string): Promise<void> {
  const gone = await trx<PersonSessionRow>('person_session').where({ person_id: personId, sid }).delete();
  if (gone === 1) await trx('session').where({ sid }).delete();
}

/** Ends every session of a person but the one she works in (null: every one). */
export async function endSessions(trx: Trx, personId: Id, but: string | null): Promise<void> {
  const own = await trx<PersonSessionRow>('person_session').where({ person_id: personId }).select('sid');
  const sids = own.map(({ sid }) => sid).filter((sid) => sid !== but);
  await trx('session').whereIn('sid', sids).delete();
  await trx<PersonSessionRow>('person_session').whereIn('sid', sids).delete();
}

/** Sessions that ended by themselves: the library only passes them over. */
export async function deleteExpiredSessions(trx: Trx, now: Instant): Promise<void> {
  await trx('session').where('expired', '<', now).delete();
  await trx<PersonSessionRow>('person_session').whereNotIn('sid', trx('session').select('sid')).delete();
}
