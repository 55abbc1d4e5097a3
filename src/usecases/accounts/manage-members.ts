import type { Deps } from '../../deps';
import type { AuditKind, Json } from '../../domain/audit';
import { DomainError, notFound } from '../../domain/errors';
import type { Role, Viewer } from '../../domain/parties';
import type { Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Trx } from '../../persistence/db';
import { openInvitations, withdrawInvitation } from '../../persistence/invitation';
import { endMemberships, lockMembers, membersOf, type Member } from '../../persistence/membership';
import { cleanEmail } from '../../persistence/person';
import { takeBackListsOf } from '../ceremony/change-list';
import { revokeMandatesOf } from '../mandates/revoke-mandate';
import { giveRoles } from './create-account';
import { invitePerson } from './invite-person';
import { organisationInWords } from './mail-words';

// What an organisation admin does with the people of the organisation. Decided with the members held still, so that two
// admins at once cannot leave the organisation without one.

type Slice = Pick<Deps, 'db' | 'clock' | 'newId' | 'newSecret' | 'config'>;

interface NewMember {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Invites a colleague; an open invitation to the same address is replaced. Throws ('conflict', 'already-member', {email}). */
export async function inviteMember(deps: Slice, admin: Viewer, person: NewMember): Promise<void> {
  const email = cleanEmail(person.email);
  const partyId = admin.party.id;
  await deps.db.transaction(async (trx) => {
    await lockMembers(trx, partyId);
    const members = await membersOf(trx, partyId);
    if (members.some((member) => member.email === email))
      throw new DomainError('conflict', 'already-member', { email });
    const earlier = (await openInvitations(trx, partyId)).filter((invitation) => invitation.email === email);
    for (const { id } of earlier) await withdrawInvitation(trx, id, partyId, deps.clock.now());
    await invitePerson(trx, deps, {
      partyId,
      email,
      name: person.name,
      roles: person.roles,
      invitedBy: admin.personId,
      inviterName: admin.name,
      organisation: organisationInWords(admin.party),
      template: 'uitnodiging',
    });
  });
}

/**
 * Gives a member exactly these roles, at least one. Who is a signatory no longer loses mandates and lists too; `reason` is
 * what stands with those mandates. Throws ('conflict', 'last-admin') or not-found.
 */
export async function changeRoles(
  deps: Slice,
  admin: Viewer,
  personId: Id,
  roles: readonly Role[],
  reason: string,
): Promise<void> {
  const partyId = admin.party.id;
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    const member = await heldMember(trx, partyId, personId, roles);
    const gone = member.roles.filter((role) => !roles.includes(role));
    const added = roles.filter((role) => !member.roles.includes(role));
    if (gone.length === 0 && added.length === 0) return;
    await endMemberships(trx, { partyId, personId, roles: gone }, now);
    await giveRoles(trx, deps, { personId, partyId, roles: added }, now);
    await record(trx, deps, admin, personId, 'roles-changed', { gone, added });
    if (gone.includes('signatory')) await stopSigning(trx, deps, admin, personId, reason);
  });
}

/**
 * Ends all that a member may do here, her mandates and the lists that lie at her as well; her account stays. `reason` is
 * what stands with those mandates. Throws ('conflict', 'last-admin') or not-found.
 */
export async function endMembership(deps: Slice, admin: Viewer, personId: Id, reason: string): Promise<void> {
  const partyId = admin.party.id;
  await deps.db.transaction(async (trx) => {
    const member = await heldMember(trx, partyId, personId, []);
    await endMemberships(trx, { partyId, personId, roles: member.roles }, deps.clock.now());
    await record(trx, deps, admin, personId, 'membership-ended', { roles: member.roles });
    await stopSigning(trx, deps, admin, personId, reason);
  });
}

/** A mandate is of somebody who signs for this organisation: without that role it ends, and the lists go back. */
async function stopSigning(trx: Trx, deps: Slice, admin: Viewer, personId: Id, reason: string): Promise<void> {
  await revokeMandatesOf(trx, deps, admin, personId, reason);
  await takeBackListsOf(trx, deps, admin, personId);
}

/** Makes the link of an invitation worthless. Throws ('conflict', 'changed-meanwhile') when it was used or withdrawn. */
export async function withdrawMemberInvitation(deps: Slice, admin: Viewer, invitationId: Id): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const withdrawn = await withdrawInvitation(trx, invitationId, admin.party.id, deps.clock.now());
    if (!withdrawn) throw new DomainError('conflict', 'changed-meanwhile');
    await record(trx, deps, admin, admin.party.id, 'invitation-withdrawn', { invitationId });
  });
}

/** The member, held still, if the organisation keeps an admin when she has `roles` from now on. */
async function heldMember(trx: Trx, partyId: Id, personId: Id, roles: readonly Role[]): Promise<Member> {
  await lockMembers(trx, partyId);
  const members = await membersOf(trx, partyId);
  const member = members.find((one) => one.personId === personId);
  if (!member) throw notFound();
  const others = members.filter((one) => one.personId !== personId && one.roles.includes('admin'));
  if (member.roles.includes('admin') && !roles.includes('admin') && others.length === 0) {
    throw new DomainError('conflict', 'last-admin');
  }
  return member;
}

async function record(
  trx: Trx,
  deps: Pick<Deps, 'clock'>,
  admin: Viewer,
  subjectId: Id,
  kind: AuditKind,
  body: Readonly<Record<string, Json>>,
): Promise<void> {
  const at = deps.clock.now();
  await recordDeed(trx, { at, kind, actorId: admin.personId, actingForId: admin.party.id, subjectId, body });
}
