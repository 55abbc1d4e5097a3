import request from 'supertest';
import { findMunicipality } from '../../../src/persistence/party';
import { findRegistration } from '../../../src/persistence/registration';
import { registerMunicipality } from '../../../src/usecases/onboarding/register-municipality';
import { registerPartner } from '../../../src/usecases/onboarding/register-partner';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { member, submit, type TestMember } from '../../support/people';
import { municipalityAnswers, orderedMails, partnerAnswers, stewardMember } from '../../support/registrations';
import { testWorld, type World } from '../../support/world';

let world: World;
let bakker: TestMember;
beforeEach(async () => {
  world = await testWorld();
  bakker = await stewardMember(world);
});
afterEach(() => world.close());

const DESK = '/beheer';
const PAGE = '/beheer/aanmeldingen/A-2026-000001';

const register = () => registerMunicipality(world.deps, municipalityAnswers());
const press = (someone: TestMember, deed: string, fields: Readonly<Record<string, string | readonly string[]>>) =>
  submit(someone.agent, PAGE, { versie: '1', ...fields }, `${PAGE}/${deed}`);

test('an empty desk says that everything is done', async () => {
  const page = await bakker.agent.get(DESK);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Alles is gedaan.');
});

test('the oldest registration stands first, with its age and the promise', async () => {
  await register();
  world.clock.set('2026-11-24T08:00:00.000Z');
  bakker = await stewardMember(world);
  await registerPartner(world.deps, partnerAnswers());
  const page = await bakker.agent.get(DESK);
  expect(page.text.indexOf('Gemeente Utrecht wil meedoen')).toBeLessThan(
    page.text.indexOf('Denkbeeld Energie B.V. wil meedoen'),
  );
  expect(page.text).toContain('A-2026-000001, beloofd op 23 november 2026.');
  expect(page.text).toContain('(gisteren)');
});

test('what one employee has in hand shows with the others, and under "van mij"', async () => {
  await register();
  const visser = await stewardMember(world, 'K. Visser');
  expect((await press(bakker, 'behandeling', {})).headers['location']).toBe(PAGE);
  expect((await visser.agent.get(DESK)).text).toContain('M. Bakker is hiermee bezig.');
  expect((await visser.agent.get(PAGE)).text).toContain('Neem over');
  expect((await bakker.agent.get(`${DESK}?van=mij`)).text).toContain('Gemeente Utrecht wil meedoen');
  expect((await visser.agent.get(`${DESK}?van=mij`)).text).toContain('U hebt niets in behandeling.');
});

test('a registration shows what was filled in, what the checks say and what follows', async () => {
  await admittedPartner(world, { name: 'Waterbedrijf Verzonnen', kvk: '87654321', sectors: ['drinkwater'] });
  await register();
  const page = await bakker.agent.get(PAGE);
  expect(page.text).toContain('16 februari 2026, kenmerk B2026-017');
  expect(page.text).toContain('utrecht.example past bij de naam.');
  expect(page.text).toContain('Er komt 1 overeenkomst om klaar te zetten.');
});

test('an organisation with a name like another stands beside it', async () => {
  await admittedPartner(world, { name: 'Denkbeeld Energy N.V.', kvk: '87654321', sectors: ['energie'] });
  await registerPartner(world.deps, partnerAnswers());
  const page = await bakker.agent.get(PAGE);
  expect(page.text).toContain('Lijkt op Denkbeeld Energy N.V.<');
  expect(page.text).toContain('87654321');
});

test('a partner for the whole country would get an agreement with each municipality that takes part', async () => {
  await admittedMunicipality(world, 'GM0344');
  await admittedMunicipality(world, 'GM0518');
  await registerPartner(world.deps, partnerAnswers());
  expect((await bakker.agent.get(PAGE)).text).toContain('Er komen 2 overeenkomsten om klaar te zetten.');
});

test('an employee admits, and it stands under what was done today', async () => {
  await register();
  expect((await press(bakker, 'toelating', {})).headers['location']).toBe(PAGE);
  expect(await findMunicipality(world.deps.db, 'GM0344')).toMatchObject({ status: 'admitted' });
  const page = await bakker.agent.get(PAGE);
  expect(page.text).toContain('Toegelaten op 23 november 2026, 09.00 uur door M. Bakker');
  expect(page.text).not.toContain('Laat toe');
  expect((await bakker.agent.get(DESK)).text).toContain('Gemeente Utrecht: toegelaten door M. Bakker');
});

test('a colleague was first: 409, and the new state is a click away', async () => {
  await register();
  const visser = await stewardMember(world, 'K. Visser');
  const opened = await visser.agent.get(PAGE);
  expect(opened.text).toContain('Laat toe');
  const token = /name="_csrf" value="([^"]+)"/.exec(opened.text)?.[1] ?? '';
  await press(bakker, 'afwijzing', { reden: 'Dubbel.' });
  const late = await visser.agent.post(`${PAGE}/toelating`).type('form').send({ _csrf: token, versie: '1' });
  expect(late.status).toBe(409);
  expect(late.text).toContain('Een collega heeft deze aanmelding al behandeld.');
  expect(await findMunicipality(world.deps.db, 'GM0344')).toMatchObject({ status: 'listed' });
});

test('a question is made of standard texts and an own line; an empty one comes back', async () => {
  await register();
  const empty = await press(bakker, 'vraag', {});
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('Kies wat u mist, of schrijf het zelf.');
  await press(bakker, 'vraag', { standaard: ['besluit'], vraag: 'Stuur ook het besluitnummer.' });
  const registration = await findRegistration(world.deps.db, 'A-2026-000001');
  expect(registration?.question).toBe(
    'Wij missen de datum of het kenmerk van het besluit van het college. Vul die in.\nStuur ook het besluitnummer.',
  );
  expect((await orderedMails(world)).at(-1)?.template).toBe('aanmelding-aanvullen');
  expect((await bakker.agent.get(DESK)).text).toContain('Wacht op de aanmelder');
});

test('a refusal needs a reason, and what was typed comes back', async () => {
  await register();
  expect((await press(bakker, 'afwijzing', { reden: '  ' })).status).toBe(422);
  const long = await press(bakker, 'afwijzing', { reden: 'x'.repeat(2001) });
  expect(long.status).toBe(422);
  expect(long.text).toContain('x'.repeat(2001));
});

test('notes and calls are kept with who and when', async () => {
  await register();
  expect((await press(bakker, 'aantekeningen', { soort: 'telefoon', tekst: '' })).status).toBe(422);
  await press(bakker, 'aantekeningen', { soort: 'telefoon', tekst: 'Belt morgen terug.' });
  const page = await bakker.agent.get(PAGE);
  expect(page.text).toContain('23 november 2026, 09.00 uur, telefoongesprek, M. Bakker');
  expect(page.text).toContain('Belt morgen terug.');
});

test('an unknown registration is not there', async () => {
  expect((await bakker.agent.get('/beheer/aanmeldingen/A-2026-000009')).status).toBe(404);
});

test('the desk is for NVVK employees: others find nothing there, visitors log in first', async () => {
  await register();
  const utrecht = await admittedMunicipality(world, 'GM0518');
  const admin = await member(world, utrecht.id, ['admin', 'contact']);
  for (const path of [DESK, PAGE, '/beheer/organisaties', `/beheer/organisaties/${utrecht.id}`]) {
    expect((await admin.agent.get(path)).status).toBe(404);
    expect((await request(world.app).get(path)).headers['location']).toMatch(/^\/inloggen\?terug=/);
  }
  const token = /name="_csrf" value="([^"]+)"/.exec((await admin.agent.get('/account')).text)?.[1] ?? '';
  for (const deed of ['toelating', 'afwijzing', 'vraag', 'behandeling', 'aantekeningen']) {
    const answer = await admin.agent
      .post(`${PAGE}/${deed}`)
      .type('form')
      .send({ _csrf: token, versie: '1', reden: 'x' });
    expect([403, 404]).toContain(answer.status);
  }
  expect(await findRegistration(world.deps.db, 'A-2026-000001')).toMatchObject({ status: 'received', version: 1 });
});
