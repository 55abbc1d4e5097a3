import type { Deps } from '../../deps';
import { deleteExpiredAttempts } from '../../persistence/login-attempt';
import { deleteExpiredSessions } from '../../persistence/person-session';

/** Throws away what log-ins leave behind and nobody needs: ended sessions, counts of attempts whose time is over. */
export async function sweepLogins(deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    await deleteExpiredSessions(trx, now);
    await deleteExpiredAttempts(trx, now);
  });
}
