import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import type { Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import { findMandate, revokeMandate } from '../../persistence/mandate';
import { somebodyWasFirst } from './somebody-was-first';

/** Takes a mandate back, at once: from this moment its holder signs nothing by it. Conflict when it changed since `version`. */
export async function withdrawMandate(
  deps: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  mandateId: Id,
  version: number,
  reason: string,
): Promise<void> {
  const at = deps.clock.now();
  const partyId = viewer.party.id;
  await deps.db.transaction(async (trx) => {
    const mandate = await findMandate(trx, mandateId);
    if (!mandate || mandate.partyId !== partyId) throw notFound();
    if (!(await revokeMandate(trx, { id: mandateId, version, by: viewer.personId, at }, reason)))
      throw await somebodyWasFirst(trx, mandateId);
    await recordDeed(trx, {
      at,
      kind: 'mandate-revoked',
      actorId: viewer.personId,
      actingForId: partyId,
      subjectId: partyId,
      body: { mandate: mandateId },
    });
  });
}
