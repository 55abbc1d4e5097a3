import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { totpStep } from '../../outside/totp';
import { recordDeed } from '../../persistence/audit-entry';
import { insertCredentials, retireCredentials } from '../../persistence/credential';
import { findPerson } from '../../persistence/person';
import { endSessions } from '../../persistence/person-session';
import { checkSecondFactor, spendProof } from './second-factor';
import { tellSignInChange } from './tell-person';

interface NewAuthenticator {
  readonly totpSecret: string;
  /** A code of the new app, to see that it works. */
  readonly newCode: string;
  /** A code of the app until now, or a backup code. */
  readonly currentCode: string;
  readonly sessionId: string;
}

/**
 * Another authenticator app in the place of the present one. Answers 'wrong-new-code' when the new app is not right yet;
 * refusals of the current code as those of `checkFreshCode`. Other sessions end.
 */
export async function changeAuthenticator(
  deps: Pick<Deps, 'db' | 'clock' | 'keys' | 'newId' | 'config'>,
  viewer: Viewer,
  asked: NewAuthenticator,
): Promise<'changed' | 'wrong-new-code'> {
  const now = deps.clock.now();
  const person = await findPerson(deps.db, viewer.personId);
  if (!person) throw notFound();
  const usedStep = await totpStep(asked.totpSecret, asked.newCode.replace(/\s/g, ''), now);
  if (usedStep === null) return 'wrong-new-code';
  const proof = await checkSecondFactor(deps, person.id, asked.currentCode);
  await deps.db.transaction(async (trx) => {
    await spendProof(trx, person.id, proof, now);
    await retireCredentials(trx, person.id, 'totp', now);
    const secret = deps.keys.vault.seal(asked.totpSecret);
    const id = deps.newId();
    await insertCredentials(trx, [
      { id, personId: person.id, kind: 'totp', secret, lastStep: usedStep, createdAt: now },
    ]);
    await endSessions(trx, person.id, asked.sessionId);
    const deed = { at: now, actorId: person.id, actingForId: viewer.party.id, subjectId: person.id };
    await recordDeed(trx, { ...deed, kind: 'totp-enrolled', body: { credentialId: id, factor: proof.kind } });
    await tellSignInChange(trx, deps, person, 'totp', now);
  });
  return 'changed';
}
