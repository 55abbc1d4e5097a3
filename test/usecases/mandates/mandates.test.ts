import { mandateToSign } from '../../../src/domain/mandates';
import type { Viewer } from '../../../src/domain/parties';
import { deedsAbout } from '../../../src/persistence/audit-entry';
import { findMandate, mandatesForSteward, mandatesOf, mandatesToConfirm } from '../../../src/persistence/mandate';
import { partiesOfKind } from '../../../src/persistence/party';
import { readiness } from '../../../src/persistence/read/readiness';
import { answerAsHolder, answerAsSteward } from '../../../src/usecases/mandates/confirm-mandate';
import { recordMandate, type MandateFacts } from '../../../src/usecases/mandates/record-mandate';
import { withdrawMandate } from '../../../src/usecases/mandates/revoke-mandate';
import { admittedMunicipality } from '../../support/parties';
import { actor } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const TODAY = '2026-11-23';

describe('mandates', () => {
  let world: World;
  let jansen: Viewer;
  let vries: Viewer;
  let steward: Viewer;

  beforeEach(async () => {
    world = await testWorld(`${TODAY}T09:00:00.000Z`);
    const utrecht = await admittedMunicipality(world, 'GM0344');
    jansen = await actor(world, utrecht, ['admin', 'contact', 'signatory'], 'A. Jansen');
    vries = await actor(world, utrecht, ['signatory'], 'F. de Vries');
    const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
    if (!nvvk) throw new Error('the NVVK is missing');
    steward = await actor(world, nvvk, ['steward'], 'M. Bakker');
  });
  afterEach(() => world.close());

  const facts = (holder: Viewer, change: Partial<MandateFacts> = {}): MandateFacts => ({
    office: 'wethouder schuldhulpverlening',
    holderId: holder.personId,
    grounds: [
      { kind: 'collegebesluit', decidedOn: '2026-02-03', reference: 'Z-26-1' },
      { kind: 'mandaat', decidedOn: '2026-02-16', reference: 'Z-26-2' },
    ],
    scope: ['energie', 'huur'],
    validFrom: TODAY,
    validUntil: '2027-01-01',
    ...change,
  });
  const toSign = async (person: Viewer) =>
    mandateToSign(await mandatesOf(world.deps.db, person.party.id), {
      personId: person.personId,
      sectorCode: 'energie',
      day: TODAY,
    });
  const kinds = async () => (await deedsAbout(world.deps.db, jansen.party.id)).map((deed) => deed.kind).reverse();

  it('wait for their holder, or for the NVVK where the holder recorded them', async () => {
    await recordMandate(world.deps, jansen, facts(vries));
    await recordMandate(world.deps, jansen, facts(jansen));
    const { toConfirm } = await readiness(world.deps.db, jansen.party.id, TODAY);
    expect(toConfirm.map(({ name, confirmedBy }) => [name, confirmedBy])).toEqual([
      ['A. Jansen', 'steward'],
      ['F. de Vries', 'holder'],
    ]);
  });

  it('count once their holder confirmed them', async () => {
    const id = await recordMandate(world.deps, jansen, facts(vries));
    expect(await toSign(vries)).toBeNull();
    expect(await mandatesToConfirm(world.deps.db, vries.personId, vries.party.id, TODAY)).toHaveLength(1);
    expect(await mandatesForSteward(world.deps.db, TODAY)).toEqual([]);

    await answerAsHolder(world.deps, vries, id, 1, { kind: 'confirm' });
    expect(await toSign(vries)).toMatchObject({
      id,
      scope: ['energie', 'huur'],
      grounds: [
        { kind: 'collegebesluit', decidedOn: '2026-02-03', reference: 'Z-26-1' },
        { kind: 'mandaat', decidedOn: '2026-02-16', reference: 'Z-26-2' },
      ],
      holders: [{ name: 'F. de Vries', from: TODAY, until: '2027-01-01' }],
      confirmedBy: vries.personId,
    });
    expect(await kinds()).toEqual(['mandate-recorded', 'mandate-confirmed']);
    expect(await mandatesToConfirm(world.deps.db, vries.personId, vries.party.id, TODAY)).toEqual([]);
  });

  it('that somebody recorded for herself wait for a steward', async () => {
    const id = await recordMandate(world.deps, jansen, facts(jansen));
    await expect(answerAsHolder(world.deps, jansen, id, 1, { kind: 'confirm' })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'recorder-is-holder',
    });
    expect(await toSign(jansen)).toBeNull();
    expect(await mandatesForSteward(world.deps.db, TODAY)).toMatchObject([{ id }]);

    await answerAsSteward(world.deps, steward, id, 1, { kind: 'confirm' });
    expect(await toSign(jansen)).toMatchObject({ id, confirmedBy: steward.personId });
    expect(await mandatesForSteward(world.deps.db, TODAY)).toEqual([]);
  });

  it('of others are not for a steward to confirm, nor for a colleague', async () => {
    const id = await recordMandate(world.deps, jansen, facts(vries));
    const confirm = { kind: 'confirm' } as const;
    await expect(answerAsSteward(world.deps, steward, id, 1, confirm)).rejects.toMatchObject({ code: 'not-found' });
    await expect(answerAsHolder(world.deps, jansen, id, 1, confirm)).rejects.toMatchObject({ code: 'not-found' });
    expect(await toSign(vries)).toBeNull();
  });

  it('that are wrong, says their holder, count for nothing', async () => {
    const id = await recordMandate(world.deps, jansen, facts(vries));
    await answerAsHolder(world.deps, vries, id, 1, { kind: 'dispute', reason: 'Ik ben geen wethouder meer.' });
    expect(await findMandate(world.deps.db, id)).toMatchObject({
      revokedBy: vries.personId,
      revokedReason: 'Ik ben geen wethouder meer.',
    });
    expect(await kinds()).toEqual(['mandate-recorded', 'mandate-disputed']);
    await expect(answerAsHolder(world.deps, vries, id, 2, { kind: 'confirm' })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('stop at once when they are taken back', async () => {
    const id = await recordMandate(world.deps, jansen, facts(vries));
    await answerAsHolder(world.deps, vries, id, 1, { kind: 'confirm' });
    await withdrawMandate(world.deps, jansen, id, 2, 'Verkiezingen');
    expect(await toSign(vries)).toBeNull();
    expect(await kinds()).toEqual(['mandate-recorded', 'mandate-confirmed', 'mandate-revoked']);
  });

  it('are taken back once: the second hears who was first', async () => {
    const id = await recordMandate(world.deps, jansen, facts(vries));
    const both = await Promise.allSettled([
      withdrawMandate(world.deps, jansen, id, 1, 'een'),
      withdrawMandate(world.deps, jansen, id, 1, 'twee'),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { kind: 'conflict', code: 'changed-meanwhile', detail: { by: 'A. Jansen' } },
    });
    expect((await kinds()).filter((kind) => kind === 'mandate-revoked')).toHaveLength(1);
  });

  it('of another organisation are not found', async () => {
    const zwolle = await admittedMunicipality(world, 'GM0193');
    const other = await actor(world, zwolle, ['admin'], 'B. Smit');
    const id = await recordMandate(world.deps, jansen, facts(vries));
    await expect(withdrawMandate(world.deps, other, id, 1, 'x')).rejects.toMatchObject({ code: 'not-found' });
    await expect(recordMandate(world.deps, other, facts(vries))).rejects.toMatchObject({
      code: 'holder-not-signatory',
    });
  });

  it('are refused with days or characters that cannot be', async () => {
    const record = (change: Partial<MandateFacts>) => recordMandate(world.deps, jansen, facts(vries, change));
    await expect(record({ validUntil: TODAY })).rejects.toMatchObject({ code: 'until-before-from' });
    await expect(record({ validFrom: '2025-01-01', validUntil: TODAY })).rejects.toMatchObject({ code: 'day-in-past' });
    await expect(
      record({ grounds: [{ kind: 'mandaat', decidedOn: '2026-11-24', reference: 'x' }] }),
    ).rejects.toMatchObject({ code: 'day-in-future' });
    await expect(record({ office: 'wethouder 👍' })).rejects.toMatchObject({ code: 'unsupported-characters' });
    expect(await mandatesOf(world.deps.db, jansen.party.id)).toEqual([]);
    expect(await kinds()).toEqual([]);
  });

  it('make an organisation ready to sign, a second one gives it a deputy', async () => {
    const state = () => readiness(world.deps.db, jansen.party.id, TODAY);
    expect(await state()).toMatchObject({ decision: false, arrangements: false, signatory: null, ready: false });
    const id = await recordMandate(world.deps, jansen, facts(vries));
    expect(await state()).toMatchObject({ signatory: null, toConfirm: [{ name: 'F. de Vries' }] });
    await answerAsHolder(world.deps, vries, id, 1, { kind: 'confirm' });
    const own = await recordMandate(world.deps, jansen, facts(jansen));
    expect(await state()).toMatchObject({ signatory: { name: 'F. de Vries' }, deputy: null });
    await answerAsSteward(world.deps, steward, own, 1, { kind: 'confirm' });
    expect(await state()).toMatchObject({ deputy: { name: 'F. de Vries' }, signatory: { name: 'A. Jansen' } });
  });
});
