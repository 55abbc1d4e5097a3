import { addSeconds } from '../../../src/domain/time';
import { itemsOf, leaseItems, settleItem } from '../../../src/persistence/ceremony-item';
import { carryOutAll, prepareAll, press } from '../../support/ceremonies';
import { readyPair, type Pair } from '../../support/signing-parties';
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
