import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import type { Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { currentCredential } from '../../persistence/credential';
import { countAttempt, forgetAttempts, giveBackAttempt } from '../../persistence/login-attempt';
import { cleanEmail, findPersonByEmail } from '../../persistence/person';
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, accountKey, addressKey } from './attempts';

// The hash of a password that nobody knows: an unknown address costs the same time as a known one.
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$vD+4pZH0SbhlL4UNJ2FJKQ$k4PZ2oa05/gEVM7xZm/FvwDmSJklyy24we2nIWg8UKc';

/**
 * The first step of a log-in: whose password this is, or null; an unknown address and a wrong password look alike, in
 * time too. Throws ('too-many', 'too-many-attempts') after 10 wrong ones for an account or 50 from an address.
 */
export async function checkPassword(
  deps: Pick<Deps, 'db' | 'clock' | 'passwords'>,
  asked: { readonly email: string; readonly password: string; readonly address: string },
): Promise<Id | null> {
  const now = deps.clock.now();
  const account = accountKey(cleanEmail(asked.email));
  const address = addressKey(asked.address);
  const withinAddress = await countAttempt(deps.db, address, ADDRESS_LIMIT, now);
  const withinAccount = await countAttempt(deps.db, account, ACCOUNT_LIMIT, now);
  if (!withinAddress || !withinAccount) throw new DomainError('too-many', 'too-many-attempts');
  const person = await findPersonByEmail(deps.db, asked.email);
  const stored = await currentCredential(deps.db, person?.id ?? '', 'password');
  const right = await deps.passwords.verify(stored?.secret ?? NOBODY, asked.password);
  if (person && stored && right) {
    await forgetAttempts(deps.db, account);
    await giveBackAttempt(deps.db, address);
    return person.id;
  }
  await deps.db.transaction((trx) =>
    recordDeed(trx, {
      at: now,
      kind: 'login-refused',
      actorId: null,
      actingForId: null,
      subjectId: person?.id ?? null,
      body: { step: 'password' },
    }),
  );
  return null;
}
