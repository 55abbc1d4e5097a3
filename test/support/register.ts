import type { AgreementStatus } from '../../src/domain/agreement';
import type { Party } from '../../src/domain/parties';
import { addDays, amsterdamDay, type Day, type Id, type Instant } from '../../src/domain/time';
import { insertDrafts } from '../../src/persistence/agreement';
import { beginPermission } from '../../src/persistence/exchange-permission';
import { takeYearNumbers } from '../../src/persistence/counter';
import type { World } from './world';

interface Between {
  readonly municipality: Party;
  readonly partner: Party;
  readonly sector?: string;
}

/** A draft between two parties, made now. */
export async function draftBetween(world: Pick<World, 'deps'>, between: Between): Promise<{ id: Id; number: string }> {
  const { db, clock, newId } = world.deps;
  const now = clock.now();
  return db.transaction(async (trx) => {
    const [number = ''] = await takeYearNumbers(trx, 'OVK', now.slice(0, 4));
    const id = newId();
    await insertDrafts(trx, [
      {
        id,
        number,
        municipalityId: between.municipality.id,
        partnerId: between.partner.id,
        sectorCode: between.sector ?? 'energie',
        createdAt: now,
      },
    ]);
    return { id, number };
  });
}

/** An agreement in force from the moment `at`, with the right to exchange that it gives. Taken over: it needs no text here. */
export async function inForceBetween(
  world: Pick<World, 'deps'>,
  between: Between & { readonly at: Instant; readonly from?: Day },
): Promise<{ id: Id; number: string }> {
  const made = await draftBetween(world, between);
  const { db, newId } = world.deps;
  const from = between.from ?? amsterdamDay(between.at);
  await db.transaction(async (trx) => {
    await trx('agreement')
      .where({ id: made.id })
      .update({
        origin: 'taken-over',
        status: 'in-force',
        created_at: `${addDays(from, -30)}T09:00:00.000Z`,
        offered_at: `${addDays(from, -20)}T09:00:00.000Z`,
        in_force_at: between.at,
        effective_on: from,
      });
    await beginPermission(trx, {
      id: newId(),
      municipalityId: between.municipality.id,
      partnerId: between.partner.id,
      sectorCode: between.sector ?? 'energie',
      agreementId: made.id,
      validFrom: from,
      beganAt: between.at,
      recordedAt: between.at,
    });
  });
  return made;
}

/** Moves a draft to the end of its way. */
export async function endDraft(
  world: Pick<World, 'deps'>,
  id: Id,
  status: Extract<AgreementStatus, 'declined' | 'withdrawn' | 'lapsed'>,
  on: Day,
): Promise<void> {
  await world.deps.db('agreement').where({ id }).update({ status, ended_on: on });
}
