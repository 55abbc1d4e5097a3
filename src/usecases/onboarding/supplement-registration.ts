import { DomainError, notFound } from '../../domain/errors';
import type { Answers, ContactAnswer, DecisionAnswer } from '../../domain/registration';
import { recordDeed } from '../../persistence/audit-entry';
import { findRegistrationByLink, updateRegistration } from '../../persistence/registration';
import { insertRegistrationNote } from '../../persistence/registration-note';
import { secretHash } from '../accounts/secrets';
import type { OnboardingDeps } from './receive-registration';

export interface Supplement {
  /** The answer to what was asked. */
  readonly answer: string;
  readonly contact: ContactAnswer;
  readonly generalMailbox: string;
  /** Municipalities only. */
  readonly decision: DecisionAnswer | null;
}

/** The sender answers what the desk asked and mends what was filled in. Throws not-found for an unknown link, changed-meanwhile when nothing is asked (any more). */
export async function supplementRegistration(
  deps: OnboardingDeps,
  secret: string,
  supplement: Supplement,
): Promise<void> {
  const registration = await findRegistrationByLink(deps.db, secretHash(secret));
  if (!registration) throw notFound();
  if (registration.status !== 'asked') throw new DomainError('conflict', 'changed-meanwhile');
  const now = deps.clock.now();
  const answers = mended(registration.answers, supplement);
  await deps.db.transaction(async (trx) => {
    const change = { status: 'received' as const, question: null, answers };
    if (!(await updateRegistration(trx, registration.id, registration.version, change))) {
      throw new DomainError('conflict', 'changed-meanwhile');
    }
    const noteId = deps.newId();
    await insertRegistrationNote(trx, {
      id: noteId,
      registrationId: registration.id,
      kind: 'supplement',
      personId: null,
      body: supplement.answer,
      at: now,
    });
    await recordDeed(trx, {
      at: now,
      kind: 'registration-supplemented',
      actorId: null,
      actingForId: registration.partyId,
      subjectId: registration.partyId,
      body: { registration: registration.number, noteId },
    });
  });
}

function mended(answers: Answers, { contact, generalMailbox, decision }: Supplement): Answers {
  return answers.kind === 'municipality'
    ? { ...answers, contact, generalMailbox, decision }
    : { ...answers, contact, generalMailbox };
}
