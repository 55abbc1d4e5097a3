import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import { confirmedBySteward, type Mandate } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import type { Id } from '../../domain/time';
import { recordDeed } from '../../persistence/audit-entry';
import type { Trx } from '../../persistence/db';
import { confirmMandate, findMandate, revokeMandate } from '../../persistence/mandate';
import { somebodyWasFirst } from './somebody-was-first';

type Answer = { readonly kind: 'confirm' } | { readonly kind: 'dispute'; readonly reason: string };
type Needs = Pick<Deps, 'db' | 'clock'>;

/**
 * The holder says whether the facts of the mandate are right. Who recorded it cannot confirm it (recorder-is-holder);
 * who does not hold it does not find it. Conflict when it changed since `version`.
 */
export async function answerAsHolder(
  deps: Needs,
  viewer: Viewer,
  mandateId: Id,
  version: number,
  answer: Answer,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const mandate = await findMandate(trx, mandateId);
    const holds = mandate?.holders.some((holder) => holder.personId === viewer.personId);
    if (!mandate || mandate.partyId !== viewer.party.id || !holds) throw notFound();
    if (answer.kind === 'confirm' && confirmedBySteward(mandate))
      throw new DomainError('invalid', 'recorder-is-holder');
    await settle(trx, deps, viewer, mandate, version, answer);
  });
}

/** A steward confirms what its own holder recorded, or says that it is wrong; other mandates are not the steward's. */
export async function answerAsSteward(
  deps: Needs,
  steward: Viewer,
  mandateId: Id,
  version: number,
  answer: Answer,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const mandate = await findMandate(trx, mandateId);
    if (!mandate || !confirmedBySteward(mandate)) throw notFound();
    await settle(trx, deps, steward, mandate, version, answer);
  });
}

async function settle(
  trx: Trx,
  deps: Needs,
  viewer: Viewer,
  mandate: Mandate,
  version: number,
  answer: Answer,
): Promise<void> {
  const at = deps.clock.now();
  const change = { id: mandate.id, version, by: viewer.personId, at };
  const done =
    mandate.confirmedAt === null &&
    (answer.kind === 'confirm' ? await confirmMandate(trx, change) : await revokeMandate(trx, change, answer.reason));
  if (!done) throw await somebodyWasFirst(trx, mandate.id);
  await recordDeed(trx, {
    at,
    kind: answer.kind === 'confirm' ? 'mandate-confirmed' : 'mandate-disputed',
    actorId: viewer.personId,
    actingForId: viewer.party.id,
    subjectId: mandate.partyId,
    body: { mandate: mandate.id },
  });
}
