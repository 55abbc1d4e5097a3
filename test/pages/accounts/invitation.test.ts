import request from 'supertest';
import type { Party, Role } from '../../../src/domain/parties';
import { totpCode } from '../../../src/outside/totp';
import { deedsAbout } from '../../../src/persistence/audit-entry';
import { partiesOfKind } from '../../../src/persistence/party';
import { findPersonByEmail } from '../../../src/persistence/person';
import { invitePerson } from '../../../src/usecases/accounts/invite-person';
import { account, logIn, submit, tokenOf, type Agent } from '../../support/people';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { testWorld, type World } from '../../support/world';

let world: World;
let municipality: Party;

beforeEach(async () => {
  world = await testWorld();
  municipality = await admittedMunicipality(world, 'GM0344');
});
afterEach(() => world.close());

const EMAIL = 'f.devries@utrecht.example';
const PASSWORD = 'paarse fiets regent';

interface MailRow {
  payload: string;
}

async function mails(): Promise<
  readonly { template: string; to: { email: string }; values: Record<string, string> }[]
> {
  const rows = await world.deps.db<MailRow>('outbox').orderBy('id');
  return rows.map((row) => JSON.parse(row.payload) as never);
}

const linkOf = (values: Record<string, string> | undefined): string => new URL(values?.['link'] ?? '').pathname;

async function invite(
  party: Party,
  roles: readonly Role[],
  email = EMAIL,
  known: { readonly functionTitle?: string; readonly telephone?: string } = {},
): Promise<string> {
  const { deps } = world;
  await deps.db.transaction((trx) =>
    invitePerson(trx, deps, {
      partyId: party.id,
      email,
      name: 'F. de Vries',
      roles,
      invitedBy: null,
      inviterName: 'A. Jansen',
      organisation: 'Gemeente Utrecht',
      template: 'uitnodiging',
      ...known,
    }),
  );
  return linkOf((await mails()).at(-1)?.values);
}

/** The key that the page shows for the authenticator. */
const keyOn = (html: string): string => (/enrol__key">([^<]+)</.exec(html)?.[1] ?? '').replace(/ /g, '');

async function enrol(agent: Agent, link: string) {
  const first = await submit(agent, link, { naam: 'F. de Vries', functie: 'Wethouder', 'nieuw-wachtwoord': PASSWORD });
  expect(first.headers['location']).toBe(`${link}/app`);
  const app = await agent.get(`${link}/app`);
  const key = keyOn(app.text);
  const code = await totpCode(key, world.clock.now());
  return { app, key, answer: await submit(agent, `${link}/app`, { code }) };
}

describe('an invitation', () => {
  it('tells by mail who invites, for what, and holds a link whose secret the database does not have', async () => {
    const link = await invite(municipality, ['signatory', 'admin']);
    const [mail] = await mails();
    expect(mail).toMatchObject({
      template: 'uitnodiging',
      to: { email: EMAIL, name: 'F. de Vries' },
      values: {
        inviter: 'A. Jansen',
        organisation: 'Gemeente Utrecht',
        roles: 'tekenbevoegde en organisatiebeheerder',
      },
    });
    const stored = JSON.stringify(await world.deps.db('invitation').select());
    expect(stored).not.toContain(link.split('/').at(-1));
    const [deed] = await deedsAbout(world.deps.db, municipality.id);
    expect(deed).toMatchObject({ kind: 'person-invited', body: { roles: ['signatory', 'admin'] } });
  });

  it('knows what the registration told of the first person: function filled in, telephone kept', async () => {
    const known = { functionTitle: 'Beleidsmedewerker', telephone: '030 123 45 67' };
    const link = await invite(municipality, ['admin', 'contact'], EMAIL, known);
    const agent = request.agent(world.app);
    expect((await agent.get(link)).text).toContain('value="Beleidsmedewerker"');
    await enrol(agent, link);
    expect(await findPersonByEmail(world.deps.db, EMAIL)).toMatchObject({
      functionTitle: 'Wethouder',
      telephone: '030 123 45 67',
    });
  });

  it('makes an account in two steps, logs in and shows ten backup codes once', async () => {
    const link = await invite(municipality, ['signatory']);
    const agent = request.agent(world.app);
    const opened = await agent.get(link);
    expect(opened.text).toContain('Gemeente Utrecht');
    expect(opened.text).toContain('tekenbevoegde');
    expect(opened.text).toContain('zodra uw organisatie uw mandaat heeft vastgelegd');
    const { app, key, answer } = await enrol(agent, link);
    expect(app.text).toContain(`otpauth://totp/Ondertekenportaal:${encodeURIComponent(EMAIL)}?secret=${key}`);
    expect(app.text).toContain('<path fill="#000" d="M4 4h1v1h-1z');
    expect(answer.headers['location']).toBe('/account/herstelcodes/nieuw');
    const codes = await agent.get('/account/herstelcodes/nieuw');
    expect(codes.text.match(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/g)).toHaveLength(10);
    const again = await agent.get('/account/herstelcodes/nieuw');
    expect(again.text).toContain('al getoond');
    expect(again.text).not.toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);
    const person = await findPersonByEmail(world.deps.db, EMAIL);
    expect(person).toMatchObject({ name: 'F. de Vries', functionTitle: 'Wethouder' });
    const deeds = await deedsAbout(world.deps.db, person?.id ?? '');
    expect(deeds.map(({ kind }) => kind)).toContain('invitation-accepted');
    const kept =
      JSON.stringify(await world.deps.db('credential').select()) +
      JSON.stringify(await world.deps.db('session').select());
    expect(kept).not.toContain(key);
    world.clock.pass(60);
    await expect(logIn(world, { email: EMAIL, password: PASSWORD, totpSecret: key })).resolves.toBeDefined();
  });

  it('counts the code that enrolled the app as used', async () => {
    const link = await invite(municipality, ['viewer']);
    const { key } = await enrol(request.agent(world.app), link);
    const agent = request.agent(world.app);
    await submit(agent, '/inloggen', { email: EMAIL, wachtwoord: PASSWORD });
    const again = await submit(agent, '/inloggen/code', { code: await totpCode(key, world.clock.now()) });
    expect(again.text).toContain('Deze code is al gebruikt');
  });

  it.each([
    ['te kort', 'kort', 'te kort'],
    ['het e-mailadres', EMAIL, 'Uw e-mailadres is geen veilig wachtwoord'],
    ['een bekend woord', 'Welkomwelkom2026!', 'makkelijk te raden'],
    ['een teken', 'aaaaaaaaaaaaaaaa', 'makkelijk te raden'],
  ])('refuses a password that is %s, and keeps the rest', async (_, password, sentence) => {
    const link = await invite(municipality, ['viewer']);
    const agent = request.agent(world.app);
    const fields = { naam: 'Fenna de Vries', functie: 'Wethouder', 'nieuw-wachtwoord': password };
    const answer = await submit(agent, link, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(sentence);
    expect(answer.text).toContain('value="Fenna de Vries"');
    expect((await agent.get(`${link}/app`)).headers['location']).toBe(link);
  });

  it('keeps the same key when the code is wrong, since the app has scanned it', async () => {
    const link = await invite(municipality, ['viewer']);
    const agent = request.agent(world.app);
    await submit(agent, link, { naam: 'F. de Vries', 'nieuw-wachtwoord': PASSWORD });
    const key = keyOn((await agent.get(`${link}/app`)).text);
    const right = await totpCode(key, world.clock.now());
    const answer = await submit(agent, `${link}/app`, { code: right === '111111' ? '222222' : '111111' });
    expect(answer.status).toBe(422);
    expect(keyOn(answer.text)).toBe(key);
    expect(await findPersonByEmail(world.deps.db, EMAIL)).toBeNull();
  });

  it('works once, also for two browsers at the same moment', async () => {
    const link = await invite(municipality, ['viewer']);
    const agents = [request.agent(world.app), request.agent(world.app)];
    const keys: string[] = [];
    for (const agent of agents) {
      await submit(agent, link, { naam: 'F. de Vries', 'nieuw-wachtwoord': PASSWORD });
      keys.push(keyOn((await agent.get(`${link}/app`)).text));
    }
    const answers = await Promise.all(
      agents.map(async (agent, at) =>
        submit(agent, `${link}/app`, { code: await totpCode(keys[at] ?? '', world.clock.now()) }),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    // The other comes after the commit, or reads the invitation before it and the new account after it: then it may log in.
    const other = answers.find(({ status }) => status !== 303);
    if (other?.status === 200) expect(other.text).toContain('/inloggen?terug=');
    else expect(other?.status).toBe(404);
    expect(await world.deps.db('person').where({ email: EMAIL })).toHaveLength(1);
    expect(await world.deps.db('membership')).toHaveLength(1);
  });

  it('says the same of a link that is used, too old, withdrawn or never was one', async () => {
    const used = await invite(municipality, ['viewer'], 'een@utrecht.example');
    await enrol(request.agent(world.app), used);
    const withdrawn = await invite(municipality, ['viewer'], 'twee@utrecht.example');
    await world.deps
      .db('invitation')
      .where({ email: 'twee@utrecht.example' })
      .update({ withdrawn_at: world.clock.now() });
    const old = await invite(municipality, ['viewer'], 'drie@utrecht.example');
    world.clock.pass(14 * 24 * 3600 + 1);
    const texts = [];
    for (const link of [used, withdrawn, old, '/uitnodigingen/nooit-gemaakt']) {
      const answer = await request(world.app).get(link);
      expect(answer.status).toBe(404);
      texts.push(answer.text.replaceAll(link, '').replace(/name="_csrf" value="[^"]+"/g, ''));
    }
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('Vraag een nieuwe link aan');
  });

  it('is renewed once, to the same address, when it was too old; a used or withdrawn one is not, with the same answer', async () => {
    const old = await invite(municipality, ['viewer']);
    world.clock.pass(14 * 24 * 3600 + 1);
    const renew = (link: string) => submit(request.agent(world.app), link, {}, `${link}/nieuw`);
    const first = await renew(old);
    expect(first.text).toContain('Kijk in uw e-mail');
    const sent = await mails();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.to.email).toBe(EMAIL);
    expect((await renew(old)).text).toContain('Kijk in uw e-mail');
    expect((await renew('/uitnodigingen/nooit-gemaakt')).text).toContain('Kijk in uw e-mail');
    expect(await mails()).toHaveLength(2);
    const { answer } = await enrol(request.agent(world.app), linkOf(sent[1]?.values));
    expect(answer.status).toBe(303);
  });

  it('of an NVVK employee speaks of no admission, is renewed as such, and leads to the work of the desk', async () => {
    const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
    if (!nvvk) throw new Error('the NVVK is there from the start');
    const link = await invite(nvvk, ['steward']);
    expect((await request(world.app).get(link)).text).toContain('U bent uitgenodigd om voor');
    await submit(request.agent(world.app), link, {}, `${link}/nieuw`);
    const renewed = (await mails()).at(-1);
    expect(renewed?.template).toBe('uitnodiging');
    const agent = request.agent(world.app);
    await enrol(agent, linkOf(renewed?.values));
    expect((await agent.get('/account/herstelcodes/nieuw')).text).toContain('href="/beheer"');
  });

  it('adds an organisation to an account that is there already, after its log-in', async () => {
    const jansen = await account(world, municipality.id, ['contact']);
    const partner = await admittedPartner(world, { name: 'Energie Noord', kvk: '12345678', sectors: ['energie'] });
    const link = await invite(partner, ['admin'], jansen.email);
    const visitor = await request(world.app).get(link);
    expect(visitor.text).toContain('U hebt al een account');
    expect(visitor.text).toContain(`/inloggen?terug=${encodeURIComponent(link)}`);
    const agent = await logIn(world, jansen);
    const joined = await submit(agent, link, {}, `${link}/aannemen`);
    expect(joined.headers['location']).toBe('/overzicht');
    expect((await agent.get('/account')).text).toContain('Energie Noord, organisatiebeheerder');
    expect((await submit(agent, link, {}, `${link}/aannemen`)).status).toBe(404);
  });

  it('is not for who is logged in as another, and says as whom', async () => {
    const jansen = await account(world, municipality.id, ['contact']);
    const agent = await logIn(world, jansen);
    const link = await invite(municipality, ['admin']);
    const opened = await agent.get(link);
    expect(opened.text).toContain(`U bent ingelogd als A. Jansen (${jansen.email})`);
    const taken = await agent
      .post(`${link}/aannemen`)
      .type('form')
      .send({ _csrf: tokenOf(opened) });
    expect(taken.status).toBe(404);
    expect(await world.deps.db('membership').where({ person_id: jansen.personId })).toHaveLength(1);
  });
});
