import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { Id } from '../../domain/time';
import { totpStep } from '../../outside/totp';
import { currentCredential } from '../../persistence/credential';
import { countAttempt, forgetAttempts, giveBackAttempt } from '../../persistence/login-attempt';
import { CODE_LIMIT, codeKey } from './attempts';

export { consumeStep } from '../../persistence/credential';

/** A code that is right at this moment, and not yet counted as used: `consumeStep` does that, in the transaction of the deed. */
export interface FreshCode {
  readonly credentialId: Id;
  readonly step: number;
}

/**
 * Checks a code of a person's authenticator. Throws DomainError ('invalid', 'wrong-code') for a wrong one,
 * ('invalid', 'used-code') for one that counted before, and ('too-many', 'code-locked') after five wrong ones, for 15
 * minutes; the count is in the database. `consumeStep` answers false when another request used the code meanwhile.
 */
export async function checkFreshCode(
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
  personId: Id,
  code: string,
): Promise<FreshCode> {
  const now = deps.clock.now();
  if (!(await countAttempt(deps.db, codeKey(personId), CODE_LIMIT, now))) {
    throw new DomainError('too-many', 'code-locked');
  }
  const credential = await currentCredential(deps.db, personId, 'totp');
  const digits = code.replace(/\s/g, '');
  const step = credential ? await totpStep(deps.keys.vault.open(credential.secret), digits, now) : null;
  if (!credential || step === null) throw new DomainError('invalid', 'wrong-code');
  if (credential.lastStep !== null && step <= credential.lastStep) {
    // No guess: somebody logged in and signs within the same half minute.
    await giveBackAttempt(deps.db, codeKey(personId));
    throw new DomainError('invalid', 'used-code');
  }
  await forgetAttempts(deps.db, codeKey(personId));
  return { credentialId: credential.id, step };
}
