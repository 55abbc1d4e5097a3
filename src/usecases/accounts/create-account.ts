import type { Deps } from '../../deps';
import type { Role } from '../../domain/parties';
import { amsterdamDay, type Id, type Instant } from '../../domain/time';
import { insertCredentials } from '../../persistence/credential';
import type { Trx } from '../../persistence/db';
import { insertMemberships } from '../../persistence/membership';
import { insertPerson } from '../../persistence/person';

/** Of every account among the invented data; production has none of those. */
export const DEMONSTRATION_PASSWORD = 'demonstratie-2026';

interface Account {
  readonly email: string;
  readonly name: string;
  readonly functionTitle: string | null;
  readonly telephone?: string | null;
  readonly partyId: Id;
  readonly roles: readonly Role[];
  /** base32 */
  readonly totpSecret: string;
}

/** A person with her factors and roles, for invented data. Throws when the address is taken. */
export async function createAccount(
  trx: Trx,
  deps: Pick<Deps, 'clock' | 'newId' | 'passwords' | 'keys'>,
  account: Account & { readonly password: string },
): Promise<Id> {
  const passwordHash = await deps.passwords.hash(account.password);
  const id = await insertAccount(trx, deps, { ...account, passwordHash, usedStep: null });
  if (id === null) throw new Error(`an account with the address ${account.email} is there already`);
  return id;
}

/** Person, password, authenticator and roles; null when somebody with this address is already there. */
export async function insertAccount(
  trx: Trx,
  deps: Pick<Deps, 'clock' | 'newId' | 'keys'>,
  account: Account & { readonly passwordHash: string; readonly usedStep: number | null },
): Promise<Id | null> {
  const { email, name, functionTitle, telephone = null, partyId, roles, passwordHash, usedStep } = account;
  const personId = deps.newId();
  const createdAt = deps.clock.now();
  if (!(await insertPerson(trx, { id: personId, email, name, functionTitle, telephone, createdAt }))) return null;
  const sealed = deps.keys.vault.seal(account.totpSecret);
  await insertCredentials(trx, [
    { id: deps.newId(), personId, kind: 'password', secret: passwordHash, lastStep: null, createdAt },
    { id: deps.newId(), personId, kind: 'totp', secret: sealed, lastStep: usedStep, createdAt },
  ]);
  await giveRoles(trx, deps, { personId, partyId, roles }, createdAt);
  return personId;
}

/** Adds the roles that the person does not hold yet. */
export async function giveRoles(
  trx: Trx,
  deps: Pick<Deps, 'newId'>,
  to: { readonly personId: Id; readonly partyId: Id; readonly roles: readonly Role[] },
  at: Instant,
): Promise<void> {
  const { personId, partyId, roles } = to;
  const validFrom = amsterdamDay(at);
  await insertMemberships(
    trx,
    roles.map((role) => ({ id: deps.newId(), personId, partyId, role, validFrom })),
  );
}
