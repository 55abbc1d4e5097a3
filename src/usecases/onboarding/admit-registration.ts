import type { Verdict } from '../../domain/checks';
import { DomainError } from '../../domain/errors';
import type { Party, Viewer } from '../../domain/parties';
import type { Registration } from '../../domain/registration';
import { amsterdamDay, type Instant } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { takeNumbers } from '../../persistence/counter';
import type { Trx } from '../../persistence/db';
import { insertJoiningDecision } from '../../persistence/joining-decision';
import { findParty, updateParty } from '../../persistence/party';
import { updateRegistration } from '../../persistence/registration';
import { registrationChecks } from '../../persistence/read/registration-checks';
import { invitePerson } from '../accounts/invite-person';
import { makeDrafts } from '../matching/make-drafts';
import { organisationInWords } from '../accounts/mail-words';
import { colleagueWasFirst, openRegistration, type StewardDecision } from './open-registration';
import type { OnboardingDeps } from './receive-registration';

/**
 * A steward admits an organisation: it takes part from today, gets its drafts, and its first person is invited. One
 * transaction; of two stewards one succeeds and the other gets a conflict. Returns how many drafts were made.
 */
export async function admitRegistration(
  deps: OnboardingDeps,
  viewer: Viewer,
  decision: StewardDecision,
): Promise<{ readonly drafts: number }> {
  const { registration, party } = await openRegistration(deps.db, decision);
  const checks = await registrationChecks(deps.db, registration, party, amsterdamDay(deps.clock.now()));
  const verdicts: Readonly<Record<string, Verdict>> = Object.fromEntries(checks.map((one) => [one.about, one.verdict]));
  const now = deps.clock.now();
  return deps.db.transaction(async (trx) => {
    const change = { status: 'admitted' as const, question: null, decidedBy: viewer.personId, decidedAt: now };
    if (!(await updateRegistration(trx, registration.id, registration.version, change))) throw colleagueWasFirst();
    const admitted = await admitParty(trx, registration, party, now);
    await recordDecisionToJoin(trx, deps, registration, now);
    await recordDeed(trx, {
      at: now,
      kind: 'party-admitted',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: party.id,
      body: { registration: registration.number, number: admitted.number, checks: verdicts },
    });
    const drafts = await makeDrafts(trx, deps, admitted);
    const { email, name, functionTitle, telephone } = registration.answers.contact;
    await invitePerson(trx, deps, {
      partyId: party.id,
      email,
      name,
      roles: ['admin', 'contact'],
      functionTitle,
      telephone,
      invitedBy: viewer.personId,
      inviterName: viewer.name,
      organisation: organisationInWords(admitted),
      template: 'aanmelding-toegelaten',
    });
    return { drafts };
  });
}

/** A partner gets its participant number now; it keeps it for ever. */
async function admitParty(trx: Trx, registration: Registration, party: Party, now: Instant): Promise<Party> {
  const change = {
    status: 'admitted' as const,
    admittedOn: amsterdamDay(now),
    generalMailbox: registration.answers.generalMailbox,
    ...(party.kind === 'partner' ? { number: `SP-${String(await takeNumbers(trx, 'SP')).padStart(5, '0')}` } : {}),
  };
  const changed = await updateParty(trx, party.id, party.version, change);
  const admitted = await findParty(trx, party.id);
  if (!changed || !admitted) throw new DomainError('conflict', 'changed-meanwhile');
  return admitted;
}

async function recordDecisionToJoin(
  trx: Trx,
  deps: OnboardingDeps,
  { answers, partyId }: Registration,
  now: Instant,
): Promise<void> {
  if (answers.kind !== 'municipality' || answers.decision === null) return;
  await insertJoiningDecision(trx, {
    ...answers.decision,
    id: deps.newId(),
    partyId,
    scope: 'all',
    recordedBy: null,
    recordedAt: now,
  });
}
