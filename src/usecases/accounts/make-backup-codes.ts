import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { Id, Instant } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { insertCredentials, retireCredentials } from '../../persistence/credential';
import type { Trx } from '../../persistence/db';
import { findPerson } from '../../persistence/person';
import { checkSecondFactor, spendProof } from './second-factor';
import { backupCodeHash, newBackupCodes } from './secrets';
import { tellSignInChange } from './tell-person';

/** Ten new backup codes; those of before no longer work. Asks a second factor; refusals as those of `checkFreshCode`. */
export async function makeBackupCodes(
  deps: Pick<Deps, 'db' | 'clock' | 'keys' | 'newId' | 'newSecret' | 'config'>,
  viewer: Viewer,
  code: string,
): Promise<readonly string[]> {
  const person = await findPerson(deps.db, viewer.personId);
  if (!person) throw notFound();
  const proof = await checkSecondFactor(deps, person.id, code);
  const now = deps.clock.now();
  return deps.db.transaction(async (trx) => {
    await spendProof(trx, person.id, proof, now);
    const codes = await storeBackupCodes(trx, deps, person.id, now);
    const deed = { at: now, actorId: person.id, actingForId: viewer.party.id, subjectId: person.id };
    await recordDeed(trx, { ...deed, kind: 'backup-codes-made', body: { factor: proof.kind } });
    await tellSignInChange(trx, deps, person, 'backup-codes', now);
    return codes;
  });
}

/** Retires what there was and stores ten new codes as hashes; returns them in clear, for once. */
export async function storeBackupCodes(
  trx: Trx,
  deps: Pick<Deps, 'newId' | 'newSecret'>,
  personId: Id,
  now: Instant,
): Promise<readonly string[]> {
  const codes = newBackupCodes(deps.newSecret);
  await retireCredentials(trx, personId, 'backup-code', now);
  await insertCredentials(
    trx,
    codes.map((code) => ({
      id: deps.newId(),
      personId,
      kind: 'backup-code' as const,
      secret: backupCodeHash(personId, code),
      lastStep: null,
      createdAt: now,
    })),
  );
  return codes;
}
