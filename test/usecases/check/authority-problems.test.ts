import supertest from 'supertest';
import { createApp } from '../../../src/app';
import { addSeconds } from '../../../src/domain/time';
import { agreementsOfParty } from '../../../src/persistence/agreement';
import { fileOf } from '../../../src/persistence/document-segment';
import { readCertificate } from '../../../src/signing/certificates/read-certificate';
import { verifyOwn } from '../../../src/signing/verify/verify-own';
import { askAuthorities } from '../../../src/usecases/check/authority-problems';
import { carryOut, newWorker } from '../../../src/usecases/ceremony/carry-out';
import { deliver } from '../../../src/usecases/notifications/deliver';
import { carryOutAll, prepareAll, press, signAll } from '../../support/ceremonies';
import { outsideAuthority, withAuthorities, type OutsideAuthority } from '../../support/outside-authority';
import { readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

let world: World;
let outside: OutsideAuthority;
beforeEach(async () => {
  const plain = await testWorld();
  outside = await outsideAuthority(plain.clock, '2026-10-01T00:00:00.000Z');
  world = withAuthorities(plain, [outside]);
});
afterEach(async () => {
  outside.server.close();
  await world.close();
});

const host = (): string => new URL(outside.server.address).host;
const ready = async (): Promise<unknown> => (await supertest(createApp(world.deps)).get('/ready')).body;

describe('the clocks of portal and authority', () => {
  it('that agree, or nearly so, are no finding', async () => {
    for (const ahead of [0, 5, -5]) {
      outside.answers.ahead = ahead;
      expect(await askAuthorities(world.deps)).toEqual([]);
    }
    expect(await ready()).toEqual({ status: 'ready', pending: [], warnings: [] });
  });

  it.each([
    [20, 'the clock of this machine is 20.0 seconds behind its time-stamps'],
    [-20, 'the clock of this machine is 19.0 seconds ahead of its time-stamps'],
    [61, 'gave no time-stamp (time-out-of-window: 61 seconds from ours)'],
  ])('that differ by %s seconds are told by the check and by /ready', async (ahead, line) => {
    outside.answers.ahead = ahead;
    expect(await ready()).toEqual({ status: 'ready', pending: [], warnings: [] });
    expect(await askAuthorities(world.deps)).toEqual([`${host()}: ${line}`]);
    expect(await ready()).toEqual({ status: 'ready', pending: [], warnings: [`${host()}: ${line}`] });
    outside.answers.ahead = 0;
    expect(await askAuthorities(world.deps)).toEqual([]);
  });

  it('a silent authority is a finding, and the portal stays ready', async () => {
    outside.server.answer = (request) => request.socket.destroy();
    expect(await askAuthorities(world.deps)).toEqual([expect.stringContaining('gave no time-stamp (unreachable')]);
    expect(await ready()).toMatchObject({ status: 'ready' });
  });

  it.each([59, -59])(
    'that differ by %s seconds: time, stamp and certificate fit each other up to LTA',
    async (ahead) => {
      outside.answers.ahead = ahead;
      const pair = await readyPair(world);
      await signAll(world, pair.contact, pair.wethouder);
      world.clock.pass(600);
      await signAll(world, pair.partnerContact, pair.director);
      while ((await deliver(world.deps, new Map(), 'test')) > 0);
      const [agreement] = await agreementsOfParty(world.deps.db, pair.municipality.id, ['in-force']);
      const file = await fileOf(world.deps.db, agreement?.id ?? '');
      const report = verifyOwn(file?.bytes ?? Buffer.alloc(0), { ...world.deps.trust, now: world.clock.now() });
      expect([report.indication, ...report.signatures.map(({ level }) => level)]).toEqual([
        'TOTAL-PASSED',
        'B-LTA',
        'B-LTA',
      ]);
      const rows = await world.deps.db('certificate').select<{ der: Buffer }[]>('der');
      const claimed = [...(file?.bytes.toString('latin1') ?? '').matchAll(/\/M \(D:(\d{14})Z\)/g)].map(
        ([, digits]) => digits ?? '',
      );
      expect(claimed).toHaveLength(2);
      const lives = rows.map(({ der }) => readCertificate(der)).sort((a, b) => (a.notBefore < b.notBefore ? -1 : 1));
      lives.forEach(({ notBefore, notAfter }, i) => {
        const within = (moment: string): boolean => moment >= plain(notBefore) && moment <= plain(notAfter);
        expect(within(claimed[i] ?? '')).toBe(true);
        expect(within(plain(report.signatures[i]?.time ?? ''))).toBe(true);
      });
    },
  );

  it('that differ so much that the stamp falls after the proof of the certificate cost a new certificate, not a level', async () => {
    const pair = await readyPair(world, 40);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    await press(world, pair.wethouder, ceremonyNumber);
    const worker = newWorker(world.deps);
    await carryOut(world.deps, worker);
    // Forty minutes of proof; half a minute before the end by our clock it is over by that of the authority.
    world.clock.pass(40 * 60 - 30);
    outside.answers.ahead = 50;
    await carryOut(world.deps, worker);
    expect(await world.deps.db('signature')).toHaveLength(40);
    expect(await world.deps.db('certificate')).toHaveLength(2);
  });

  it('that differ by more than a minute sign nothing, and go on when they agree', async () => {
    const pair = await readyPair(world);
    outside.answers.ahead = -61;
    await signAll(world, pair.contact, pair.wethouder);
    expect(await world.deps.db('signature')).toEqual([]);
    outside.answers.ahead = 0;
    world.clock.set(addSeconds(world.clock.now(), 60));
    await carryOutAll(world);
    expect(await world.deps.db('signature')).toHaveLength(1);
  });
});

const plain = (instant: string): string => instant.slice(0, 19).replace(/[-:T]/g, '');
