import { findAgreement } from '../../../src/persistence/agreement';
import { deedsAbout } from '../../../src/persistence/audit-entry';
import { fileOf } from '../../../src/persistence/document-segment';
import { signaturesOf } from '../../../src/persistence/signature';
import { verifyOwn } from '../../../src/signing/verify/verify-own';
import { carryOutAll, idsOf, listHash, prepareAll, press, signAll, CONSENT } from '../../support/ceremonies';
import { giveMandate, readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';
import { leaveOut, sendBack } from '../../../src/usecases/ceremony/change-list';
import { declineAgreements } from '../../../src/usecases/lifecycle/decline-agreements';
import { prepareBatch } from '../../../src/usecases/ceremony/prepare-batch';
import { carryOut, newWorker } from '../../../src/usecases/ceremony/carry-out';
import { signBatch } from '../../../src/usecases/ceremony/sign-batch';
import { TimestampError } from '../../../src/signing/timestamps/faults';

describe('the ceremony', () => {
  let world: World;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  const statusOf = async (pair: Pair): Promise<Record<string, number>> => {
    const rows = await world.deps.db('agreement').where({ municipality_id: pair.municipality.id }).select('status');
    return rows.reduce<Record<string, number>>(
      (sum, row: { status: string }) => ({ ...sum, [row.status]: (sum[row.status] ?? 0) + 1 }),
      {},
    );
  };

  it('puts an agreement in force when both parties signed, each with a signature of its own', async () => {
    const pair = await readyPair(world);
    await signAll(world, pair.contact, pair.wethouder);
    expect(await statusOf(pair)).toEqual({ offered: 1 });
    world.clock.pass(3600);
    await signAll(world, pair.partnerContact, pair.director);
    expect(await statusOf(pair)).toEqual({ 'in-force': 1 });

    const agreement = await findAgreement(world.deps.db, 'OVK-2026-000001');
    const file = await fileOf(world.deps.db, agreement?.id ?? '');
    const report = verifyOwn(file?.bytes ?? Buffer.alloc(0), { ...world.deps.trust, now: world.clock.now() });
    expect(report.indication).toBe('TOTAL-PASSED');
    expect(report.signatures.map((one) => [one.field, one.level])).toEqual([
      ['Plaats1', 'B-T'],
      ['Plaats2', 'B-T'],
    ]);
    const permission = await world.deps.db('exchange_permission').first();
    expect(permission).toMatchObject({ agreement_id: agreement?.id, valid_from: '2026-11-23', replaced_seq: null });
    const deeds = (await deedsAbout(world.deps.db, agreement?.id ?? '')).map((deed) => deed.kind);
    expect(deeds).toEqual(['agreement-in-force', 'agreement-signed', 'agreement-signed', 'agreements-offered']);
    const facts = (await signaturesOf(world.deps.db, agreement?.id ?? '')).map((one) => one.mandateFacts.holderName);
    expect(facts).toEqual(['F. de Vries', 'J. Łukasz-Peeters']);
  });

  it('keeps no private key once nothing is due any more', async () => {
    const pair = await readyPair(world, 2);
    const worker = newWorker(world.deps);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    await press(world, pair.wethouder, ceremonyNumber);
    expect(await carryOut(world.deps, worker)).toBe(2);
    expect(worker.sessions.size).toBe(1);
    expect(await carryOut(world.deps, worker)).toBe(0);
    expect(worker.sessions.size).toBe(0);
  });

  it('signs forty agreements in one ceremony, one signature for each, in chunks', async () => {
    const pair = await readyPair(world, 40);
    const number = await signAll(world, pair.contact, pair.wethouder);
    expect(Number((await world.deps.db('signature').count({ n: '*' }))[0]?.['n'])).toBe(40);
    expect(await world.deps.db('ceremony').where({ number }).first()).toMatchObject({ status: 'finished' });
    expect(Number((await world.deps.db('certificate').count({ n: '*' }))[0]?.['n'])).toBe(1);
  });

  it('refuses a second press, and records nothing', async () => {
    const pair = await readyPair(world);
    const number = await signAll(world, pair.contact, pair.wethouder);
    world.clock.pass(60);
    await expect(press(world, pair.wethouder, number)).rejects.toMatchObject({ code: 'already-signed' });
    expect(Number((await world.deps.db('signature').count({ n: '*' }))[0]?.['n'])).toBe(1);
  });

  it('signs once when two browsers press at the same moment', async () => {
    const pair = await readyPair(world, 3);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const pressed = await Promise.allSettled([1, 2, 3, 4].map(() => press(world, pair.wethouder, ceremonyNumber)));
    expect(pressed.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await Promise.all([carryOutAll(world), carryOutAll(world), carryOutAll(world)]);
    expect(Number((await world.deps.db('signature').count({ n: '*' }))[0]?.['n'])).toBe(3);
  });

  it('keeps the list when the code is wrong, used, or the list is another than was seen', async () => {
    const pair = await readyPair(world, 2);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const manifestSha256 = await listHash(world, ceremonyNumber);
    const common = { viewer: pair.wethouder, ceremonyNumber, consentText: CONSENT, manifestSha256 };
    const code = await pair.wethouder.code();
    const wrong = code === '000000' ? '111111' : '000000';
    await expect(signBatch(world.deps, { ...common, code: wrong })).rejects.toMatchObject({ code: 'wrong-code' });
    await expect(signBatch(world.deps, { ...common, consentText: 'Iets anders', code })).rejects.toMatchObject({
      code: 'list-changed',
    });
    await leaveOut(world.deps, { viewer: pair.wethouder, ceremonyNumber, positions: [2], reason: 'Later' });
    await expect(signBatch(world.deps, { ...common, code })).rejects.toMatchObject({ code: 'list-changed' });
    expect(await world.deps.db('signature').first()).toBeUndefined();
    expect(await world.deps.db('ceremony').first()).toMatchObject({ status: 'handed-over' });
    await press(world, pair.wethouder, ceremonyNumber);
    await carryOutAll(world);
    expect(Number((await world.deps.db('signature').count({ n: '*' }))[0]?.['n'])).toBe(1);
  });

  it('takes a code once: the same code does not sign a second list', async () => {
    const pair = await readyPair(world, 2);
    const [first = '', second = ''] = await idsOf(world, pair.municipality.id, 'draft');
    const prepare = (id: string): ReturnType<typeof prepareBatch> =>
      prepareBatch(world.deps, {
        viewer: pair.contact,
        agreementIds: [id],
        signatoryId: pair.wethouder.personId,
        message: null,
      });
    const one = await prepare(first);
    const two = await prepare(second);
    await press(world, pair.wethouder, one.ceremonyNumber);
    await expect(press(world, pair.wethouder, two.ceremonyNumber)).rejects.toMatchObject({ code: 'used-code' });
  });

  it('refuses without a mandate that is valid on the day of the button', async () => {
    const pair = await readyPair(world);
    await world.deps.db('mandate').where({ party_id: pair.municipality.id }).update({ revoked_at: world.clock.now() });
    await giveMandate(world, pair.wethouder, pair.contact, { until: '2026-11-25' });
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    world.clock.set('2026-11-25T08:00:00.000Z');
    await expect(press(world, pair.wethouder, ceremonyNumber)).rejects.toMatchObject({
      code: 'no-valid-mandate',
      detail: { endedOn: '2026-11-25' },
    });
    expect(await world.deps.db('signature').first()).toBeUndefined();
  });

  it('does not hand a list to somebody whose mandate leaves a sector out', async () => {
    const pair = await readyPair(world);
    await world.deps.db('mandate').where({ party_id: pair.municipality.id }).update({ scope: '["huur"]' });
    await expect(prepareAll(world, pair.contact, pair.wethouder)).rejects.toMatchObject({
      code: 'mandate-out-of-scope',
      detail: { count: 1 },
    });
    expect(await statusOf(pair)).toEqual({ draft: 1 });
  });

  it('refuses a document that changed after it was shown', async () => {
    const pair = await readyPair(world);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    await world.deps.db('ceremony_item').update({ file_sha256: 'f'.repeat(64) });
    await expect(press(world, pair.wethouder, ceremonyNumber)).rejects.toMatchObject({ code: 'document-changed' });
  });

  it('sends a list back and takes it up again without making the texts anew', async () => {
    const pair = await readyPair(world, 2);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const before = await world.deps.db('document_segment').select('file_sha256').orderBy('file_sha256');
    await sendBack(world.deps, { viewer: pair.wethouder, ceremonyNumber, reason: 'Eerst overleg' });
    const agreementIds = await idsOf(world, pair.municipality.id, 'offered');
    await prepareBatch(world.deps, {
      viewer: pair.contact,
      agreementIds,
      signatoryId: pair.wethouder.personId,
      message: null,
    });
    expect(await world.deps.db('document_segment').select('file_sha256').orderBy('file_sha256')).toEqual(before);
  });

  it('declines with a reason: gone from the list, told to the other party', async () => {
    const pair = await readyPair(world, 2);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const [first = ''] = await idsOf(world, pair.municipality.id, 'offered');
    await declineAgreements(world.deps, {
      viewer: pair.contact,
      agreementIds: [first],
      reason: 'Wij werken niet samen.',
    });
    await press(world, pair.wethouder, ceremonyNumber);
    await carryOutAll(world);
    expect(await statusOf(pair)).toEqual({ declined: 1, offered: 1 });
    const mails = await world.deps.db('outbox').where({ kind: 'mail' }).where('dedupe_key', 'like', 'declined %');
    expect(mails.length).toBeGreaterThan(0);
  });

  it('waits for the time-stamp, never signing at a lower level, and asks again after 24 hours', async () => {
    const pair = await readyPair(world);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const working = world.deps.timestamper;
    const silent = {
      tokenRoom: working.tokenRoom,
      stamp: () => Promise.reject(new TimestampError('unreachable', 'no answer')),
    };
    const without = { ...world, deps: { ...world.deps, timestamper: silent } };
    await press(world, pair.wethouder, ceremonyNumber);
    await carryOutAll(without);
    expect(await world.deps.db('signature').first()).toBeUndefined();
    expect(await world.deps.db('ceremony_item').first()).toMatchObject({
      state: 'queued',
      reason: 'timestamp-unavailable',
    });
    world.clock.pass(24 * 3600);
    await carryOutAll(world);
    expect(await world.deps.db('signature').first()).toBeUndefined();
    expect(await world.deps.db('ceremony').where({ number: ceremonyNumber }).first()).toMatchObject({
      status: 'expired',
    });
    await press(world, pair.wethouder, 'S-2026-000002');
    await carryOutAll(world);
    expect(await world.deps.db('signature').first()).toBeDefined();
  });

  it('goes on where a dead worker stopped, and a slow one that wakes up doubles nothing', async () => {
    const pair = await readyPair(world, 2);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    await press(world, pair.wethouder, ceremonyNumber);
    await world.deps
      .db('ceremony_item')
      .update({ lease_owner: 'a dead worker', lease_until: '2026-11-23T08:02:00.000Z' });
    await carryOutAll(world);
    expect(await world.deps.db('signature').first()).toBeUndefined();
    world.clock.pass(121);
    await carryOutAll(world);
    expect(Number((await world.deps.db('signature').count({ n: '*' }))[0]?.['n'])).toBe(2);
  });
});
