import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { Id, Instant } from '../../domain/time';
import { useBackupCode, hasBackupCode } from '../../persistence/credential';
import type { Trx } from '../../persistence/db';
import { countAttempt, forgetAttempts } from '../../persistence/login-attempt';
import { CODE_LIMIT, codeKey } from './attempts';
import { checkFreshCode, consumeStep, type FreshCode } from './fresh-code';
import { backupCodeHash } from './secrets';

/** A second factor that was checked and is not yet used up. */
export type Proof = ({ readonly kind: 'totp' } & FreshCode) | { readonly kind: 'backup-code'; readonly hash: string };

/** Six digits are a code of the app, anything else a backup code. Refusals as those of `checkFreshCode`. */
export async function checkSecondFactor(
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
  personId: Id,
  typed: string,
): Promise<Proof> {
  if (/^\d{0,6}$/.test(typed.replace(/\s/g, ''))) {
    return { kind: 'totp', ...(await checkFreshCode(deps, personId, typed)) };
  }
  if (!(await countAttempt(deps.db, codeKey(personId), CODE_LIMIT, deps.clock.now()))) {
    throw new DomainError('too-many', 'code-locked');
  }
  const hash = backupCodeHash(personId, typed);
  if (!(await hasBackupCode(deps.db, personId, hash))) throw new DomainError('invalid', 'wrong-code');
  await forgetAttempts(deps.db, codeKey(personId));
  return { kind: 'backup-code', hash };
}

/** Uses the proof up in the transaction of what it proves; another request may have been first. */
export async function spendProof(trx: Trx, personId: Id, proof: Proof, now: Instant): Promise<void> {
  const spent =
    proof.kind === 'totp'
      ? await consumeStep(trx, proof.credentialId, proof.step)
      : await useBackupCode(trx, personId, proof.hash, now);
  if (!spent) throw new DomainError('invalid', 'used-code');
}
