import { DomainError } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { updateRegistration } from '../../persistence/registration';
import { openRegistration, type StewardDecision } from './open-registration';
import type { OnboardingDeps } from './receive-registration';

/** A steward takes a registration in hand, or over from a colleague, so that two do not do the same work. */
export async function takeRegistration(deps: OnboardingDeps, viewer: Viewer, decision: StewardDecision): Promise<void> {
  const { registration, party } = await openRegistration(deps.db, decision);
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const change = { takenBy: viewer.personId };
    if (!(await updateRegistration(trx, registration.id, registration.version, change))) {
      throw new DomainError('conflict', 'changed-meanwhile');
    }
    await recordDeed(trx, {
      at: now,
      kind: 'registration-taken',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: party.id,
      body: { registration: registration.number },
    });
  });
}
