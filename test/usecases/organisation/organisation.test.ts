import type { Viewer } from '../../../src/domain/parties';
import { deedsAbout } from '../../../src/persistence/audit-entry';
import { latestDecision } from '../../../src/persistence/joining-decision';
import { arrangementOn, arrangementsOf } from '../../../src/persistence/local-arrangement';
import { findParty } from '../../../src/persistence/party';
import { changeOrganisation } from '../../../src/usecases/organisation/change-organisation';
import { recordJoiningDecision } from '../../../src/usecases/organisation/record-joining-decision';
import { recordLocalArrangement } from '../../../src/usecases/organisation/record-local-arrangement';
import { admittedMunicipality } from '../../support/parties';
import { actor } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const TODAY = '2026-11-23';

describe('the own data of an organisation', () => {
  let world: World;
  let jansen: Viewer;
  let smit: Viewer;

  beforeEach(async () => {
    world = await testWorld(`${TODAY}T09:00:00.000Z`);
    const utrecht = await admittedMunicipality(world, 'GM0344');
    jansen = await actor(world, utrecht, ['contact'], 'A. Jansen');
    smit = await actor(world, utrecht, ['contact'], 'B. Smit');
  });
  afterEach(() => world.close());

  const kinds = async () => (await deedsAbout(world.deps.db, jansen.party.id)).map((deed) => deed.kind).reverse();
  const details = { seat: null, generalMailbox: 'schulden@utrecht.example', telephone: '030 123 45 67' };
  const arrangement = {
    desk: 'RIS',
    connectionNumber: 'UTR-1',
    signalAddress: 'vroeg@utrecht.example',
    feedbackDays: 28,
    breachMailbox: 'datalek@utrecht.example',
    privacyOfficerMailbox: 'fg@utrecht.example',
    validFrom: TODAY,
  };
  const decision = {
    decidedOn: '2026-02-03',
    reference: 'B&W 2026/17',
    scope: 'all' as const,
    futurePartners: true,
    laterVersions: false,
  };

  it('changes for who saw the latest version; the other hears who was first', async () => {
    const version = (await findParty(world.deps.db, jansen.party.id))?.version ?? 0;
    await changeOrganisation(world.deps, jansen, version, details);
    expect(await findParty(world.deps.db, jansen.party.id)).toMatchObject({
      generalMailbox: 'schulden@utrecht.example',
      telephone: '030 123 45 67',
    });
    await expect(changeOrganisation(world.deps, smit, version, details)).rejects.toMatchObject({
      kind: 'conflict',
      detail: { by: 'A. Jansen' },
    });
    expect(await kinds()).toEqual(['organisation-changed']);
  });

  it('keeps every decision to join and answers with the last', async () => {
    await recordJoiningDecision(world.deps, jansen, null, decision);
    const first = await latestDecision(world.deps.db, jansen.party.id);
    expect(first).toMatchObject(decision);
    world.clock.pass(60);
    await recordJoiningDecision(world.deps, smit, first?.id ?? null, { ...decision, scope: ['huur'] });
    expect(await latestDecision(world.deps.db, jansen.party.id)).toMatchObject({ scope: ['huur'] });
    await expect(recordJoiningDecision(world.deps, jansen, first?.id ?? null, decision)).rejects.toMatchObject({
      kind: 'conflict',
      detail: { by: 'B. Smit' },
    });
    const [count] = await world.deps.db('joining_decision').count({ n: '*' });
    expect(Number(count?.['n'])).toBe(2);
    await expect(
      recordJoiningDecision(world.deps, jansen, null, { ...decision, decidedOn: '2026-11-24' }),
    ).rejects.toMatchObject({ code: 'day-in-future' });
  });

  it('holds arrangements from their day on', async () => {
    await recordLocalArrangement(world.deps, jansen, null, arrangement);
    const seen = (await arrangementsOf(world.deps.db, jansen.party.id)).at(-1)?.recordedAt ?? null;
    world.clock.pass(60);
    await recordLocalArrangement(world.deps, jansen, seen, { ...arrangement, desk: 'VPS', validFrom: '2027-01-01' });
    expect(await arrangementOn(world.deps.db, jansen.party.id, '2026-12-31')).toMatchObject({ desk: 'RIS' });
    expect(await arrangementOn(world.deps.db, jansen.party.id, '2027-01-01')).toMatchObject({ desk: 'VPS' });
    expect(await kinds()).toEqual(['local-arrangement-recorded', 'local-arrangement-recorded']);
  });

  it('lets one of two who fill in the arrangements at once be first', async () => {
    const both = await Promise.allSettled([
      recordLocalArrangement(world.deps, jansen, null, arrangement),
      recordLocalArrangement(world.deps, smit, null, { ...arrangement, desk: 'VPS' }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await arrangementsOf(world.deps.db, jansen.party.id)).toHaveLength(1);
  });

  it('refuses arrangements for a day that is over, and what no agreement can print', async () => {
    const record = (change: object) => recordLocalArrangement(world.deps, jansen, null, { ...arrangement, ...change });
    await expect(record({ validFrom: '2026-11-22' })).rejects.toMatchObject({ code: 'day-in-past' });
    await expect(record({ desk: 'Loket ☂' })).rejects.toMatchObject({
      code: 'unsupported-characters',
      detail: { characters: '☂ (U+2602)' },
    });
    expect(await arrangementsOf(world.deps.db, jansen.party.id)).toEqual([]);
  });
});
