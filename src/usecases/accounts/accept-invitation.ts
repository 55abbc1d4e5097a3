import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { Id, Instant } from '../../domain/time';
import { totpStep } from '../../outside/totp';
import { recordDeed } from '../../persistence/audit-entry';
import type { Db, Trx } from '../../persistence/db';
import { findInvitation, useInvitation, type Invitation } from '../../persistence/invitation';
import { findPerson, markSeen } from '../../persistence/person';
import { giveRoles, insertAccount } from './create-account';
import { storeBackupCodes } from './make-backup-codes';
import { secretHash } from './secrets';

/** The invitation behind a link, while it may be accepted; null when it was used, withdrawn, is too old, or never was one. */
export async function acceptableInvitation(db: Db, secret: string, now: Instant): Promise<Invitation | null> {
  const invitation = await findInvitation(db, secretHash(secret));
  if (!invitation || invitation.usedAt !== null || invitation.withdrawnAt !== null) return null;
  return invitation.expiresAt > now ? invitation : null;
}

interface Acceptance {
  readonly secret: string;
  readonly name: string;
  readonly functionTitle: string | null;
  readonly passwordHash: string;
  readonly totpSecret: string;
  /** Of the authenticator just enrolled. */
  readonly code: string;
}

interface Accepted {
  readonly personId: Id;
  readonly partyId: Id;
  /** Shown once, kept as hashes. */
  readonly backupCodes: readonly string[];
}

/**
 * Makes the account of who was invited: person, factors, roles, ten backup codes. Throws ('invalid', 'wrong-code'),
 * ('conflict', 'link-used-or-expired') when another window was first, ('conflict', 'changed-meanwhile') when the address
 * got an account meanwhile.
 */
export async function acceptInvitation(
  deps: Pick<Deps, 'db' | 'clock' | 'newId' | 'newSecret' | 'keys'>,
  acceptance: Acceptance,
): Promise<Accepted> {
  const now = deps.clock.now();
  const invitation = await acceptableInvitation(deps.db, acceptance.secret, now);
  if (!invitation) throw new DomainError('conflict', 'link-used-or-expired');
  const usedStep = await totpStep(acceptance.totpSecret, acceptance.code.replace(/\s/g, ''), now);
  if (usedStep === null) throw new DomainError('invalid', 'wrong-code');
  const { name, functionTitle, passwordHash, totpSecret } = acceptance;
  const { email, partyId, roles, telephone } = invitation;
  return deps.db.transaction(async (trx) => {
    await useUp(trx, invitation, now);
    const account = { email, name, functionTitle, telephone, partyId, roles, totpSecret, passwordHash, usedStep };
    const personId = await insertAccount(trx, deps, account);
    if (personId === null) throw new DomainError('conflict', 'changed-meanwhile');
    await markSeen(trx, personId, now);
    const backupCodes = await storeBackupCodes(trx, deps, personId, now);
    await recordAcceptance(trx, invitation, personId, now);
    return { personId, partyId, backupCodes };
  });
}

/** Who has an account already takes the invitation with it, logged in. Throws as `acceptInvitation`; another person's is not found. */
export async function joinByInvitation(
  deps: Pick<Deps, 'db' | 'clock' | 'newId'>,
  personId: Id,
  secret: string,
): Promise<Id> {
  const now = deps.clock.now();
  const invitation = await acceptableInvitation(deps.db, secret, now);
  const person = await findPerson(deps.db, personId);
  if (!invitation || person?.email !== invitation.email) throw new DomainError('conflict', 'link-used-or-expired');
  const { partyId, roles } = invitation;
  await deps.db.transaction(async (trx) => {
    await useUp(trx, invitation, now);
    await giveRoles(trx, deps, { personId, partyId, roles }, now);
    await recordAcceptance(trx, invitation, personId, now);
  });
  return partyId;
}

async function useUp(trx: Trx, invitation: Invitation, now: Instant): Promise<void> {
  if (!(await useInvitation(trx, invitation.id, now))) throw new DomainError('conflict', 'link-used-or-expired');
}

async function recordAcceptance(trx: Trx, invitation: Invitation, personId: Id, now: Instant): Promise<void> {
  await recordDeed(trx, {
    at: now,
    kind: 'invitation-accepted',
    actorId: personId,
    actingForId: invitation.partyId,
    subjectId: personId,
    body: { invitationId: invitation.id, roles: invitation.roles },
  });
}
