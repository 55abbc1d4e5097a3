import { findAgreement } from '../../../src/persistence/agreement';
import { itemsOf } from '../../../src/persistence/ceremony-item';
import { findCeremony } from '../../../src/persistence/ceremony';
import { updateParty } from '../../../src/persistence/party';
import { declineAgreements } from '../../../src/usecases/lifecycle/decline-agreements';
import { draftAgain } from '../../../src/usecases/lifecycle/draft-again';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { carryOutAll, idsOf, prepareAll, press, signAll } from '../../support/ceremonies';
import { readyPair, type Actor, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const FIRST = 'OVK-2026-000001';
const HALF_A_YEAR = 181 * 24 * 3600;

describe('a pair whose agreement came to nothing', () => {
  let world: World;
  let pair: Pair;
  beforeEach(async () => {
    world = await testWorld();
    pair = await readyPair(world);
  });
  afterEach(() => world.close());

  const again = (viewer: Actor, number = FIRST): Promise<string> => draftAgain(world.deps, { viewer, number });
  const decline = async (viewer: Actor): Promise<void> => {
    const agreementIds = await idsOf(world, pair.municipality.id, 'draft');
    await declineAgreements(world.deps, { viewer, agreementIds, reason: 'Nu niet.' });
  };

  it('begins anew after a refusal when one of the two asks for it, and goes the whole way', async () => {
    await decline(pair.contact);
    const number = await again(pair.partnerContact);
    expect(number).toBe('OVK-2026-000002');
    expect(await findAgreement(world.deps.db, number)).toMatchObject({ status: 'draft', sectorCode: 'energie' });
    expect(await findAgreement(world.deps.db, FIRST)).toMatchObject({ status: 'declined' });
    const deed = await world.deps.db('audit_entry').where({ kind: 'draft-asked-again' }).first();
    expect(deed).toMatchObject({ actor_id: pair.partnerContact.personId, acting_for_id: pair.partners[0]?.id });
    expect(JSON.parse(deed.body)).toEqual({ number: FIRST, next: number });
    const digests = await world.deps.db('outbox').where({ kind: 'digest' });
    expect(digests.map(({ dedupe_key }) => String(dedupe_key))).toContainEqual(
      expect.stringContaining(`nieuwe-overeenkomsten ${pair.municipality.id}`),
    );
    await signAll(world, pair.contact, pair.wethouder);
    await signAll(world, pair.partnerContact, pair.director);
    expect(await findAgreement(world.deps.db, number)).toMatchObject({ status: 'in-force' });
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('begins anew after 180 days; the old offer is recorded as lapsed and leaves the list on which it lies', async () => {
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    world.clock.pass(HALF_A_YEAR);
    const number = await again(pair.contact);
    const old = await findAgreement(world.deps.db, FIRST);
    expect(old).toMatchObject({ status: 'lapsed', endedOn: old?.expiresOn, endReason: null });
    expect(await findAgreement(world.deps.db, number)).toMatchObject({ status: 'draft' });
    const ceremony = await findCeremony(world.deps.db, ceremonyNumber);
    expect(ceremony?.status).toBe('cancelled');
    expect(await itemsOf(world.deps.db, ceremony?.id ?? '')).toMatchObject([{ state: 'conflict', reason: 'lapsed' }]);
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('is not asked while the offer stands, while it is being signed, or by a stranger', async () => {
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    await expect(again(pair.contact)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    await press(world, pair.wethouder, ceremonyNumber);
    world.clock.pass(HALF_A_YEAR);
    await expect(again(pair.contact)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    const stranger = { ...pair.contact, party: { ...pair.contact.party, id: 'another' } };
    await expect(again(stranger)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await findAgreement(world.deps.db, FIRST)).toMatchObject({ status: 'offered' });
  });

  it('is asked once: the second who asks, at the same moment or later, is told that somebody was first', async () => {
    await decline(pair.partnerContact);
    const answers = await Promise.allSettled([again(pair.contact), again(pair.partnerContact)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(again(pair.contact)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(await idsOf(world, pair.municipality.id, 'draft')).toHaveLength(1);
  });

  it('is not asked when the partner takes part no longer', async () => {
    await decline(pair.contact);
    const [partner] = pair.partners;
    await world.deps.db.transaction((trx) =>
      updateParty(trx, partner?.id ?? '', partner?.version ?? 0, { status: 'ended' }),
    );
    await expect(again(pair.contact)).rejects.toMatchObject({ code: 'no-longer-matching' });
    await carryOutAll(world);
    expect(await idsOf(world, pair.municipality.id, 'draft')).toHaveLength(0);
  });
});
