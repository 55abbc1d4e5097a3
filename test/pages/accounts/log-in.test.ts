import request, { type Response } from 'supertest';
import { createApp } from '../../../src/app';
import type { Party } from '../../../src/domain/parties';
import { deedsAbout } from '../../../src/persistence/audit-entry';
import { argon2Passwords } from '../../../src/outside/passwords';
import { account, logIn, member, submit, tokenOf, type Agent, type TestMember } from '../../support/people';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
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

const sessionId = (response: Pick<Response, 'headers'>): string | null =>
  /portaal=([^;]+)/.exec(String(response.headers['set-cookie']))?.[1] ?? null;
const attempt = (agent: Agent, email: string, wachtwoord: string): Promise<Response> =>
  submit(agent, '/inloggen', { email, wachtwoord });

describe('logging in', () => {
  it('takes a password and then a code, gives a new session id at each step and writes it down', async () => {
    const agent = request.agent(world.app);
    const opened = await agent.get('/inloggen');
    const token = tokenOf(opened);
    const first = await agent
      .post('/inloggen')
      .type('form')
      .send({ _csrf: token, email: jansen.email.toUpperCase(), wachtwoord: jansen.password });
    expect(first.headers['location']).toBe('/inloggen/code');
    const second = await submit(agent, '/inloggen/code', { code: await jansen.code() });
    expect(second.headers['location']).toBe('/overzicht');
    const ids = [opened, first, second].map(sessionId);
    expect(ids).not.toContain(null);
    expect(new Set(ids).size).toBe(3);
    expect((await agent.get('/account')).text).toContain('A. Jansen');
    const [deed] = await deedsAbout(world.deps.db, jansen.personId);
    expect(deed).toMatchObject({ kind: 'logged-in', actingForId: municipality.id, body: { factor: 'totp' } });
  });

  it('is not logged in between password and code, nor by a code without a password', async () => {
    const agent = request.agent(world.app);
    await attempt(agent, jansen.email, jansen.password);
    expect((await agent.get('/account')).headers['location']).toBe('/inloggen?terug=%2Faccount');
    const stranger = request.agent(world.app);
    expect((await stranger.get('/inloggen/code')).headers['location']).toBe('/inloggen?verlopen');
    const posted = await submit(stranger, '/inloggen', { code: await jansen.code() }, '/inloggen/code');
    expect(posted.headers['location']).toBe('/inloggen?verlopen');
  });

  it('asks the password again when the code comes after ten minutes', async () => {
    const agent = request.agent(world.app);
    await attempt(agent, jansen.email, jansen.password);
    const opened = await agent.get('/inloggen/code');
    world.clock.pass(601);
    const late = await agent
      .post('/inloggen/code')
      .type('form')
      .send({ _csrf: tokenOf(opened), code: await jansen.code() });
    expect(late.headers['location']).toBe('/inloggen?verlopen');
    expect((await agent.get('/inloggen?verlopen')).text).toContain('Dat duurde te lang');
  });

  it('gives the same answer to an unknown address and to a wrong password, and keeps the address only', async () => {
    const wrong = await attempt(request.agent(world.app), jansen.email, 'niet het wachtwoord');
    const unknown = await attempt(request.agent(world.app), 'niemand@organisatie.example', 'niet het wachtwoord');
    const neutral = (response: Response, email: string): string =>
      response.text.replaceAll(email, '').replace(/name="_csrf" value="[^"]+"/g, '');
    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    expect(neutral(wrong, jansen.email)).toBe(neutral(unknown, 'niemand@organisatie.example'));
    expect(wrong.text).toContain('horen niet bij elkaar');
    expect(wrong.text).toContain('<title>Fout: Inloggen');
    expect(wrong.text).toContain(`value="${jansen.email}"`);
    expect(wrong.text).not.toContain('niet het wachtwoord');
  });

  it('verifies a hash for an unknown address too, with the real argon2', async () => {
    const verified: string[] = [];
    const passwords = {
      ...argon2Passwords,
      verify: (stored: string, password: string) => {
        verified.push(stored);
        return argon2Passwords.verify(stored, password);
      },
    };
    const real = { ...world, deps: { ...world.deps, passwords } };
    const smit = await account(real, municipality.id, ['viewer'], 'B. Smit');
    const app = createApp(real.deps);
    expect((await attempt(request.agent(app), 'niemand@organisatie.example', 'geheim')).status).toBe(422);
    expect((await attempt(request.agent(app), smit.email, 'geheim')).status).toBe(422);
    expect((await attempt(request.agent(app), smit.email, smit.password)).headers['location']).toBe('/inloggen/code');
    expect(verified).toHaveLength(3);
    for (const stored of verified) expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('counts a code once', async () => {
    const code = await jansen.code();
    const one = request.agent(world.app);
    const other = request.agent(world.app);
    for (const agent of [one, other]) await attempt(agent, jansen.email, jansen.password);
    expect((await submit(one, '/inloggen/code', { code })).status).toBe(303);
    const again = await submit(other, '/inloggen/code', { code });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Deze code is al gebruikt. Wacht op de volgende code.');
    world.clock.pass(30);
    expect((await submit(other, '/inloggen/code', { code: await jansen.code() })).status).toBe(303);
  });

  it('lets one of two simultaneous log-ins with the same code through', async () => {
    const agents = [request.agent(world.app), request.agent(world.app)];
    for (const agent of agents) await attempt(agent, jansen.email, jansen.password);
    const code = await jansen.code();
    const answers = await Promise.all(agents.map((agent) => submit(agent, '/inloggen/code', { code })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 422]);
  });

  it('says what to do after a wrong code, and stops after five', async () => {
    const agent = request.agent(world.app);
    await attempt(agent, jansen.email, jansen.password);
    const right = await jansen.code();
    const wrong = right === '123456' ? '654321' : '123456';
    for (let time = 1; time <= 5; time += 1) {
      const refused = await submit(agent, '/inloggen/code', { code: wrong });
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('De code klopt niet.');
    }
    expect((await submit(agent, '/inloggen/code', { code: right })).status).toBe(429);
  });

  it('ends a session: the cookie of before opens nothing', async () => {
    const { agent } = await member(world, municipality.id, ['viewer'], 'B. Smit');
    const opened = await agent.get('/account');
    const cookie = `portaal=${sessionId(opened)}`;
    const left = await submit(agent, '/account', {}, '/uitloggen');
    expect(left.headers['location']).toBe('/');
    const again = await request(world.app).get('/account').set('Cookie', cookie);
    expect(again.headers['location']).toBe('/inloggen?terug=%2Faccount');
  });

  it('keeps out who no longer belongs to an organisation', async () => {
    await world.deps.db('membership').where({ person_id: jansen.personId }).update({ ended_at: world.clock.now() });
    const agent = request.agent(world.app);
    await attempt(agent, jansen.email, jansen.password);
    const refused = await submit(agent, '/inloggen/code', { code: await jansen.code() });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('U hoort niet meer bij een organisatie');
  });

  it('lets who works for two organisations choose one, and only one of her own', async () => {
    const partner = await admittedPartner(world, { name: 'Energie Noord', kvk: '12345678', sectors: ['energie'] });
    const other = await admittedPartner(world, { name: 'Water Oost', kvk: '87654321', sectors: ['drinkwater'] });
    const id = world.deps.newId();
    const row = { id, person_id: jansen.personId, party_id: partner.id, role: 'viewer', valid_from: '2026-01-01' };
    await world.deps.db('membership').insert(row);
    const agent = request.agent(world.app);
    await attempt(agent, jansen.email, jansen.password);
    const arrived = await submit(agent, '/inloggen/code', { code: await jansen.code() });
    const page = String(arrived.headers['location']);
    expect(page).toBe('/account/organisatie?terug=%2F');
    expect((await submit(agent, page, { organisatie: other.id })).status).toBe(404);
    const chosen = await submit(agent, page, { organisatie: partner.id });
    expect(chosen.headers['location']).toBe('/overzicht');
    expect((await agent.get('/account')).text).toContain('Energie Noord, meelezer');
  });
});

describe('where a log-in leads', () => {
  const arrive = async (back: string): Promise<string> => {
    const agent = request.agent(world.app);
    const { email, password: wachtwoord } = jansen;
    await submit(agent, `/inloggen?terug=${encodeURIComponent(back)}`, { email, wachtwoord, terug: back });
    world.clock.pass(30);
    const arrived = await submit(agent, '/inloggen/code', { code: await jansen.code() });
    return String(arrived.headers['location']);
  };

  it('goes back to the page that asked for it', async () => {
    expect(await arrive('/organisatie/mensen?gedaan=rollen')).toBe('/organisatie/mensen?gedaan=rollen');
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'evil.example',
    '///evil.example',
  ])('never leaves the portal: %j', async (back) => {
    const to = new URL(await arrive(back), 'http://localhost:3000');
    expect(to.origin).toBe('http://localhost:3000');
  });
});

describe('too many attempts', () => {
  it('stops an account after ten, also in a portal that was started anew, for 15 minutes', async () => {
    for (let time = 1; time <= 10; time += 1) {
      expect((await attempt(request.agent(world.app), jansen.email, 'fout wachtwoord')).status).toBe(422);
    }
    const restarted = createApp(world.deps);
    const refused = await attempt(request.agent(restarted), jansen.email, jansen.password);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('Probeer het over 15 minuten opnieuw');
    world.clock.pass(14 * 60);
    expect((await attempt(request.agent(restarted), jansen.email, jansen.password)).status).toBe(429);
    world.clock.pass(61);
    expect((await attempt(request.agent(restarted), jansen.email, jansen.password)).status).toBe(303);
  });

  it('stops an account that does not exist in the same way', async () => {
    const email = 'niemand@organisatie.example';
    for (let time = 1; time <= 10; time += 1) await attempt(request.agent(world.app), email, 'fout wachtwoord');
    expect((await attempt(request.agent(world.app), email, 'fout wachtwoord')).status).toBe(429);
  });

  it('stops an address after fifty, whatever the accounts; what succeeds does not count', async () => {
    const agent = request.agent(world.app);
    const token = tokenOf(await agent.get('/inloggen'));
    const post = (email: string): Promise<Response> =>
      Promise.resolve(agent.post('/inloggen').type('form').send({ _csrf: token, email, wachtwoord: 'fout' }));
    await logIn(world, jansen);
    for (let time = 1; time <= 50; time += 1) expect((await post(`p${time}@organisatie.example`)).status).toBe(422);
    expect((await post('p51@organisatie.example')).status).toBe(429);
  });
});
