import { DomainError } from '../../domain/errors';
import type { Id } from '../../domain/time';
import type { Trx } from '../../persistence/db';
import { findMandate } from '../../persistence/mandate';
import { findPerson } from '../../persistence/person';

/** The refusal when a mandate was confirmed or taken back meanwhile, with who did it. */
export async function somebodyWasFirst(trx: Trx, mandateId: Id): Promise<DomainError> {
  const mandate = await findMandate(trx, mandateId);
  const personId = mandate?.revokedBy ?? mandate?.confirmedBy ?? null;
  const person = personId === null ? null : await findPerson(trx, personId);
  return new DomainError('conflict', 'changed-meanwhile', person ? { by: person.name } : {});
}
