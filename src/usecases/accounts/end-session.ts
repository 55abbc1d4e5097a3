import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { endSession, sessionsOf } from '../../persistence/person-session';
import { secretHash } from './secrets';

/** What a page calls a session: its own id is a key and never leaves the cookie. */
export const sessionName = (sid: string): string => secretHash(sid).slice(0, 16);

/** Ends one of one's own sessions elsewhere, by its name. */
export async function endOwnSession(deps: Pick<Deps, 'db' | 'clock'>, viewer: Viewer, name: string): Promise<void> {
  const now = deps.clock.now();
  const own = await sessionsOf(deps.db, viewer.personId, now);
  const session = own.find(({ sid }) => sessionName(sid) === name);
  if (!session) throw notFound();
  await deps.db.transaction(async (trx) => {
    await endSession(trx, viewer.personId, session.sid);
    await recordDeed(trx, {
      at: now,
      kind: 'logged-out',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: viewer.personId,
      body: { elsewhere: true },
    });
  });
}
