// The real server process, killed with SIGKILL at seeded random moments of ceremonies.
import type { Viewer } from '../../src/domain/parties';
import { totpCode } from '../../src/outside/totp';
import { findProblems } from '../../src/usecases/check/find-problems';
import { makeDrafts } from '../../src/usecases/matching/make-drafts';
import { prepareBatch } from '../../src/usecases/ceremony/prepare-batch';
import { idsOf } from '../support/ceremonies';
import { admittedPartner } from '../support/parties';
import { account, cookieOf, logIn } from '../support/people';
import { seededChance } from '../support/chance';
import { startServer, type Server } from '../support/server';
import { sharedWorld } from '../support/shared-portal';
import { giveMandate, readyPair, type Pair } from '../support/signing-parties';
import type { World } from '../support/world';

/** For each engine; the long run asks for 3,000. */
const KILLS = Number(process.env['KILLS'] ?? 20);
const SEED = Number(process.env['SEED'] ?? 20_261_123);
const KILLS_PER_CEREMONY = 4;
/** Agreements in one ceremony. */
const BATCH = 24;

interface Pressed {
  readonly ceremonyNumber: string;
  /** Sends the form; resolves with the status, or 0 when the server died before it answered. */
  send(server: Server): Promise<number>;
}

describe('a portal that is killed in the middle of ceremonies', () => {
  let world: World;
  let environment: Record<string, string>;
  let server: Server | null = null;
  let ceremonies = 0;

  beforeAll(async () => {
    ({ world, environment } = await sharedWorld());
  });
  afterAll(async () => {
    await server?.kill();
    await world.close();
  });

  const aMinuteAgo = (): string => new Date(Date.now() - 60_000).toISOString();

  const count = async (table: string, where: Record<string, string> = {}): Promise<number> =>
    Number((await world.deps.db(table).where(where).count({ n: '*' }))[0]?.['n']);

  /** A list for a signatory of its own (a code counts once in half a minute), and the press of its button. */
  const newCeremony = async (pair: Pair): Promise<Pressed> => {
    const { deps } = world;
    const round = ++ceremonies;
    const name = `Wethouder ${round}`;
    const someone = await account(world, pair.municipality.id, ['signatory'], name);
    const wethouder: Viewer = { ...pair.wethouder, personId: someone.personId, name, email: someone.email };
    await giveMandate(world, wethouder, pair.contact);
    for (let i = 0; i < BATCH; i++) {
      const kvk = String(70_000_000 + round * 100 + i);
      await admittedPartner(world, { name: `Denkbeeld ${kvk}`, kvk, sectors: ['energie'] });
    }
    await deps.db.transaction((trx) => makeDrafts(trx, deps, pair.municipality));
    world.clock.set(aMinuteAgo());
    const agent = await logIn(world, someone);
    const agreementIds = await idsOf(world, pair.municipality.id, 'draft');
    const order = { viewer: pair.contact, agreementIds, signatoryId: wethouder.personId, message: null };
    const { ceremonyNumber } = await prepareBatch(deps, order);
    const send = async ({ url }: Server): Promise<number> => {
      const headers = { cookie: cookieOf(agent) };
      const page = await (await fetch(`${url}/ondertekensessies/${ceremonyNumber}`, { headers })).text();
      const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
      const code = await totpCode(someone.totpSecret, new Date().toISOString());
      const body = new URLSearchParams({ _csrf: hidden('_csrf'), lijst: hidden('lijst'), code });
      const action = /action="([^"]*\/ondertekening)"/.exec(page)?.[1] ?? `/ondertekensessies/${ceremonyNumber}`;
      const answer = await fetch(`${url}${action}`, { method: 'POST', headers, body, redirect: 'manual' });
      return answer.status;
    };
    return { ceremonyNumber, send: (to) => send(to).catch(() => 0) };
  };

  /** What a dead process held is free when its lease runs out; here the two minutes pass at once. */
  const leasesRunOut = (): Promise<unknown> =>
    world.deps.db('ceremony_item').where({ state: 'queued' }).update({ lease_until: '2020-01-01T00:00:00.000Z' });

  const pass = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

  it(
    `loses no acknowledged signature and doubles none, ${KILLS} times (seed ${SEED})`,
    async () => {
      const chance = seededChance(SEED);
      // The arrangements count from this day on, and each list is prepared a minute ago: never the day before.
      world.clock.set(aMinuteAgo());
      const pair = await readyPair(world);
      for (let kills = 0; kills < KILLS;) {
        const { ceremonyNumber, send } = await newCeremony(pair);
        server = await startServer(environment);
        const answered = send(server);
        for (let i = 0; i < KILLS_PER_CEREMONY && kills < KILLS; i++) {
          await pass(chance() * (i === 0 ? 700 : 1800));
          const seen = await count('signature');
          await server.kill();
          kills++;
          expect(await count('signature')).toBeGreaterThanOrEqual(seen);
          await leasesRunOut();
          server = await startServer(environment);
        }
        const ceremony = { number: ceremonyNumber };
        // A redirect was the acknowledgement: the consent stands, whatever happened to the process afterwards.
        if ((await answered) === 303) expect(await count('ceremony', { ...ceremony, status: 'handed-over' })).toBe(0);
        // Pressed again after it was lost on the way: the list was kept.
        if ((await count('ceremony', { ...ceremony, status: 'handed-over' })) === 1)
          expect(await send(server)).toBe(303);
        for (let i = 0; i < 300 && (await count('ceremony_item', { state: 'queued' })) > 0; i++) await pass(100);
        expect(await count('ceremony', { ...ceremony, status: 'finished' })).toBe(1);
        expect(await server.stop()).toBe(0);
        server = null;
        expect(await count('signature')).toBe(await count('ceremony_item', { state: 'signed' }));
      }
      const clock = { now: () => new Date().toISOString() };
      expect(await findProblems({ ...world.deps, clock })).toEqual([]);
      expect(await count('signature')).toBeGreaterThanOrEqual(ceremonies * BATCH);
    },
    60_000 + KILLS * 20_000,
  );
});
