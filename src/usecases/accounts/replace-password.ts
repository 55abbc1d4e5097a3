import type { Deps } from '../../deps';
import type { Id, Instant } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { insertCredentials, retireCredentials } from '../../persistence/credential';
import type { Trx } from '../../persistence/db';
import type { Person } from '../../persistence/person';
import { endSessions } from '../../persistence/person-session';
import { tellSignInChange } from './tell-person';

/** A new password in the place of the old one: every other session ends, and the person is told. */
export async function replacePassword(
  trx: Trx,
  deps: Pick<Deps, 'newId' | 'config'>,
  person: Person,
  passwordHash: string,
  how: { readonly actingForId: Id | null; readonly keepSession: string | null; readonly by: 'link' | 'password' },
  now: Instant,
): Promise<void> {
  await retireCredentials(trx, person.id, 'password', now);
  await insertCredentials(trx, [
    {
      id: deps.newId(),
      personId: person.id,
      kind: 'password',
      secret: passwordHash,
      lastStep: null,
      createdAt: now,
    },
  ]);
  await endSessions(trx, person.id, how.keepSession);
  await recordDeed(trx, {
    at: now,
    kind: 'password-changed',
    actorId: person.id,
    actingForId: how.actingForId,
    subjectId: person.id,
    body: { by: how.by },
  });
  await tellSignInChange(trx, deps, person, 'password', now);
}
