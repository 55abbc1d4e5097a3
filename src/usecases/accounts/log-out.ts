import type { Deps } from '../../deps';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';

/** Writes down that somebody left; the session itself is ended by who holds it. */
export async function logOut(deps: Pick<Deps, 'db' | 'clock'>, viewer: Viewer): Promise<void> {
  await deps.db.transaction((trx) =>
    recordDeed(trx, {
      at: deps.clock.now(),
      kind: 'logged-out',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: viewer.personId,
      body: {},
    }),
  );
}
