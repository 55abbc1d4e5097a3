import { findRegistrationBySubmission } from '../../persistence/registration';
import { secretHash } from '../accounts/secrets';
import type { OnboardingDeps } from './receive-registration';
import { newRegistrationLink } from './registration-link';

/** A new secret link to what came of a form that was sent before; null when it never was. */
export async function linkOfSubmission(deps: OnboardingDeps, submission: string): Promise<string | null> {
  const registration = await findRegistrationBySubmission(deps.db, secretHash(submission));
  if (!registration) return null;
  const { secret } = await deps.db.transaction((trx) => newRegistrationLink(trx, deps, registration.id));
  return secret;
}
