import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { findPerson } from '../../persistence/person';
import { checkPassword } from './check-password';
import { replacePassword } from './replace-password';

/**
 * A new password, asked by somebody who is logged in and knows the current one; false when she does not. Other sessions
 * end. Throws ('too-many', 'too-many-attempts') as a log-in does.
 */
export async function changePassword(
  deps: Pick<Deps, 'db' | 'clock' | 'newId' | 'passwords' | 'config'>,
  viewer: Viewer,
  asked: { readonly current: string; readonly next: string; readonly address: string; readonly sessionId: string },
): Promise<boolean> {
  const person = await findPerson(deps.db, viewer.personId);
  if (!person) throw notFound();
  const checked = await checkPassword(deps, { email: person.email, password: asked.current, address: asked.address });
  if (checked !== person.id) return false;
  const passwordHash = await deps.passwords.hash(asked.next);
  const how = { actingForId: viewer.party.id, keepSession: asked.sessionId, by: 'password' as const };
  await deps.db.transaction((trx) => replacePassword(trx, deps, person, passwordHash, how, deps.clock.now()));
  return true;
}
