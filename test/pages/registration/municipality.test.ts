import request from 'supertest';
import { findMunicipality } from '../../../src/persistence/party';
import { countRegistration } from '../../../src/usecases/onboarding/count-registration';
import { admittedMunicipality } from '../../support/parties';
import { submit, tokenOf, type Agent } from '../../support/people';
import { testWorld, type World } from '../../support/world';

let world: World;
let agent: Agent;
beforeEach(async () => {
  world = await testWorld();
  agent = request.agent(world.app);
});
afterEach(() => world.close());

const FIRST = '/aanmelden/gemeente';
const CONTACT = `${FIRST}/contactpersoon`;
const DECISION = `${FIRST}/besluit`;
const CHECK = `${FIRST}/controleren`;

const contact = {
  naam: 'A. Jansen',
  functie: 'Beleidsmedewerker',
  email: 'a.jansen@denhaag.example',
  telefoon: '070 123 45 67',
  postvak: 'vroegsignalering@denhaag.example',
};
const decision = { besluit: 'ja', 'datum-dag': '16', 'datum-maand': '2', 'datum-jaar': '2026', kenmerk: 'B2026-017' };

async function answerAll(): Promise<void> {
  await submit(agent, FIRST, { gemeente: 'Den Haag' });
  await submit(agent, CONTACT, contact);
  await submit(agent, DECISION, decision);
}

test('a municipality registers in four screens and lands on the state of its registration', async () => {
  expect((await submit(agent, FIRST, { gemeente: 'den haag' })).headers['location']).toBe(CONTACT);
  expect((await submit(agent, CONTACT, contact)).headers['location']).toBe(DECISION);
  expect((await submit(agent, DECISION, decision)).headers['location']).toBe(CHECK);
  const check = await agent.get(CHECK);
  for (const answer of ["'s-Gravenhage", 'GM0518', 'A. Jansen', '16 februari 2026, kenmerk B2026-017']) {
    expect(check.text.replaceAll('&#39;', "'")).toContain(answer);
  }
  const sent = await submit(agent, CHECK, {});
  expect(sent.status).toBe(303);
  expect(sent.headers['location']).toMatch(/^\/aanmeldingen\/[\w-]{32}$/);
  const state = await agent.get(sent.headers['location'] ?? '');
  expect(state.text).toContain('A-2026-000001');
  expect(state.text).toContain('23 november 2026, 09.00 uur');
  expect(state.text).toContain('Verwacht op 23 november 2026');
  expect(await findMunicipality(world.deps.db, 'GM0518')).toMatchObject({ status: 'applied' });
  // What was sent is forgotten by this browser; who goes back to the last screen meets what came of it.
  expect((await agent.get(DECISION)).headers['location']).toBe(FIRST);
  expect((await agent.get(CHECK)).headers['location']).toMatch(/^\/aanmeldingen\//);
});

test('the first screen offers every municipality and alias to the browser', async () => {
  const page = await agent.get(FIRST);
  expect(page.text.match(/<option /g)?.length).toBeGreaterThanOrEqual(342);
  expect(page.text).toContain('<option value="Den Haag">');
});

test('an ended municipality is answered with its successor', async () => {
  const page = await submit(agent, FIRST, { gemeente: 'Weesp' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('GM0457 (Weesp) hoort sinds 24 maart 2022 bij Amsterdam.');
  expect(page.text).toContain('<title>Fout: Welke gemeente');
  expect(page.text).toContain('value="Weesp"');
});

test('two municipalities of one name are both offered, and the choice counts', async () => {
  const page = await submit(agent, FIRST, { gemeente: 'Bergen' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('value="GM0373"');
  expect(page.text).toContain('value="GM0893"');
  const chosen = await submit(agent, FIRST, { gemeente: 'Bergen', keuze: 'GM0893' });
  expect(chosen.headers['location']).toBe(CONTACT);
});

test('a choice that was not offered counts for nothing', async () => {
  expect((await submit(agent, FIRST, { gemeente: 'Bergen', keuze: 'GM0344' })).status).toBe(422);
});

test('a slip of the pen is answered with what was meant, nonsense with a sentence', async () => {
  const slip = await submit(agent, FIRST, { gemeente: 'Utrehct' });
  expect(slip.text).toContain('value="GM0344"');
  const nonsense = await submit(agent, FIRST, { gemeente: 'Xyzzy<b>' });
  expect(nonsense.status).toBe(422);
  expect(nonsense.text).toContain('Wij kennen geen gemeente &#34;Xyzzy&lt;b&gt;&#34;.');
});

test('a municipality that takes part is told so, helped by the mailbox of the NVVK and nobody else', async () => {
  await admittedMunicipality(world, 'GM0344');
  const page = await submit(agent, FIRST, { gemeente: 'Utrecht' });
  expect(page.status).toBe(422);
  expect(page.text).toContain(
    `Utrecht is al aangemeld. Vraag een collega om u toe te voegen, of mail de NVVK: ${world.deps.config.desk.mail}.`,
  );
});

test('a municipality that was registered meanwhile is refused on the last screen', async () => {
  await answerAll();
  const other = request.agent(world.app);
  await submit(other, FIRST, { gemeente: 'GM0518' });
  await submit(other, CONTACT, contact);
  await submit(other, DECISION, { besluit: 'nee' });
  expect((await submit(other, CHECK, {})).status).toBe(303);
  const page = await submit(agent, CHECK, {});
  expect(page.status).toBe(422);
  expect(page.text).toContain('is al aangemeld');
});

test('a contact with mistakes comes back filled in, with a link to each field', async () => {
  await submit(agent, FIRST, { gemeente: 'Utrecht' });
  const page = await submit(agent, CONTACT, { ...contact, naam: '', email: 'a.jansen', telefoon: '12' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('Er zijn 3 fouten gevonden');
  for (const field of ['naam', 'email', 'telefoon']) expect(page.text).toContain(`href="#${field}"`);
  expect(page.text).toContain('value="a.jansen"');
  expect(page.text).toContain('value="Beleidsmedewerker"');
});

test.each([
  [{ besluit: '' }, 'Kies of er al een besluit is.'],
  [{ ...decision, 'datum-dag': '31' }, 'Deze datum bestaat niet.'],
  [{ ...decision, 'datum-jaar': '2027' }, 'De datum van het besluit ligt in de toekomst.'],
  [{ besluit: 'ja', kenmerk: 'x' }, 'Vul de datum van het besluit in.'],
  [{ ...decision, kenmerk: ' ' }, 'Vul het kenmerk van het besluit in.'],
])('a decision %j is refused', async (fields, sentence) => {
  await submit(agent, FIRST, { gemeente: 'Utrecht' });
  await submit(agent, CONTACT, contact);
  const page = await submit(agent, DECISION, fields);
  expect(page.status).toBe(422);
  expect(page.text).toContain(sentence);
});

test('without a decision yet the registration goes on', async () => {
  await submit(agent, FIRST, { gemeente: 'Utrecht' });
  await submit(agent, CONTACT, contact);
  expect((await submit(agent, DECISION, { besluit: 'nee' })).headers['location']).toBe(CHECK);
  expect((await agent.get(CHECK)).text).toContain('Nog geen besluit');
});

test('a later screen leads to the first one that is still open', async () => {
  expect((await agent.get(CHECK)).headers['location']).toBe(FIRST);
  await submit(agent, FIRST, { gemeente: 'Utrecht' });
  expect((await agent.get(DECISION)).headers['location']).toBe(CONTACT);
});

test('answers of an earlier visit are still there', async () => {
  await submit(agent, FIRST, { gemeente: 'Utrecht' });
  await submit(agent, CONTACT, contact);
  const first = await agent.get(FIRST);
  expect(first.text).toContain('Uw antwoorden staan nog klaar.');
  expect(first.text).toContain(`href="${DECISION}"`);
  expect((await agent.get(CONTACT)).text).toContain('value="a.jansen@denhaag.example"');
});

test('one thing is changed from the last screen, and one is back there', async () => {
  await answerAll();
  const changed = await submit(agent, `${CONTACT}?terug=controleren`, {
    ...contact,
    naam: 'B. Smit',
    terug: 'controleren',
  });
  expect(changed.headers['location']).toBe(CHECK);
  expect((await agent.get(CHECK)).text).toContain('B. Smit');
});

const pressTwice = async (): Promise<readonly string[]> => {
  const token = tokenOf(await agent.get(CHECK));
  const press = async (): Promise<string> =>
    (await agent.post(CHECK).type('form').send({ _csrf: token })).headers['location'] ?? '';
  const [one, other] = await Promise.all([press(), press()]);
  return [one, other, await press(), (await agent.get(CHECK)).headers['location'] ?? ''];
};

test('a double click on the button, or one more later, is one registration and ends on its page', async () => {
  await answerAll();
  const places = await pressTwice();
  for (const place of places) {
    expect(place).toMatch(/^\/aanmeldingen\/[\w-]{20,}$/);
    expect((await agent.get(place)).text).toContain('A-2026-000001');
  }
  expect(await world.deps.db('registration')).toHaveLength(1);
  expect(await world.deps.db('outbox').where({ kind: 'mail' })).toHaveLength(1);
});

test('the same browser registers another municipality afterwards', async () => {
  await answerAll();
  await pressTwice();
  await submit(agent, FIRST, { gemeente: 'Utrecht' });
  await submit(agent, CONTACT, contact);
  await submit(agent, DECISION, { besluit: 'nee' });
  const sent = await submit(agent, CHECK, {});
  expect((await agent.get(sent.headers['location'] ?? '')).text).toContain('A-2026-000002');
});

test('from one address not without end: the answers are kept', async () => {
  await answerAll();
  for (let time = 1; time <= 20; time += 1)
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) await countRegistration(world.deps, address);
  const refused = await submit(agent, CHECK, {});
  expect([refused.status, refused.text.includes('Probeer het over 15 minuten opnieuw')]).toEqual([422, true]);
  expect(await world.deps.db('registration')).toHaveLength(0);
  world.clock.pass(16 * 60);
  expect((await submit(agent, CHECK, {})).status).toBe(303);
});
