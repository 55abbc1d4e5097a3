import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { findRegistration } from '../../persistence/registration';
import { insertRegistrationNote } from '../../persistence/registration-note';
import type { OnboardingDeps } from './receive-registration';

/** A steward keeps a note or what was said by telephone; for the desk only, also after the decision. */
export async function noteRegistration(
  deps: OnboardingDeps,
  viewer: Viewer,
  note: { readonly number: string; readonly kind: 'note' | 'call'; readonly body: string },
): Promise<void> {
  const registration = await findRegistration(deps.db, note.number);
  if (!registration) throw notFound();
  const now = deps.clock.now();
  const noteId = deps.newId();
  await deps.db.transaction(async (trx) => {
    await insertRegistrationNote(trx, {
      id: noteId,
      registrationId: registration.id,
      kind: note.kind,
      personId: viewer.personId,
      body: note.body,
      at: now,
    });
    await recordDeed(trx, {
      at: now,
      kind: 'registration-noted',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: registration.partyId,
      body: { registration: registration.number, noteId, kind: note.kind },
    });
  });
}
