import { areaFingerprint } from '../../../src/domain/area-change';
import type { Party, Viewer } from '../../../src/domain/parties';
import type { AreaPart } from '../../../src/domain/service-area';
import { agreementsOfParty } from '../../../src/persistence/agreement';
import { areaRequestsForSteward, findAreaRequest, latestAreaRequest } from '../../../src/persistence/area-request';
import { deedsAbout } from '../../../src/persistence/audit-entry';
import { partiesOfKind } from '../../../src/persistence/party';
import { serviceAreaOf } from '../../../src/persistence/service-area';
import { makeDrafts } from '../../../src/usecases/matching/make-drafts';
import { changeServiceArea } from '../../../src/usecases/organisation/change-service-area';
import { decideAreaRequest } from '../../../src/usecases/organisation/decide-area-request';
import { previewServiceArea } from '../../../src/usecases/organisation/preview-service-area';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { actor } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const place = (code: string): AreaPart => ({ sectorCode: 'energie', scope: 'municipality', code });
const COUNTRY: readonly AreaPart[] = [{ sectorCode: 'energie', scope: 'country', code: 'NL' }];

describe('a service area', () => {
  let world: World;
  let partner: Party;
  let contact: Viewer;
  let steward: Viewer;

  beforeEach(async () => {
    world = await testWorld('2026-11-23T09:00:00.000Z');
    for (const code of ['GM0344', 'GM0193', 'GM0363']) await admittedMunicipality(world, code);
    partner = await admittedPartner(world, {
      name: 'Denkbeeld Energie B.V.',
      kvk: '99000001',
      sectors: ['energie'],
      area: [place('GM0344'), place('GM0193')],
    });
    await world.deps.db.transaction((trx) => makeDrafts(trx, world.deps, partner));
    contact = await actor(world, partner, ['contact'], 'P. Partner');
    const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
    if (!nvvk) throw new Error('the NVVK is missing');
    steward = await actor(world, nvvk, ['steward'], 'M. Bakker');
  });
  afterEach(() => world.close());

  const seen = async () => areaFingerprint(await serviceAreaOf(world.deps.db, partner.id));
  const drafts = async () => agreementsOfParty(world.deps.db, partner.id, ['draft']);
  const kinds = async () => (await deedsAbout(world.deps.db, partner.id)).map((deed) => deed.kind);

  it('that changes brings drafts and takes drafts away, as its preview said', async () => {
    const parts = [place('GM0344'), place('GM0363'), place('GM0014')];
    expect(await previewServiceArea(world.deps, partner.id, parts)).toEqual({
      addedPlaces: 2,
      removedPlaces: 1,
      newDrafts: 1,
      addedNotTakingPart: 1,
      draftsDropped: 1,
      offeredStay: 0,
      inForceStay: 0,
      waitsForSteward: false,
    });
    const before = (await drafts()).map((draft) => draft.number);
    expect(await changeServiceArea(world.deps, contact, await seen(), parts)).toEqual({
      kind: 'applied',
      made: 1,
      dropped: 1,
    });
    expect(await serviceAreaOf(world.deps.db, partner.id)).toHaveLength(3);
    const after = (await drafts()).map((draft) => draft.number);
    expect(after).toHaveLength(2);
    expect(after.filter((number) => before.includes(number))).toHaveLength(1);
    expect(await kinds()).toContain('service-area-changed');
  });

  it('leaves what is in force', async () => {
    const [first] = await drafts();
    await world.deps
      .db('agreement')
      .where({ id: first?.id })
      .update({ status: 'in-force', origin: 'external', effective_on: '2026-11-01' });
    expect(await previewServiceArea(world.deps, partner.id, [])).toMatchObject({
      removedPlaces: 2,
      draftsDropped: 1,
      inForceStay: 1,
    });
    await changeServiceArea(world.deps, contact, await seen(), []);
    expect(await agreementsOfParty(world.deps.db, partner.id, ['in-force'])).toHaveLength(1);
    expect(await drafts()).toEqual([]);
  });

  it('that grows by more than 25 municipalities waits for a steward', async () => {
    const outcome = await changeServiceArea(world.deps, contact, await seen(), COUNTRY);
    expect(outcome.kind).toBe('waits-for-steward');
    expect(await serviceAreaOf(world.deps.db, partner.id)).toHaveLength(2);
    expect(await drafts()).toHaveLength(2);
    const [request] = await areaRequestsForSteward(world.deps.db);
    expect(request).toMatchObject({ partnerId: partner.id, added: 340, removed: 0, requestedBy: contact.personId });

    await decideAreaRequest(world.deps, steward, request?.id ?? '', { kind: 'approve' });
    expect(await serviceAreaOf(world.deps.db, partner.id)).toEqual(COUNTRY);
    expect(await drafts()).toHaveLength(3);
    expect(await areaRequestsForSteward(world.deps.db)).toEqual([]);
    expect(await kinds()).toEqual(expect.arrayContaining(['service-area-requested', 'service-area-changed']));
    await expect(
      decideAreaRequest(world.deps, steward, request?.id ?? '', { kind: 'refuse', reason: 'x' }),
    ).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('that a steward refuses stays as it was, and the partner reads why', async () => {
    await changeServiceArea(world.deps, contact, await seen(), COUNTRY);
    const [request] = await areaRequestsForSteward(world.deps.db);
    await decideAreaRequest(world.deps, steward, request?.id ?? '', { kind: 'refuse', reason: 'Te groot.' });
    expect(await serviceAreaOf(world.deps.db, partner.id)).toHaveLength(2);
    expect(await latestAreaRequest(world.deps.db, partner.id)).toMatchObject({
      status: 'refused',
      reason: 'Te groot.',
    });
    expect(await kinds()).toContain('service-area-refused');
  });

  it('asked anew replaces what still waited', async () => {
    const first = await changeServiceArea(world.deps, contact, await seen(), COUNTRY);
    world.clock.pass(60);
    await changeServiceArea(world.deps, contact, await seen(), [place('GM0344')]);
    if (first.kind !== 'waits-for-steward') throw new Error('it should wait');
    expect(await findAreaRequest(world.deps.db, first.requestId)).toMatchObject({ status: 'replaced' });
    await expect(decideAreaRequest(world.deps, steward, first.requestId, { kind: 'approve' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await serviceAreaOf(world.deps.db, partner.id)).toEqual([place('GM0344')]);
  });

  it('that a colleague changed meanwhile is a conflict', async () => {
    const old = await seen();
    await changeServiceArea(world.deps, contact, old, [place('GM0344')]);
    await expect(changeServiceArea(world.deps, contact, old, [place('GM0363')])).rejects.toMatchObject({
      kind: 'conflict',
      detail: { by: 'P. Partner' },
    });
  });
});
