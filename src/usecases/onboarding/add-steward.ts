import { notFound } from '../../domain/errors';
import { recordDeed } from '../../persistence/audit-entry';
import { partiesOfKind } from '../../persistence/party';
import { invitePerson } from '../accounts/invite-person';
import type { OnboardingDeps } from './receive-registration';

/** An operator adds an NVVK employee: an invitation with role steward. Returns the invitation's link, which is mailed as well. */
export async function addSteward(deps: OnboardingDeps, email: string, name: string): Promise<string> {
  const [nvvk] = await partiesOfKind(deps.db, 'steward', ['admitted']);
  if (!nvvk) throw notFound();
  const secret = deps.newSecret();
  await deps.db.transaction(async (trx) => {
    const invitationId = await invitePerson(
      trx,
      { ...deps, newSecret: () => secret },
      {
        partyId: nvvk.id,
        email,
        name,
        roles: ['steward'],
        invitedBy: null,
        inviterName: nvvk.name,
        organisation: nvvk.name,
        template: 'uitnodiging',
      },
    );
    await recordDeed(trx, {
      at: deps.clock.now(),
      kind: 'steward-added',
      actorId: null,
      actingForId: nvvk.id,
      subjectId: nvvk.id,
      body: { invitationId },
    });
  });
  return `${deps.config.baseUrl}/uitnodigingen/${secret}`;
}
