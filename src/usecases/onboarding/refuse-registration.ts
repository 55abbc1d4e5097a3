import { DomainError } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { recordDeed } from '../../persistence/audit-entry';
import { enqueue } from '../../persistence/outbox';
import { updateParty } from '../../persistence/party';
import { updateRegistration } from '../../persistence/registration';
import { organisationInWords } from '../accounts/mail-words';
import { colleagueWasFirst, openRegistration, type StewardDecision } from './open-registration';
import type { OnboardingDeps } from './receive-registration';
import { newRegistrationLink } from './registration-link';

/** A steward refuses; the sender reads the reason. The organisation may register again: a municipality is merely known again. */
export async function refuseRegistration(
  deps: OnboardingDeps,
  viewer: Viewer,
  decision: StewardDecision & { readonly reason: string },
): Promise<void> {
  const { registration, party } = await openRegistration(deps.db, decision);
  const { reason } = decision;
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const change = { status: 'refused' as const, question: null, reason, decidedBy: viewer.personId, decidedAt: now };
    if (!(await updateRegistration(trx, registration.id, registration.version, change))) throw colleagueWasFirst();
    const status = party.kind === 'municipality' ? ('listed' as const) : ('refused' as const);
    if (!(await updateParty(trx, party.id, party.version, { status }))) {
      throw new DomainError('conflict', 'changed-meanwhile');
    }
    await recordDeed(trx, {
      at: now,
      kind: 'party-refused',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: party.id,
      body: { registration: registration.number },
    });
    const { link } = await newRegistrationLink(trx, deps, registration.id);
    const { email, name } = registration.answers.contact;
    const values = { number: registration.number, organisation: organisationInWords(party), reason, link };
    const payload = { template: 'aanmelding-afgewezen' as const, to: { email, name }, values };
    await enqueue(trx, deps.newId, now, [
      { kind: 'mail', dedupeKey: `registration-refused:${registration.id}`, payload, dueAt: now },
    ]);
  });
}
