import type { Role } from '../domain/parties';
import type { Id, Instant } from '../domain/time';
import type { Db, Trx } from './db';

export interface Invitation {
  readonly id: Id;
  readonly partyId: Id;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** As the registration of the organisation told it; null: not known yet. */
  readonly functionTitle: string | null;
  readonly telephone: string | null;
  /** null: the portal itself, at the admission of an organisation. */
  readonly invitedBy: Id | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
}

interface InvitationRow {
  id: string;
  secret_sha256: string;
  party_id: string;
  email: string;
  name: string;
  roles: string;
  function_title: string | null;
  telephone: string | null;
  invited_by: string | null;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  withdrawn_at: string | null;
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    partyId: row.party_id,
    email: row.email,
    name: row.name,
    roles: JSON.parse(row.roles) as Role[],
    functionTitle: row.function_title,
    telephone: row.telephone,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
    withdrawnAt: row.withdrawn_at,
  };
}

type NewInvitation = Omit<Invitation, 'usedAt' | 'withdrawnAt'> & { readonly secretSha256: string };

export async function insertInvitation(trx: Trx, invitation: NewInvitation): Promise<void> {
  await trx<InvitationRow>('invitation').insert({
    id: invitation.id,
    secret_sha256: invitation.secretSha256,
    party_id: invitation.partyId,
    email: invitation.email,
    name: invitation.name,
    roles: JSON.stringify(invitation.roles),
    function_title: invitation.functionTitle,
    telephone: invitation.telephone,
    invited_by: invitation.invitedBy,
    created_at: invitation.createdAt,
    expires_at: invitation.expiresAt,
  });
}

export async function findInvitation(db: Db, secretSha256: string): Promise<Invitation | null> {
  const row = await db<InvitationRow>('invitation').where({ secret_sha256: secretSha256 }).first();
  return row ? toInvitation(row) : null;
}

/** Not used, not withdrawn; those past their term too, since an admin may withdraw them or send them again. */
export async function openInvitations(db: Db, partyId: Id): Promise<readonly Invitation[]> {
  const rows = await db<InvitationRow>('invitation')
    .where({ party_id: partyId })
    .whereNull('used_at')
    .whereNull('withdrawn_at')
    .orderBy('created_at');
  return rows.map(toInvitation);
}

/** Uses an invitation up; false when it was used, withdrawn or has expired. */
export async function useInvitation(trx: Trx, id: Id, at: Instant): Promise<boolean> {
  const changed = await trx<InvitationRow>('invitation')
    .where({ id })
    .whereNull('used_at')
    .whereNull('withdrawn_at')
    .where('expires_at', '>', at)
    .update({ used_at: at });
  return changed === 1;
}

/** False when it was used or withdrawn before, or is not an invitation of this organisation. */
export async function withdrawInvitation(trx: Trx, id: Id, partyId: Id, at: Instant): Promise<boolean> {
  const changed = await trx<InvitationRow>('invitation')
    .where({ id, party_id: partyId })
    .whereNull('used_at')
    .whereNull('withdrawn_at')
    .update({ withdrawn_at: at });
  return changed === 1;
}
