import type { Instant } from '../domain/time';
import type { Db } from './db';

/** How often within how many seconds. */
export interface Limit {
  readonly times: number;
  readonly seconds: number;
}

/*
 * A store of our own: rate-limiter-flexible takes raw connections past knex (a savepoint of its own on SQLite's single
 * connection), knows knex's SQLite only by the name 'sqlite3', and reads the machine's clock.
 */

/**
 * Counts an attempt, before it is known whether it succeeds, so that many at once do not slip through. False when the
 * limit is passed. The attempt that reaches the limit starts the waiting time anew: it is the full `seconds` from there.
 */
export async function countAttempt(db: Db, key: string, limit: Limit, now: Instant): Promise<boolean> {
  const at = Date.parse(now);
  const until = at + limit.seconds * 1000;
  const rows = await db('login_attempt')
    .insert({ key, points: 1, expire: until })
    .onConflict('key')
    .merge({
      points: db.raw('case when login_attempt.expire > ? then login_attempt.points + 1 else 1 end', [at]),
      expire: db.raw(
        'case when login_attempt.expire > ? and login_attempt.points <> ? then login_attempt.expire else ? end',
        [at, limit.times - 1, until],
      ),
    })
    .returning<{ points: number }[]>('points');
  return (rows[0]?.points ?? 0) <= limit.times;
}

/** The attempt succeeded: it does not count against who shares the key. */
export async function giveBackAttempt(db: Db, key: string): Promise<void> {
  await db('login_attempt').where({ key }).where('points', '>', 0).decrement('points', 1);
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db('login_attempt').where({ key }).delete();
}

/** A count whose time is over says nothing any more. */
export async function deleteExpiredAttempts(db: Db, now: Instant): Promise<void> {
  await db('login_attempt').where('expire', '<=', Date.parse(now)).delete();
}
