import { addSeconds } from '../../../src/domain/time';
import { findCeremony, recordConsent, touchCeremony } from '../../../src/persistence/ceremony';
import { itemsOf, leaseItems, settleItem } from '../../../src/persistence/ceremony-item';
import { takeBack } from '../../../src/usecases/ceremony/change-list';
import { signBatch } from '../../../src/usecases/ceremony/sign-batch';
import { carryOutAll, CONSENT, listHash, prepareAll, press } from '../../support/ceremonies';
import { actor, giveMandate, readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

describe('the work of a ceremony', () => {
  let world: World;
  let pair: Pair;
  let ceremonyId: string;
  beforeEach(async () => {
    world = await testWorld();
    pair = await readyPair(world, 2);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    ceremonyId = await press(world, pair.wethouder, ceremonyNumber);
  });
  afterEach(() => world.close());

  const lease = (owner: string, at = world.clock.now()) =>
    leaseItems(world.deps.db, owner, at, { ceremonyId: null, limit: 32, seconds: 120 });

  it('is given to one worker at a time', async () => {
    expect(await lease('first')).toHaveLength(2);
    expect(await lease('second')).toHaveLength(0);
  });

  it('goes to another when a worker does not come back, who then has no say in it any more', async () => {
    const [item] = await lease('first');
    if (!item) throw new Error('nothing was leased');
    expect(await lease('second', addSeconds(world.clock.now(), 121))).toHaveLength(2);
    const settle = (owner: string): Promise<boolean> =>
      world.deps.db.transaction((trx) => settleItem(trx, item, owner, { state: 'refused', reason: 'fault' }));
    expect(await settle('first')).toBe(false);
    expect(await itemsOf(world.deps.db, ceremonyId)).toMatchObject([{ state: 'queued' }, { state: 'queued' }]);
    expect(await settle('second')).toBe(true);
    world.clock.pass(300);
    await carryOutAll(world);
    expect(await itemsOf(world.deps.db, ceremonyId)).toMatchObject([{ state: 'refused' }, { state: 'signed' }]);
  });
});

describe('the act of will', () => {
  let world: World;
  let pair: Pair;
  beforeEach(async () => {
    world = await testWorld();
    pair = await readyPair(world);
  });
  afterEach(() => world.close());

  it('is recorded over the list that was seen and that still lies there, or not at all', async () => {
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const { db, clock } = world.deps;
    const now = clock.now();
    const record = (id: string, version: number): Promise<boolean> =>
      db.transaction((trx) =>
        recordConsent(trx, id, version, {
          manifest: { items: [], consentText: CONSENT },
          manifestSha256: '0'.repeat(64),
          mandateFacts: {},
          factor: 'totp',
          factorEvidence: {},
          consentedAt: now,
          consentExpiresAt: now,
        }),
      );
    const seen = await findCeremony(db, ceremonyNumber);
    if (!seen) throw new Error('no list');
    await db.transaction((trx) => touchCeremony(trx, seen.id, seen.version));
    expect(await record(seen.id, seen.version)).toBe(false);
    await takeBack(world.deps, pair.contact, ceremonyNumber);
    const closed = await findCeremony(db, ceremonyNumber);
    expect(await record(seen.id, closed?.version ?? 0)).toBe(false);
    expect(await findCeremony(db, ceremonyNumber)).toMatchObject({ status: 'cancelled', consentedAt: null });
  });

  it('is that of the signatory to whom the list was handed, not of a colleague with a mandate as good', async () => {
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const deputy = await actor(world, pair.municipality, ['signatory'], 'B. Smit');
    await giveMandate(world, deputy, pair.contact);
    await expect(press(world, deputy, ceremonyNumber)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await findCeremony(world.deps.db, ceremonyNumber)).toMatchObject({ status: 'handed-over' });
  });

  it('pressed in two browsers at one moment, each with a code of its own, is one', async () => {
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const earlier = await pair.wethouder.code();
    world.clock.pass(30);
    const manifestSha256 = await listHash(world, ceremonyNumber);
    const codes = [earlier, await pair.wethouder.code()];
    const answers = await Promise.allSettled(
      codes.map((code) =>
        signBatch(world.deps, { viewer: pair.wethouder, ceremonyNumber, consentText: CONSENT, manifestSha256, code }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await carryOutAll(world);
    expect(await world.deps.db('signature')).toHaveLength(1);
    expect(await world.deps.db('audit_entry').where({ kind: 'ceremony-consented' })).toHaveLength(1);
  });
});
