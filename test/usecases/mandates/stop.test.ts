import { findMandate, mandatesOf } from '../../../src/persistence/mandate';
import { workUnderMandate } from '../../../src/persistence/read/mandate-work';
import { withdrawMandate } from '../../../src/usecases/mandates/revoke-mandate';
import { prepareAll, press } from '../../support/ceremonies';
import { readyPair } from '../../support/signing-parties';
import { testWorld } from '../../support/world';

describe('a mandate that is taken back', () => {
  it('stops the list that lies at its holder: nothing is signed by it any more', async () => {
    const world = await testWorld('2026-11-23T09:00:00.000Z');
    const { municipality, contact, wethouder } = await readyPair(world, 2);
    const [mandate] = await mandatesOf(world.deps.db, municipality.id);
    if (!mandate) throw new Error('no mandate');
    expect(await workUnderMandate(world.deps.db, mandate.id)).toEqual({ sessions: 0, agreements: 0 });

    const { ceremonyNumber } = await prepareAll(world, contact, wethouder);
    expect(await workUnderMandate(world.deps.db, mandate.id)).toEqual({ sessions: 1, agreements: 2 });

    await withdrawMandate(world.deps, contact, mandate.id, mandate.version, 'Verkiezingen');
    expect(await findMandate(world.deps.db, mandate.id)).toMatchObject({ revokedBy: contact.personId });
    await expect(press(world, wethouder, ceremonyNumber)).rejects.toMatchObject({ code: 'no-valid-mandate' });
    await world.close();
  });
});
