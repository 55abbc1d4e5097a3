import type { Deps } from '../../deps';
import type { Party } from '../../domain/parties';
import type { Answers } from '../../domain/registration';
import { amsterdamDay } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { takeYearNumbers } from '../../persistence/counter';
import type { Trx } from '../../persistence/db';
import { enqueue } from '../../persistence/outbox';
import { insertRegistration } from '../../persistence/registration';
import { secretHash } from '../accounts/secrets';
import { organisationInWords } from '../accounts/mail-words';
import { newRegistrationLink } from './registration-link';

export type OnboardingDeps = Pick<Deps, 'db' | 'clock' | 'newId' | 'newSecret' | 'config'>;

export interface ReceivedRegistration {
  /** A-2026-000311 */
  readonly number: string;
  /** Opens /aanmeldingen/{secret}; known to the sender only. */
  readonly secret: string;
}

/**
 * Writes down a registration of a party that has just applied, with its number, link, audit entry and mail. `submission`:
 * the secret by which the sender's browser knows this form again; null when there is no browser.
 */
export async function receiveRegistration(
  trx: Trx,
  deps: OnboardingDeps,
  party: Pick<Party, 'id' | 'kind' | 'name'>,
  answers: Answers,
  submission: string | null,
): Promise<ReceivedRegistration> {
  const now = deps.clock.now();
  const id = deps.newId();
  const [number = ''] = await takeYearNumbers(trx, 'A', amsterdamDay(now).slice(0, 4));
  await insertRegistration(trx, {
    id,
    number,
    partyId: party.id,
    answers,
    receivedAt: now,
    submissionSha256: submission === null ? null : secretHash(submission),
  });
  const { secret, link } = await newRegistrationLink(trx, deps, id);
  await recordDeed(trx, {
    at: now,
    kind: 'registration-received',
    actorId: null,
    actingForId: party.id,
    subjectId: party.id,
    body: { number, registrationId: id },
  });
  const { email, name } = answers.contact;
  const values = { number, organisation: organisationInWords(party), link };
  const payload = { template: 'aanmelding-ontvangen' as const, to: { email, name }, values };
  await enqueue(trx, deps.newId, now, [
    { kind: 'mail', dedupeKey: `registration-received:${id}`, payload, dueAt: now },
  ]);
  return { number, secret };
}
