import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { enqueue } from '../../persistence/outbox';
import { updateRegistration } from '../../persistence/registration';
import { insertRegistrationNote } from '../../persistence/registration-note';
import { organisationInWords } from '../accounts/mail-words';
import { colleagueWasFirst, openRegistration, type StewardDecision } from './open-registration';
import type { OnboardingDeps } from './receive-registration';
import { newRegistrationLink } from './registration-link';

/** A steward asks the sender for more; the steward who asks has it in hand from now on. */
export async function askSupplement(
  deps: OnboardingDeps,
  viewer: Viewer,
  decision: StewardDecision & { readonly question: string },
): Promise<void> {
  const { registration, party } = await openRegistration(deps.db, decision);
  const { question } = decision;
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const change = { status: 'asked' as const, question, takenBy: viewer.personId };
    if (!(await updateRegistration(trx, registration.id, registration.version, change))) throw colleagueWasFirst();
    const noteId = deps.newId();
    await insertRegistrationNote(trx, {
      id: noteId,
      registrationId: registration.id,
      kind: 'question',
      personId: viewer.personId,
      body: question,
      at: now,
    });
    await recordDeed(trx, {
      at: now,
      kind: 'registration-asked',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: party.id,
      body: { registration: registration.number, noteId },
    });
    const { link } = await newRegistrationLink(trx, deps, registration.id);
    const { email, name } = registration.answers.contact;
    const values = { number: registration.number, organisation: organisationInWords(party), question, link };
    const payload = { template: 'aanmelding-aanvullen' as const, to: { email, name }, values };
    await enqueue(trx, deps.newId, now, [
      { kind: 'mail', dedupeKey: `registration-asked:${noteId}`, payload, dueAt: now },
    ]);
  });
}
