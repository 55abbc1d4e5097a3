import type { Deps } from '../../deps';
import { notFound } from '../../domain/errors';
import { mandateState } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Id, type Instant } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Trx } from '../../persistence/db';
import { findMandate, mandatesOf, revokeMandate } from '../../persistence/mandate';
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
    await recordRevoked(trx, viewer, mandateId, at);
  });
}

/** The same for every mandate of this organisation that a person holds and that is not over. */
export async function revokeMandatesOf(
  trx: Trx,
  deps: Pick<Deps, 'clock'>,
  viewer: Viewer,
  personId: Id,
  reason: string,
): Promise<void> {
  const at = deps.clock.now();
  const held = (await mandatesOf(trx, viewer.party.id)).filter(
    (mandate) =>
      !['ended', 'revoked'].includes(mandateState(mandate, amsterdamDay(at))) &&
      mandate.holders.some((holder) => holder.personId === personId),
  );
  for (const { id, version } of held) {
    if (!(await revokeMandate(trx, { id, version, by: viewer.personId, at }, reason)))
      throw await somebodyWasFirst(trx, id);
    await recordRevoked(trx, viewer, id, at);
  }
}

async function recordRevoked(trx: Trx, viewer: Viewer, mandateId: Id, at: Instant): Promise<void> {
  await recordDeed(trx, {
    at,
    kind: 'mandate-revoked',
    actorId: viewer.personId,
    actingForId: viewer.party.id,
    subjectId: viewer.party.id,
    body: { mandate: mandateId },
  });
}
