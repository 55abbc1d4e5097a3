import request from 'supertest';
import { findPartnerByKvk } from '../../../src/persistence/party';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { submit, type Agent } from '../../support/people';
import { testWorld, type World } from '../../support/world';

let world: World;
let agent: Agent;
beforeEach(async () => {
  world = await testWorld();
  agent = request.agent(world.app);
});
afterEach(() => world.close());

const FIRST = '/aanmelden/signaalpartner';
const ORGANISATION = `${FIRST}/organisatie`;
const ENERGY = `${FIRST}/werkgebied/energie`;
const RENT = `${FIRST}/werkgebied/huur`;
const CONTACT = `${FIRST}/contactpersoon`;
const CHECK = `${FIRST}/controleren`;

const organisation = { kvk: '1234 5678', naam: 'Denkbeeld Energie B.V.', plaats: 'Utrecht' };
const contact = {
  naam: 'A. Jansen',
  functie: 'Manager',
  email: 'a.jansen@denkbeeld.example',
  telefoon: '+31 30 1234567',
  postvak: 'signalen@denkbeeld.example',
};

async function upToArea(sectors: readonly string[] = ['energie']): Promise<void> {
  await submit(agent, FIRST, { sector: sectors });
  await submit(agent, ORGANISATION, organisation);
}

test('a partner for two sectors registers, with an area for each', async () => {
  await admittedMunicipality(world, 'GM0344');
  expect((await submit(agent, FIRST, { sector: ['energie', 'huur'] })).headers['location']).toBe(ORGANISATION);
  expect((await submit(agent, ORGANISATION, organisation)).headers['location']).toBe(RENT);
  expect((await submit(agent, RENT, { bereik: 'gemeenten', gemeenten: 'GM0344\nDen Haag' })).headers['location']).toBe(
    ENERGY,
  );
  expect((await submit(agent, ENERGY, { bereik: 'land' })).headers['location']).toBe(CONTACT);
  expect((await submit(agent, CONTACT, contact)).headers['location']).toBe(CHECK);
  const check = await agent.get(CHECK);
  expect(check.text).toContain('12345678');
  expect(check.text).toContain('342 gemeenten, 1 doet mee');
  expect(check.text).toContain('2 gemeenten, 1 doet mee');
  const sent = await submit(agent, CHECK, {});
  expect(sent.headers['location']).toMatch(/^\/aanmeldingen\/[\w-]{32}$/);
  const party = await findPartnerByKvk(world.deps.db, '12345678');
  expect(party).toMatchObject({ status: 'applied', name: 'Denkbeeld Energie B.V.' });
  expect(
    await world.deps.db('service_area').where({ partner_id: party?.id }).orderBy('sector_code').orderBy('code'),
  ).toMatchObject([
    { sector_code: 'energie', scope: 'country', code: 'NL' },
    { sector_code: 'huur', scope: 'municipality', code: 'GM0344' },
    { sector_code: 'huur', scope: 'municipality', code: 'GM0518' },
  ]);
});

test('a closed sector is shown with the reason, and cannot be chosen by other means', async () => {
  await world.deps.db('sector').where({ code: 'energie' }).update({ closed_from: '2026-10-01' });
  const page = await agent.get(FIRST);
  expect(page.text).toContain('Aansluiten kan niet meer sinds 1 oktober 2026.');
  expect(page.text).toMatch(/value="energie"[^>]* disabled/);
  const chosen = await submit(agent, FIRST, { sector: 'energie' });
  expect(chosen.status).toBe(422);
  expect(chosen.text).toContain('Kies ten minste één sector.');
});

test.each([
  [{ ...organisation, kvk: '1234567' }, 'Een KvK-nummer heeft 8 cijfers.'],
  [{ ...organisation, kvk: '' }, 'Vul het KvK-nummer in.'],
  [{ ...organisation, naam: '' }, 'Vul de naam van de organisatie in.'],
  [{ ...organisation, naam: 'Denkbeeld 能源' }, 'Dit bevat een teken dat niet in het document kan staan.'],
])('an organisation %j is refused and comes back', async (fields, sentence) => {
  await submit(agent, FIRST, { sector: 'energie' });
  const page = await submit(agent, ORGANISATION, fields);
  expect(page.status).toBe(422);
  expect(page.text).toContain(sentence);
  expect(page.text).toContain('value="Utrecht"');
});

test('a KvK number that takes part is told so, with the mailbox of the NVVK', async () => {
  await admittedPartner(world, { name: 'Eerder', kvk: '12345678', sectors: ['energie'] });
  await submit(agent, FIRST, { sector: 'energie' });
  const page = await submit(agent, ORGANISATION, organisation);
  expect(page.status).toBe(422);
  expect(page.text).toContain('Het KvK-nummer 12345678 is al aangemeld.');
  expect(page.text).toContain(world.deps.config.desk.mail);
  expect(page.text).not.toContain('Eerder');
});

test.each([
  [{ bereik: '' }, 'Kies waar u werkt.'],
  [{ bereik: 'provincies' }, 'Kies ten minste één provincie.'],
  [{ bereik: 'gemeenten', gemeenten: '' }, 'Vul ten minste één gemeente in.'],
  [{ bereik: 'gemeenten', gemeenten: 'GM0457' }, 'GM0457 (Weesp) hoort sinds 24 maart 2022 bij Amsterdam.'],
  [{ bereik: 'gemeenten', gemeenten: 'Utrecht\nGM9999' }, 'Regel 2: wij kennen geen gemeente &#34;GM9999&#34;.'],
])('an area %j is refused and comes back', async (fields, sentence) => {
  await upToArea();
  const page = await submit(agent, ENERGY, fields);
  expect(page.status).toBe(422);
  expect(page.text).toContain(sentence);
});

test('the municipalities of an area are counted on request, and the answer is kept', async () => {
  await admittedMunicipality(world, 'GM0344');
  await upToArea();
  const counted = await submit(agent, ENERGY, { bereik: 'provincies', provincies: 'PV26', actie: 'tellen' });
  expect(counted.status).toBe(200);
  expect(counted.text).toContain('Dat zijn 26 gemeenten, 1 doet mee.');
  expect((await agent.get(ENERGY)).text).toContain('Dat zijn 26 gemeenten, 1 doet mee.');
});

test('the second sector begins with the area of the first', async () => {
  await upToArea(['energie', 'huur']);
  await submit(agent, RENT, { bereik: 'gemeenten', gemeenten: 'Utrecht' });
  expect((await agent.get(ENERGY)).text).toMatch(/<textarea[^>]*>\s*Utrecht<\/textarea>/);
});

test('a sector that was not chosen has no screen', async () => {
  await upToArea(['energie']);
  expect((await agent.get(RENT)).status).toBe(404);
});

test('a sector that is added on the last screen asks its area first', async () => {
  await upToArea();
  await submit(agent, ENERGY, { bereik: 'land' });
  await submit(agent, CONTACT, contact);
  const added = await submit(agent, `${FIRST}?terug=controleren`, {
    sector: ['energie', 'huur'],
    terug: 'controleren',
  });
  expect(added.headers['location']).toBe(RENT);
  expect((await agent.get(CHECK)).headers['location']).toBe(RENT);
});

test('a KvK number that was registered meanwhile is refused on the last screen', async () => {
  await upToArea();
  await submit(agent, ENERGY, { bereik: 'land' });
  await submit(agent, CONTACT, contact);
  await admittedPartner(world, { name: 'Eerder', kvk: '12345678', sectors: ['energie'] });
  const page = await submit(agent, CHECK, {});
  expect(page.status).toBe(422);
  expect(page.text).toContain('is al aangemeld');
});
