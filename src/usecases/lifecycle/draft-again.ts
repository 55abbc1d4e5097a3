import type { Deps } from '../../deps';
import { hasLapsed, type Agreement } from '../../domain/agreement';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay } from '../../domain/time';
import { endOpen, findAgreement, standingOfPair } from '../../persistence/agreement';
import { recordDeed } from '../../persistence/audit-entry';
import { dropFromLists, liveItems } from '../../persistence/ceremony-item';
import type { Trx } from '../../persistence/db';
import { isDuplicate } from '../../persistence/duplicate';
import { draftOnePair } from '../matching/make-drafts';
import { shrinkLists } from './shrink-lists';

/**
 * A pair that declined, withdrew or let its offer lapse is not asked again by itself: somebody of one of the two does so
 * here. Makes a new draft with a number of its own; an offer whose term is over is recorded as lapsed first. Refuses
 * changed-meanwhile when the pair has a standing agreement, or a signature is being made; no-longer-matching when the
 * service area, the sector or the admission no longer gives this pair an agreement. Returns the new number.
 */
export async function draftAgain(
  deps: Pick<Deps, 'db' | 'clock' | 'newId' | 'config'>,
  { viewer, number }: { readonly viewer: Viewer; readonly number: string },
): Promise<string> {
  const agreement = await findAgreement(deps.db, number);
  if (!agreement || ![agreement.municipalityId, agreement.partnerId].includes(viewer.party.id)) throw notFound();
  const changed = (): DomainError => new DomainError('conflict', 'changed-meanwhile');
  if (!isOver(agreement, amsterdamDay(deps.clock.now()))) throw changed();
  try {
    return await deps.db.transaction(async (trx) => {
      if (agreement.status === 'offered' && !(await recordLapse(trx, deps, agreement))) throw changed();
      if (await standingOfPair(trx, agreement)) throw changed();
      const draft = await draftOnePair(trx, deps, agreement);
      if (draft === null) throw new DomainError('conflict', 'no-longer-matching');
      await recordDeed(trx, {
        at: deps.clock.now(),
        kind: 'draft-asked-again',
        actorId: viewer.personId,
        actingForId: viewer.party.id,
        subjectId: agreement.id,
        body: { number: agreement.number, next: draft },
      });
      return draft;
    });
  } catch (error) {
    // The index on one open agreement for a pair let a colleague, or the other party, be first.
    if (isDuplicate(error)) throw changed();
    throw error;
  }
}

function isOver(agreement: Agreement, today: string): boolean {
  return ['declined', 'withdrawn', 'lapsed'].includes(agreement.status) || hasLapsed(agreement, today);
}

/** The day itself ended the offer; this writes it down, so that the pair is free for another. */
async function recordLapse(trx: Trx, deps: Pick<Deps, 'clock'>, agreement: Agreement): Promise<boolean> {
  const now = deps.clock.now();
  if ((await liveItems(trx, [agreement.id])).some((item) => item.state === 'queued')) return false;
  const on = agreement.expiresOn ?? amsterdamDay(now);
  if (!(await endOpen(trx, agreement.id, agreement.version, { status: 'lapsed', on, reason: null, byPartyId: null })))
    return false;
  await shrinkLists(trx, await dropFromLists(trx, [agreement.id], 'lapsed'), now);
  await recordDeed(trx, {
    at: now,
    kind: 'agreement-lapsed',
    actorId: null,
    actingForId: null,
    subjectId: agreement.id,
    body: { number: agreement.number, on },
  });
  return true;
}
