import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import { accountKey } from './attempts';
import { findPerson, type Person } from '../../persistence/person';
import type { Db } from '../../persistence/db';
import { forgetAttempts } from '../../persistence/login-attempt';
import { findRecovery, useRecovery } from '../../persistence/recovery';
import type { Instant } from '../../domain/time';
import { replacePassword } from './replace-password';
import { checkSecondFactor, spendProof } from './second-factor';
import { secretHash } from './secrets';

/** Whose link for a forgotten password this is; null when it was used, is too old, or never was one. */
export async function recoveringPerson(db: Db, secret: string, now: Instant): Promise<Person | null> {
  const personId = await findRecovery(db, secretHash(secret), now);
  return personId === null ? null : findPerson(db, personId);
}

/**
 * A new password through the link in the mail. The link replaces the password only: the second factor stays, and is
 * asked. Throws ('conflict', 'link-used-or-expired'), or the refusals of `checkFreshCode`.
 */
export async function recoverPassword(
  deps: Pick<Deps, 'db' | 'clock' | 'keys' | 'newId' | 'passwords' | 'config'>,
  asked: { readonly secret: string; readonly password: string; readonly code: string },
): Promise<void> {
  const now = deps.clock.now();
  const person = await recoveringPerson(deps.db, asked.secret, now);
  if (!person) throw new DomainError('conflict', 'link-used-or-expired');
  const proof = await checkSecondFactor(deps, person.id, asked.code);
  const passwordHash = await deps.passwords.hash(asked.password);
  await deps.db.transaction(async (trx) => {
    const used = await useRecovery(trx, secretHash(asked.secret), person.id, now);
    if (!used) throw new DomainError('conflict', 'link-used-or-expired');
    await spendProof(trx, person.id, proof, now);
    const how = { actingForId: null, keepSession: null, by: 'link' as const };
    await replacePassword(trx, deps, person, passwordHash, how, now);
  });
  await forgetAttempts(deps.db, accountKey(person.email));
}
