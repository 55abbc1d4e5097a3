import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { updatePerson } from '../../persistence/person';

interface AccountChange {
  readonly version: number;
  readonly name: string;
  readonly functionTitle: string | null;
  readonly telephone: string | null;
}

/** Name, function and telephone of oneself. Throws ('conflict', 'changed-meanwhile') when another window was first. */
export async function changeAccount(
  deps: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  change: AccountChange,
): Promise<void> {
  const { version, name, functionTitle, telephone } = change;
  await deps.db.transaction(async (trx) => {
    const changed = await updatePerson(trx, viewer.personId, version, { name, functionTitle, telephone });
    if (!changed) throw new DomainError('conflict', 'changed-meanwhile');
    await recordDeed(trx, {
      at: deps.clock.now(),
      kind: 'account-changed',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: viewer.personId,
      body: { version: version + 1 },
    });
  });
}
