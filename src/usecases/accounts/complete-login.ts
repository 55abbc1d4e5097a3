import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { organisationsOf, type OwnOrganisation } from '../../persistence/membership';
import { findPerson, markSeen } from '../../persistence/person';
import { checkSecondFactor, spendProof } from './second-factor';
import { tellSignInChange } from './tell-person';

type Slice = Pick<Deps, 'db' | 'clock' | 'keys' | 'newId' | 'config'>;

/**
 * The second step of a log-in, after the password: a code of the app or a backup code, used up in the same transaction
 * as the deed. Returns the organisations to choose from; with none the person may not come in. Refusals: see
 * `checkFreshCode`.
 */
export async function completeLogin(deps: Slice, personId: Id, code: string): Promise<readonly OwnOrganisation[]> {
  const person = await findPerson(deps.db, personId);
  if (!person) throw notFound();
  const proof = await checkSecondFactor(deps, personId, code);
  const organisations = await organisationsOf(deps.db, personId);
  const partyId = organisations[0]?.partyId ?? null;
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    await spendProof(trx, personId, proof, now);
    if (proof.kind === 'backup-code') {
      const common = { at: now, actorId: personId, actingForId: null, subjectId: personId, body: {} };
      await recordDeed(trx, { ...common, kind: 'backup-code-used' });
      await tellSignInChange(trx, deps, person, 'backup-code-used', now);
    }
    if (partyId !== null) await markSeen(trx, personId, now);
    await recordDeed(trx, {
      at: now,
      kind: partyId === null ? 'login-refused' : 'logged-in',
      actorId: personId,
      actingForId: partyId,
      subjectId: personId,
      body: partyId === null ? { step: 'organisation' } : { factor: proof.kind },
    });
  });
  return organisations;
}
