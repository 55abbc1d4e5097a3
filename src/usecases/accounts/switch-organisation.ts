import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { organisationsOf, type OwnOrganisation } from '../../persistence/membership';

/** Goes on working for another of one's own organisations. */
export async function switchOrganisation(
  deps: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  partyId: Id,
): Promise<OwnOrganisation> {
  const own = await organisationsOf(deps.db, viewer.personId);
  const chosen = own.find((organisation) => organisation.partyId === partyId);
  if (!chosen) throw notFound();
  if (partyId === viewer.party.id) return chosen;
  await deps.db.transaction((trx) =>
    recordDeed(trx, {
      at: deps.clock.now(),
      kind: 'logged-in',
      actorId: viewer.personId,
      actingForId: partyId,
      subjectId: viewer.personId,
      body: { from: viewer.party.id },
    }),
  );
  return chosen;
}
