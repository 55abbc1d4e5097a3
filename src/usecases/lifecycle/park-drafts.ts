import type { Deps } from '../../deps';
import { DomainError, notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Day, type Id } from '../../domain/time';
import { agreementsById, parkDrafts as park } from '../../persistence/agreement';
import { recordDeed } from '../../persistence/audit-entry';

interface Park {
  readonly viewer: Viewer;
  readonly agreementIds: readonly Id[];
  /** The first day on which they wait again. */
  readonly until: Day;
}

/**
 * Parks drafts of the viewer's municipality until a day: the milder choice beside declining. Returns how many.
 * Refuses nothing-selected, day-in-past (today counts as past), and changed-meanwhile when one is no draft any more.
 */
export async function parkDrafts(
  deps: Pick<Deps, 'db' | 'clock'>,
  { viewer, agreementIds, until }: Park,
): Promise<number> {
  const now = deps.clock.now();
  if (agreementIds.length === 0) throw new DomainError('invalid', 'nothing-selected');
  if (until <= amsterdamDay(now)) throw new DomainError('invalid', 'day-in-past');
  const own = (await agreementsById(deps.db, agreementIds)).filter(
    (agreement) => agreement.municipalityId === viewer.party.id,
  );
  if (own.length === 0) throw notFound();
  const ids = own.map((agreement) => agreement.id);
  return deps.db.transaction(async (trx) => {
    if ((await park(trx, ids, until)) < ids.length) throw new DomainError('conflict', 'changed-meanwhile');
    const body = { count: ids.length, until, numbers: own.map((agreement) => agreement.number) };
    await recordDeed(trx, {
      at: now,
      kind: 'agreement-parked',
      actorId: viewer.personId,
      actingForId: viewer.party.id,
      subjectId: viewer.party.id,
      body,
    });
    return ids.length;
  });
}
