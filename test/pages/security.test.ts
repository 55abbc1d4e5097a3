import request, { type Response } from 'supertest';
import { createApp } from '../../src/app';
import { routes } from '../../src/web/routes';
import { admittedMunicipality } from '../support/parties';
import { account, logIn, submit, tokenOf } from '../support/people';
import { testWorld, type World } from '../support/world';

const HOST = 'portaal.example';
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

const headersOf = ({ headers }: Response): object => ({
  csp: headers['content-security-policy'],
  hsts: headers['strict-transport-security'],
  sniff: headers['x-content-type-options'],
  frame: headers['x-frame-options'],
  referrer: headers['referrer-policy'],
  opener: headers['cross-origin-opener-policy'],
  powered: headers['x-powered-by'],
});
const EVERY_ANSWER = {
  csp: CSP,
  hsts: 'max-age=63072000; includeSubDomains',
  sniff: 'nosniff',
  frame: 'DENY',
  referrer: 'same-origin',
  opener: 'same-origin',
  powered: undefined,
};

const versionOn = ({ text }: Response): string => /name="versie" value="([^"]+)"/.exec(text)?.[1] ?? '';

describe('a portal behind https', () => {
  let world: World;
  let app: World['app'];
  beforeAll(async () => {
    world = await testWorld();
    const config = { ...world.deps.config, baseUrl: `https://${HOST}`, demonstration: false, trustProxy: 1 };
    app = createApp({ ...world.deps, config });
  });
  afterAll(() => world.close());

  const get = (path: string) => request(app).get(path).set('Host', HOST).set('X-Forwarded-Proto', 'https');
  const post = (path: string) => request(app).post(path).set('Host', HOST).set('X-Forwarded-Proto', 'https');

  it('gives every answer its headers: each route, files, health, what is not there, what is refused', async () => {
    const answers = new Map<string, Response>();
    for (const { method, path } of routes) {
      const filledIn = path.replace(/:\w+/g, 'GM0000');
      answers.set(`${method} ${path}`, await (method === 'get' ? get(filledIn) : post(filledIn)));
    }
    for (const path of ['/live', '/ready', '/assets/geen.css', '/nergens', '/api/v1/nergens', '/%E0%A4%A'])
      answers.set(path, await get(path));
    answers.set('another host', await request(app).get('/').set('Host', 'evil.example'));
    answers.set(
      'too large',
      await post('/inloggen')
        .type('form')
        .send(`a=${'x'.repeat(300_000)}`),
    );
    for (const [line, answer] of answers) expect([line, headersOf(answer)]).toEqual([line, EVERY_ANSWER]);
    expect(answers.size).toBeGreaterThan(100);
    expect([...answers].filter(([, answer]) => answer.status >= 500).map(([line]) => line)).toEqual([]);
  });

  it('has no demonstration pages', async () => {
    for (const path of ['/dev/totp', '/dev/mail', '/dev/mail/1.eml']) expect((await get(path)).status).toBe(404);
  });

  it('refuses another host, whatever a proxy says about it', async () => {
    for (const host of ['evil.example', `${HOST}:8443`, `${HOST}.evil.example`, 'localhost'])
      expect([host, (await request(app).get('/').set('Host', host)).status]).toEqual([host, 421]);
    const forwarded = await get('/inloggen').set('X-Forwarded-Host', 'evil.example');
    expect([forwarded.status, forwarded.text.includes('evil.example')]).toEqual([200, false]);
  });

  it('binds its cookie to this host, https and no script; pages in a session are kept nowhere', async () => {
    const page = await get('/inloggen');
    expect(page.headers['set-cookie']?.[0]).toMatch(
      /^__Host-portaal=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(page.headers['cache-control']).toBe('no-store');
    expect((await get('/register')).headers['set-cookie']).toBeUndefined();
  });

  it('takes a form from its own pages only', async () => {
    const page = await get('/inloggen');
    const cookie = page.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const send = (headers: Readonly<Record<string, string>>, token = tokenOf(page)) =>
      post('/inloggen')
        .set({ Cookie: cookie, ...headers })
        .type('form')
        .send({ _csrf: token, email: 'iemand@voorbeeld.example', wachtwoord: 'zomaar iets' });
    for (const [name, headers] of Object.entries({
      'another origin': { Origin: 'https://evil.example' },
      'another scheme': { Origin: `http://${HOST}` },
      'no origin to be told': { Origin: 'null' },
      'another site': { 'Sec-Fetch-Site': 'cross-site' },
      'a neighbour': { 'Sec-Fetch-Site': 'same-site' },
    })) {
      const answer = await send(headers);
      expect([name, answer.status, answer.text.includes('iemand@voorbeeld.example')]).toEqual([name, 403, false]);
    }
    const stale = await send({ Origin: `https://${HOST}`, 'Sec-Fetch-Site': 'same-origin' }, 'another token');
    expect([stale.status, stale.text.includes('iemand@voorbeeld.example'), stale.text.includes('zomaar iets')]).toEqual(
      [403, true, false],
    );
    expect((await send({ Origin: `https://${HOST}`, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(422);
  });

  it('says where a weakness is reported (RFC 9116)', async () => {
    const answer = await get('/.well-known/security.txt');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    const fields = new Map(
      answer.text
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/) as [string, string]),
    );
    expect(fields.get('Contact')).toBe(`mailto:${world.deps.config.desk.mail}`);
    expect(fields.get('Canonical')).toBe(`https://${HOST}/.well-known/security.txt`);
    const days = (Date.parse(fields.get('Expires') ?? '') - Date.parse(world.clock.now())) / 86_400_000;
    expect(days).toBeGreaterThan(150);
    expect(days).toBeLessThan(365);
  });
});

describe('a session', () => {
  let world: World;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('that ended loses nothing that was typed: log in elsewhere, send again, and it is recorded', async () => {
    const municipality = await admittedMunicipality(world, 'GM0362');
    const someone = await account(world, municipality.id, ['contact']);
    const agent = await logIn(world, someone);
    const page = await agent.get('/account/gegevens');
    expect(page.text).toContain('U blijft ingelogd tot 10.00 uur');
    const typed = { naam: 'Anna Jansen-Bos', functie: 'Adviseur', telefoon: '030 123 45 67' };
    const again = (token: string) =>
      agent
        .post('/account/gegevens')
        .type('form')
        .send({ ...typed, versie: versionOn(page), _csrf: token });
    await world.deps.db('session').delete();
    const refused = await again(tokenOf(page));
    const unrecorded = await world.deps.db('person').where({ id: someone.personId }).first();
    expect([refused.status, unrecorded.name]).toEqual([403, 'A. Jansen']);
    expect(refused.text).toContain('value="Anna Jansen-Bos"');
    // Sent again before the log-in: still nothing lost.
    const still = await again(tokenOf(refused));
    expect([still.status, still.text.includes('value="Anna Jansen-Bos"')]).toEqual([403, true]);
    world.clock.pass(60);
    await submit(agent, '/inloggen', { email: someone.email, wachtwoord: someone.password });
    await submit(agent, '/inloggen/code', { code: await someone.code() });
    const known = await again(tokenOf(still));
    expect([known.status, known.text.includes('value="Anna Jansen-Bos"')]).toEqual([403, true]);
    expect((await again(tokenOf(known))).status).toBe(303);
    expect((await world.deps.db('person').where({ id: someone.personId }).first()).name).toBe('Anna Jansen-Bos');
  });

  it('that somebody planted before the log-in is worth nothing after it', async () => {
    const municipality = await admittedMunicipality(world, 'GM0344');
    const someone = await account(world, municipality.id, ['contact']);
    const planted = await request(world.app).get('/inloggen');
    const cookie = planted.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const agent = request.agent(world.app);
    agent.jar.setCookie(cookie, '127.0.0.1', '/');
    const ids = new Set([cookie]);
    const first = await submit(agent, '/inloggen', { email: someone.email, wachtwoord: someone.password });
    for (const header of first.headers['set-cookie'] ?? []) ids.add(header.split(';')[0] ?? '');
    const second = await submit(agent, '/inloggen/code', { code: await someone.code() });
    expect(second.headers['location']).toBe('/overzicht');
    expect((await agent.get('/overzicht')).status).toBe(200);
    for (const id of ids) {
      const answer = await request(world.app).get('/overzicht').set('Cookie', id);
      expect([answer.status, answer.headers['location']?.split('?')[0]]).toEqual([303, '/inloggen']);
    }
  });
});
