import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import { countAttempt, type Limit } from '../../persistence/login-attempt';
import { secretHash } from '../accounts/secrets';

/** A joint body registers several municipalities one after another; each registration costs the desk a look. */
const REGISTRATION_LIMIT: Limit = { times: 20, seconds: 15 * 60 };

/** Throws ('too-many', 'too-many-attempts') after many registrations from one network address. */
export async function countRegistration(deps: Pick<Deps, 'db' | 'clock'>, address: string): Promise<void> {
  const key = `registration:${secretHash(address)}`;
  if (!(await countAttempt(deps.db, key, REGISTRATION_LIMIT, deps.clock.now())))
    throw new DomainError('too-many', 'too-many-attempts');
}
