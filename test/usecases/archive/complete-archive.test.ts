import { agreementsOfParty, archiveStampOf } from '../../../src/persistence/agreement';
import { fileOf } from '../../../src/persistence/document-segment';
import { TimestampError } from '../../../src/signing/timestamps/faults';
import { verifyOwn } from '../../../src/signing/verify/verify-own';
import { renewArchives } from '../../../src/usecases/archive/complete-archive';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { deliver } from '../../../src/usecases/notifications/deliver';
import { signAll } from '../../support/ceremonies';
import { readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

let world: World;
let pair: Pair;
beforeEach(async () => {
  world = await testWorld();
  pair = await readyPair(world, 2);
  await signAll(world, pair.contact, pair.wethouder);
});
afterEach(() => world.close());

/** What the job does, orders other than the archive's included. */
const work = async (deps = world.deps): Promise<void> => {
  while ((await deliver(deps, new Map(), 'test')) > 0);
};
const levels = async (): Promise<readonly unknown[]> => {
  const agreements = await agreementsOfParty(world.deps.db, pair.municipality.id, ['offered', 'in-force']);
  return Promise.all(
    agreements.map(async ({ id, status }) => {
      const file = await fileOf(world.deps.db, id);
      const report = verifyOwn(file?.bytes ?? Buffer.alloc(0), { ...world.deps.trust, now: world.clock.now() });
      return [status, report.indication, ...report.signatures.map(({ level }) => level)];
    }),
  );
};

it('closes the document after the last signature, and not before', async () => {
  await work();
  expect(await levels()).toEqual([
    ['offered', 'TOTAL-PASSED', 'B-T'],
    ['offered', 'TOTAL-PASSED', 'B-T'],
  ]);
  await signAll(world, pair.partnerContact, pair.director);
  world.clock.pass(3 * 86_400);
  await work();
  expect((await levels())[0]).toEqual(['in-force', 'TOTAL-PASSED', 'B-LTA', 'B-LTA']);
  expect(await findProblems(world.deps)).toEqual([]);
  const deeds = await world.deps.db('audit_entry').where({ kind: 'archive-closed' });
  expect(deeds).toHaveLength(1);
});

it('leaves the level as it is while no time-stamp is to be had, and tries again', async () => {
  await signAll(world, pair.partnerContact, pair.director);
  const silent = {
    ...world.deps,
    timestamper: { tokenRoom: 2000, stamp: () => Promise.reject(new TimestampError('unreachable', 'silent')) },
  };
  await work(silent);
  expect((await levels())[0]).toEqual(['in-force', 'TOTAL-PASSED', 'B-T', 'B-T']);
  expect(await findProblems(world.deps)).toEqual([]);
  for (let i = 0; i < 15; i++) {
    world.clock.pass(7 * 3600);
    await work(silent);
  }
  world.clock.pass(7 * 3600);
  await work();
  expect((await levels())[0]).toEqual(['in-force', 'TOTAL-PASSED', 'B-LTA', 'B-LTA']);
});

it('renews every archive that was stamped before a day, once', async () => {
  await signAll(world, pair.partnerContact, pair.director);
  await work();
  const [agreement] = await agreementsOfParty(world.deps.db, pair.municipality.id, ['in-force']);
  const id = agreement?.id ?? '';
  const first = await archiveStampOf(world.deps.db, id);
  world.clock.pass(400 * 86_400);
  expect(await renewArchives(world.deps, '2026-01-01T00:00:00.000Z')).toEqual({ renewed: 0, failed: [] });
  expect(await renewArchives(world.deps, '2027-12-01T00:00:00.000Z')).toEqual({ renewed: 1, failed: [] });
  expect(await renewArchives(world.deps, '2027-12-01T00:00:00.000Z')).toEqual({ renewed: 0, failed: [] });
  expect(await archiveStampOf(world.deps.db, id)).not.toBe(first);
  // A day that is still to come: the new stamp lies before it as well.
  expect(await renewArchives(world.deps, '2031-01-01T00:00:00.000Z')).toEqual({ renewed: 1, failed: [] });
  expect((await levels())[0]).toEqual(['in-force', 'TOTAL-PASSED', 'B-LTA', 'B-LTA']);
  expect(await findProblems(world.deps)).toEqual([]);
});

it('notices an archive that was taken away', async () => {
  await signAll(world, pair.partnerContact, pair.director);
  await work();
  await world.deps
    .db('agreement')
    .whereNotNull('archive_level')
    .update({ archive_level: null, archive_stamped_at: null });
  expect((await findProblems(world.deps)).join()).toMatch(/an archive that is not recorded/);
});
