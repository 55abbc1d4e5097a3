import request, { type Response } from 'supertest';
import type { Party } from '../../../src/domain/parties';
import { totpCode } from '../../../src/outside/totp';
import { backupCodeHash } from '../../../src/usecases/accounts/secrets';
import { account, logIn, member, submit, type TestMember } from '../../support/people';
import { admittedMunicipality } from '../../support/parties';
import { testWorld, type World } from '../../support/world';

let world: World;
let municipality: Party;
let jansen: Omit<TestMember, 'agent'>;

beforeEach(async () => {
  world = await testWorld();
  municipality = await admittedMunicipality(world, 'GM0344');
  jansen = await account(world, municipality.id, ['contact']);
});
afterEach(() => world.close());

const NEXT = 'groene tafel zingt';

async function sent(template: string): Promise<readonly Record<string, string>[]> {
  const rows = await world.deps.db('outbox').orderBy('id').select<{ payload: string }[]>('payload');
  const orders = rows.map(({ payload }) => JSON.parse(payload) as { template: string; values: Record<string, string> });
  return orders.filter((order) => order.template === template).map(({ values }) => values);
}

const ask = (email: string): Promise<Response> => submit(request.agent(world.app), '/inloggen/herstel', { email });

async function askedLink(): Promise<string> {
  await ask(jansen.email);
  return new URL((await sent('wachtwoord-vergeten')).at(-1)?.['link'] ?? '').pathname;
}

describe('a forgotten password', () => {
  it('gives the same answer to a known and an unknown address, and mails the known one only', async () => {
    const known = await ask(jansen.email);
    const unknown = await ask('niemand@organisatie.example');
    expect([known.status, unknown.status]).toEqual([303, 303]);
    expect(known.headers['location']).toBe(unknown.headers['location']);
    expect(await sent('wachtwoord-vergeten')).toHaveLength(1);
  });

  it('sends at most three links in a quarter', async () => {
    for (let time = 1; time <= 5; time += 1) expect((await ask(jansen.email)).status).toBe(303);
    expect(await sent('wachtwoord-vergeten')).toHaveLength(3);
  });

  it('keeps the second factor: a new password needs a code, and ends every session', async () => {
    const agent = await logIn(world, jansen);
    const link = await askedLink();
    const visitor = request.agent(world.app);
    const without = await submit(visitor, link, { 'nieuw-wachtwoord': NEXT, code: '' });
    expect(without.status).toBe(422);
    const right = await jansen.code();
    const wrong = await submit(visitor, link, {
      'nieuw-wachtwoord': NEXT,
      code: right === '111111' ? '222222' : '111111',
    });
    expect(wrong.text).toContain('De code klopt niet');
    const done = await submit(visitor, link, { 'nieuw-wachtwoord': NEXT, code: right });
    expect(done.text).toContain('Uw wachtwoord is gewijzigd');
    expect((await agent.get('/account')).headers['location']).toBe('/inloggen?terug=%2Faccount');
    expect((await visitor.get('/account')).status).toBe(303);
    expect(await sent('inlogmanier-gewijzigd')).toEqual([
      expect.objectContaining({
        what: 'uw wachtwoord is gewijzigd',
        when: '23 november 2026, 09.00 uur',
      }),
    ]);
    const old = await submit(request.agent(world.app), '/inloggen', {
      email: jansen.email,
      wachtwoord: jansen.password,
    });
    expect(old.status).toBe(422);
    world.clock.pass(60);
    await expect(logIn(world, { ...jansen, password: NEXT })).resolves.toBeDefined();
  });

  it('takes a link once, and no other link of before', async () => {
    const first = await askedLink();
    const second = await askedLink();
    const code = await jansen.code();
    expect((await submit(request.agent(world.app), second, { 'nieuw-wachtwoord': NEXT, code })).status).toBe(200);
    for (const link of [first, second]) {
      const again = await request(world.app).get(link);
      expect(again.status).toBe(404);
      expect(again.text).toContain('Vraag een nieuwe link aan');
    }
  });

  it('lets one of two browsers with the same link change the password', async () => {
    const link = await askedLink();
    const codes = [await jansen.code()];
    world.clock.pass(30);
    codes.push(await jansen.code());
    const answers = await Promise.all(
      codes.map((code, at) => submit(request.agent(world.app), link, { 'nieuw-wachtwoord': `${NEXT} ${at}`, code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await sent('inlogmanier-gewijzigd')).toHaveLength(1);
  });

  it('takes no link of more than an hour', async () => {
    const link = await askedLink();
    world.clock.pass(3601);
    expect((await request(world.app).get(link)).status).toBe(404);
  });
});

describe('a backup code', () => {
  const CODE = '7KQ4-M2XP-9TRD';

  beforeEach(async () => {
    await world.deps.db('credential').insert({
      id: world.deps.newId(),
      person_id: jansen.personId,
      kind: 'backup-code',
      secret: backupCodeHash(jansen.personId, CODE),
      created_at: world.clock.now(),
    });
  });

  it('logs in instead of the app, once, however it is typed, and is told by mail', async () => {
    const agent = request.agent(world.app);
    await submit(agent, '/inloggen', { email: jansen.email, wachtwoord: jansen.password });
    const done = await submit(agent, '/inloggen/herstelcode', { herstelcode: ' 7kq4 m2xp 9trd' });
    expect(done.headers['location']).toBe('/overzicht');
    expect(await sent('inlogmanier-gewijzigd')).toHaveLength(1);
    const other = request.agent(world.app);
    await submit(other, '/inloggen', { email: jansen.email, wachtwoord: jansen.password });
    const again = await submit(other, '/inloggen/herstelcode', { herstelcode: CODE });
    expect(again.status).toBe(422);
    expect(again.text).toContain('De code klopt niet');
  });

  it('of another person opens nothing', async () => {
    const smit = await account(world, municipality.id, ['viewer'], 'B. Smit');
    const agent = request.agent(world.app);
    await submit(agent, '/inloggen', { email: smit.email, wachtwoord: smit.password });
    expect((await submit(agent, '/inloggen/herstelcode', { herstelcode: CODE })).status).toBe(422);
  });

  it('counts among the five wrong codes', async () => {
    const agent = request.agent(world.app);
    await submit(agent, '/inloggen', { email: jansen.email, wachtwoord: jansen.password });
    for (let time = 1; time <= 5; time += 1) {
      expect((await submit(agent, '/inloggen/herstelcode', { herstelcode: 'ABCD-EFGH-JKMN' })).status).toBe(422);
    }
    expect((await submit(agent, '/inloggen/herstelcode', { herstelcode: CODE })).status).toBe(429);
  });
});

describe('my account', () => {
  it('changes name, function and telephone, and refuses what another window overtook', async () => {
    const { agent } = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const fields = { naam: 'Bo Smit', functie: 'Adviseur', telefoon: '030 123 45 67', versie: '1' };
    expect((await submit(agent, '/account/gegevens', fields)).headers['location']).toBe('/account?gedaan=gegevens');
    const account = await agent.get('/account?gedaan=gegevens');
    for (const text of ['Bo Smit', 'Adviseur', '030 123 45 67', 'Uw gegevens zijn bewaard.']) {
      expect(account.text).toContain(text);
    }
    expect((await submit(agent, '/account/gegevens', fields)).status).toBe(409);
    const wrong = await submit(agent, '/account/gegevens', { ...fields, naam: ' ', telefoon: 'bel mij' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Er zijn 2 fouten gevonden');
    expect(wrong.text).toContain('value="bel mij"');
  });

  it('changes the password for who knows the current one, and ends the other sessions', async () => {
    const here = await member(world, municipality.id, ['viewer'], 'B. Smit');
    world.clock.pass(60);
    const elsewhere = await logIn(world, here);
    const wrong = await submit(here.agent, '/account/wachtwoord', {
      wachtwoord: 'iets anders',
      'nieuw-wachtwoord': NEXT,
    });
    expect(wrong.text).toContain('Dit is niet uw wachtwoord van nu.');
    const fields = { wachtwoord: here.password, 'nieuw-wachtwoord': NEXT };
    expect((await submit(here.agent, '/account/wachtwoord', fields)).status).toBe(303);
    expect((await here.agent.get('/account')).status).toBe(200);
    expect((await elsewhere.get('/account')).status).toBe(303);
    expect(await sent('inlogmanier-gewijzigd')).toHaveLength(1);
  });

  it('changes the app with a code of the old and a code of the new one', async () => {
    const { agent, code, ...smit } = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const page = await agent.get('/account/app');
    const key = (/enrol__key">([^<]+)</.exec(page.text)?.[1] ?? '').replace(/ /g, '');
    const fresh = await totpCode(key, world.clock.now());
    const swapped = await submit(agent, '/account/app', { 'nieuwe-code': await code(), code: fresh });
    expect(swapped.text).toContain('De code klopt niet');
    const done = await submit(agent, '/account/app', { 'nieuwe-code': fresh, code: await code() });
    expect(done.headers['location']).toBe('/account?gedaan=app');
    world.clock.pass(60);
    await expect(logIn(world, smit)).rejects.toThrow('the code was refused');
    world.clock.pass(60);
    await expect(logIn(world, { ...smit, totpSecret: key })).resolves.toBeDefined();
  });

  it('makes ten backup codes anew, for a code, and shows them once', async () => {
    const { agent, code, personId } = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const answer = await submit(agent, '/account/herstelcodes', { code: await code() });
    expect(answer.headers['location']).toBe('/account/herstelcodes/nieuw');
    const shown = (await agent.get('/account/herstelcodes/nieuw')).text.match(/[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/g) ?? [];
    expect(shown).toHaveLength(10);
    expect(new Set(shown).size).toBe(10);
    world.clock.pass(30);
    await submit(agent, '/account/herstelcodes', { code: shown[0] ?? '' });
    const left = await world.deps.db('credential').where({ person_id: personId, kind: 'backup-code' });
    expect(left.filter((row: { retired_at: string | null }) => row.retired_at === null)).toHaveLength(10);
    expect(left).toHaveLength(20);
  });

  it('ends a session elsewhere, and not that of another person', async () => {
    const here = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const other = await member(world, municipality.id, ['viewer'], 'C. Bakker');
    world.clock.pass(60);
    const elsewhere = await logIn(world, here);
    const names = (text: string): string[] =>
      [...text.matchAll(/name="sessie" value="([^"]+)"/g)].map(([, name]) => name ?? '');
    const mine = names((await here.agent.get('/account')).text);
    expect(mine).toHaveLength(1);
    expect((await submit(other.agent, '/account', { sessie: mine[0] ?? '' }, '/account/sessies')).status).toBe(404);
    expect((await elsewhere.get('/account')).status).toBe(200);
    expect((await submit(here.agent, '/account', { sessie: mine[0] ?? '' }, '/account/sessies')).status).toBe(303);
    expect((await elsewhere.get('/account')).status).toBe(303);
    expect(names((await here.agent.get('/account')).text)).toHaveLength(0);
  });
});
