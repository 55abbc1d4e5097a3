import type { Deps } from '../../deps';
import { DomainError } from '../../domain/errors';
import { addSeconds } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { countAttempt } from '../../persistence/login-attempt';
import { enqueue } from '../../persistence/outbox';
import { cleanEmail, findPersonByEmail } from '../../persistence/person';
import { insertRecovery } from '../../persistence/recovery';
import { ADDRESS_LIMIT, LINK_LIMIT, addressKey, linkKey } from './attempts';
import { secretHash } from './secrets';

const VALID_SECONDS = 3600;

/**
 * A link for a forgotten password. The same answer whether the address is known or not, and whether a mail went out: at
 * most three in a quarter. Throws ('too-many', 'too-many-attempts') by network address only.
 */
export async function askRecovery(
  deps: Pick<Deps, 'db' | 'clock' | 'newId' | 'newSecret' | 'config'>,
  asked: { readonly email: string; readonly address: string },
): Promise<void> {
  const now = deps.clock.now();
  if (!(await countAttempt(deps.db, addressKey(asked.address), ADDRESS_LIMIT, now))) {
    throw new DomainError('too-many', 'too-many-attempts');
  }
  const mayMail = await countAttempt(deps.db, linkKey(cleanEmail(asked.email)), LINK_LIMIT, now);
  if (!mayMail) return;
  const person = await findPersonByEmail(deps.db, asked.email);
  const secret = deps.newSecret();
  await deps.db.transaction(async (trx) => {
    await recordDeed(trx, {
      at: now,
      kind: 'recovery-asked',
      actorId: null,
      actingForId: null,
      subjectId: person?.id ?? null,
      body: {},
    });
    if (!person) return;
    const secretSha256 = secretHash(secret);
    await insertRecovery(trx, {
      secretSha256,
      personId: person.id,
      createdAt: now,
      expiresAt: addSeconds(now, VALID_SECONDS),
    });
    const values = { link: `${deps.config.baseUrl}/inloggen/herstel/${secret}` };
    const to = { email: person.email, name: person.name };
    const payload = { template: 'wachtwoord-vergeten' as const, to, values };
    await enqueue(trx, deps.newId, now, [{ kind: 'mail', dedupeKey: `recovery:${secretSha256}`, payload, dueAt: now }]);
  });
}
