import { findCeremony } from '../../../src/persistence/ceremony';
import { itemsOf } from '../../../src/persistence/ceremony-item';
import { mandatesOf } from '../../../src/persistence/mandate';
import { changeRoles, endMembership } from '../../../src/usecases/accounts/manage-members';
import type { Stamp } from '../../../src/signing/timestamps/timestamper';
import { carryOut, newWorker } from '../../../src/usecases/ceremony/carry-out';
import { sendBack, takeBack } from '../../../src/usecases/ceremony/change-list';
import { prepareBatch } from '../../../src/usecases/ceremony/prepare-batch';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { carryOutAll, idsOf, prepareAll, press } from '../../support/ceremonies';
import { actor, giveMandate, readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const REASON = 'Is geen tekenbevoegde meer van de organisatie.';

describe('a list at a signatory who does not sign it', () => {
  let world: World;
  let pair: Pair;
  let number: string;
  beforeEach(async () => {
    world = await testWorld();
    pair = await readyPair(world, 2);
    number = (await prepareAll(world, pair.contact, pair.wethouder)).ceremonyNumber;
  });
  afterEach(() => world.close());

  const states = async (): Promise<readonly (string | null)[]> => {
    const ceremony = await findCeremony(world.deps.db, number);
    const items = await itemsOf(world.deps.db, ceremony?.id ?? '');
    return [ceremony?.status ?? null, ...items.map((item) => `${item.state} ${item.reason ?? ''}`)];
  };
  const deeds = async (kind: string) => world.deps.db('audit_entry').where({ kind });

  it('is taken back by who prepares, and signed by another', async () => {
    expect(await takeBack(world.deps, pair.contact, number)).toBe(2);
    expect(await states()).toEqual(['cancelled', 'conflict taken-back', 'conflict taken-back']);
    expect(await deeds('ceremony-taken-back')).toMatchObject([{ actor_id: pair.contact.personId }]);
    await expect(press(world, pair.wethouder, number)).rejects.toMatchObject({ code: 'already-signed' });
    await expect(takeBack(world.deps, pair.contact, number)).rejects.toMatchObject({ code: 'already-signed' });

    const deputy = await actor(world, pair.municipality, ['signatory'], 'B. Smit');
    await giveMandate(world, deputy, pair.contact);
    const agreementIds = await idsOf(world, pair.municipality.id, 'offered');
    expect(agreementIds).toHaveLength(2);
    const again = await prepareBatch(world.deps, {
      viewer: pair.contact,
      agreementIds,
      signatoryId: deputy.personId,
      message: null,
    });
    await press(world, deputy, again.ceremonyNumber);
    await carryOutAll(world);
    expect(await deeds('agreement-signed')).toHaveLength(2);
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('is nobody else’s to take back, and not once it was signed', async () => {
    await expect(takeBack(world.deps, pair.partnerContact, number)).rejects.toMatchObject({ kind: 'not-found' });
    await press(world, pair.wethouder, number);
    await expect(takeBack(world.deps, pair.contact, number)).rejects.toMatchObject({ code: 'already-signed' });
    expect((await states())[0]).toBe('consented');
  });

  it('goes back by itself when the signatory leaves, with the end of the mandate', async () => {
    await endMembership(world.deps, pair.contact, pair.wethouder.personId, REASON);
    expect(await states()).toEqual(['cancelled', 'conflict taken-back', 'conflict taken-back']);
    const [mandate] = await mandatesOf(world.deps.db, pair.municipality.id);
    expect(mandate).toMatchObject({ revokedBy: pair.contact.personId, revokedReason: REASON });
    expect(await deeds('mandate-revoked')).toHaveLength(1);
    await expect(prepareAll(world, pair.contact, pair.wethouder)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('goes back when she keeps another role but signs no longer', async () => {
    await changeRoles(world.deps, pair.contact, pair.wethouder.personId, ['viewer'], REASON);
    expect((await states())[0]).toBe('cancelled');
    expect(await mandatesOf(world.deps.db, pair.municipality.id)).toMatchObject([{ revokedReason: REASON }]);
  });

  it('records nothing that was stamped when she left meanwhile', async () => {
    await press(world, pair.wethouder, number);
    const { timestamper } = world.deps;
    let asked = 0;
    const stamp = async (digest: Buffer): Promise<Stamp> => {
      if (++asked === 2) await endMembership(world.deps, pair.contact, pair.wethouder.personId, REASON);
      return timestamper.stamp(digest);
    };
    const deps = { ...world.deps, timestamper: { tokenRoom: timestamper.tokenRoom, stamp } };
    await carryOut(deps, newWorker(deps));
    expect(asked).toBe(2);
    expect((await states()).slice(1)).toEqual(['refused mandate-ended', 'refused mandate-ended']);
    expect(await world.deps.db('signature')).toHaveLength(0);
    expect(await deeds('agreement-signed')).toHaveLength(0);
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('is not signed any further after she left while it was carried out', async () => {
    await press(world, pair.wethouder, number);
    await endMembership(world.deps, pair.contact, pair.wethouder.personId, REASON);
    await carryOutAll(world);
    expect(await states()).toEqual(['finished', 'refused mandate-ended', 'refused mandate-ended']);
  });

  it('comes back by mail to the contacts when who prepared it left', async () => {
    const admin = await actor(world, pair.municipality, ['admin'], 'C. Bos');
    await endMembership(world.deps, admin, pair.contact.personId, REASON);
    await sendBack(world.deps, { viewer: pair.wethouder, ceremonyNumber: number, reason: 'Nog niet.' });
    const rows = await world.deps.db('outbox').where({ kind: 'mail' });
    const receivers = rows
      .map(({ payload }) => JSON.parse(payload) as { template: string; to: { email: string } })
      .filter(({ template }) => template === 'teruggestuurd')
      .map(({ to }) => to.email);
    expect(receivers).toContain(admin.email);
    expect(receivers).not.toContain(pair.contact.email);
  });
});
