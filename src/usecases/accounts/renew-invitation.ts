import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import { findInvitation, withdrawInvitation } from '../../persistence/invitation';
import { countAttempt } from '../../persistence/login-attempt';
import { findParty } from '../../persistence/party';
import { findPerson } from '../../persistence/person';
import { ADDRESS_LIMIT, addressKey } from './attempts';
import { invitePerson } from './invite-person';
import { organisationInWords } from './mail-words';
import { secretHash } from './secrets';

/**
 * A new link in the place of one that became too old, to the same address. One that was used or withdrawn gets none, and
 * nobody learns which it was. Throws ('too-many', 'too-many-attempts') by network address.
 */
export async function renewInvitation(
  deps: Pick<Deps, 'db' | 'clock' | 'newId' | 'newSecret' | 'config'>,
  asked: { readonly secret: string; readonly address: string },
): Promise<void> {
  const now = deps.clock.now();
  if (!(await countAttempt(deps.db, addressKey(asked.address), ADDRESS_LIMIT, now))) {
    throw new DomainError('too-many', 'too-many-attempts');
  }
  const old = await findInvitation(deps.db, secretHash(asked.secret));
  const party = old ? await findParty(deps.db, old.partyId) : null;
  if (!old || !party) return;
  const inviter = old.invitedBy === null ? null : await findPerson(deps.db, old.invitedBy);
  const organisation = organisationInWords(party);
  // The NVVK's own people come by an operator, with nobody's name; they are not the first of a newcomer.
  const first = old.invitedBy === null && party.kind !== 'steward';
  await deps.db.transaction(async (trx) => {
    // The old one goes first: it can be renewed once.
    if (!(await withdrawInvitation(trx, old.id, old.partyId, now))) return;
    await invitePerson(trx, deps, {
      partyId: old.partyId,
      email: old.email,
      name: old.name,
      roles: old.roles,
      functionTitle: old.functionTitle,
      telephone: old.telephone,
      invitedBy: old.invitedBy,
      inviterName: inviter?.name ?? organisation,
      organisation,
      template: first ? 'aanmelding-toegelaten' : 'uitnodiging',
    });
  });
}
