import type { Deps } from '../../deps';
import type { Party } from '../../domain/parties';
import type { Answers } from '../../domain/registration';
import { amsterdamDay } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { takeYearNumbers } from '../../persistence/counter';
import type { Trx } from '../../persistence/db';
import { enqueue } from '../../persistence/outbox';
import { insertRegistration } from '../../persistence/registration';
import { organisationInWords } from './mail-words';
import { newRegistrationLink } from './registration-link';

export type OnboardingDeps = Pick<Deps, 'db' | 'clock' | 'newId' | 'newSecret' | 'config'>;

export interface ReceivedRegistration {
  /** A-2026-000311 */
  readonly number: string;
  /** Opens /aanmeldingen/{secret}; known to the sender only. */
  readonly secret: string;
}

/** Writes down a registration of a party that has just applied, with its number, link, audit entry and mail. */
export async function receiveRegistration(
  trx: Trx,
  deps: OnboardingDeps,
  party: Pick<Party, 'id' | 'kind' | 'name'>,
  answers: Answers,
): Promise<ReceivedRegistration> {
  const now = deps.clock.now();
  const id = deps.newId();
  const [number = ''] = await takeYearNumbers(trx, 'A', amsterdamDay(now).slice(0, 4));
  await insertRegistration(trx, { id, number, partyId: party.id, answers, receivedAt: now });
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
