import type { Deps } from '../../deps';
import type { Id } from '../../domain/time';
import type { Trx } from '../../persistence/db';
import { insertRegistrationLink } from '../../persistence/registration';
import { secretHash } from '../accounts/secrets';

/** A new secret link to a registration; earlier ones go on working, because each mail was kept by somebody. */
export async function newRegistrationLink(
  trx: Trx,
  deps: Pick<Deps, 'clock' | 'newSecret'> & { readonly config: Pick<Deps['config'], 'baseUrl'> },
  registrationId: Id,
): Promise<{ readonly secret: string; readonly link: string }> {
  const secret = deps.newSecret();
  await insertRegistrationLink(trx, registrationId, secretHash(secret), deps.clock.now());
  return { secret, link: `${deps.config.baseUrl}/aanmeldingen/${secret}` };
}
