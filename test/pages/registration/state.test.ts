import request from 'supertest';
import type { Viewer } from '../../../src/domain/parties';
import { admitRegistration } from '../../../src/usecases/onboarding/admit-registration';
import { askSupplement } from '../../../src/usecases/onboarding/ask-supplement';
import { noteRegistration } from '../../../src/usecases/onboarding/note-registration';
import { refuseRegistration } from '../../../src/usecases/onboarding/refuse-registration';
import { registerMunicipality } from '../../../src/usecases/onboarding/register-municipality';
import { submit } from '../../support/people';
import { municipalityAnswers, steward } from '../../support/registrations';
import { testWorld, type World } from '../../support/world';

let world: World;
let bakker: Viewer;
let number: string;
let address: string;
beforeEach(async () => {
  world = await testWorld();
  bakker = await steward(world);
  const received = await registerMunicipality(world.deps, municipalityAnswers());
  number = received.number;
  address = `/aanmeldingen/${received.secret}`;
});
afterEach(() => world.close());

const look = () => request(world.app).get(address);

test('the link opens the state without login, and keeps to itself what the desk notes', async () => {
  await noteRegistration(world.deps, bakker, { number, kind: 'note', body: 'Bel de griffie.' });
  const page = await look();
  expect(page.status).toBe(200);
  expect(page.text).toContain('Gemeente Utrecht');
  expect(page.text).toContain('Wacht op de NVVK');
  expect(page.text).not.toContain('Bel de griffie.');
  expect(page.text).not.toContain('M. Bakker');
});

test.each(['/aanmeldingen/geraden', '/aanmeldingen/A-2026-000001', '/aanmeldingen/geraden/aanvulling'])(
  '%s opens nothing and says what to do',
  async (path) => {
    const page = await request(world.app).get(path);
    expect(page.status).toBe(404);
    expect(page.text).toContain('Controleer de link in uw e-mail');
  },
);

test('what is asked can be answered, and the promise counts from the answer', async () => {
  await askSupplement(world.deps, bakker, { number, version: 1, question: 'Welk adres is van de gemeente?' });
  const asked = await look();
  expect(asked.text).toContain('Welk adres is van de gemeente?');
  expect(asked.text).toContain(`href="${address}/aanvulling"`);
  world.clock.set('2026-11-24T09:00:00.000Z');
  const agent = request.agent(world.app);
  const fields = {
    antwoord: 'Dit is het goede adres.',
    naam: 'A. Jansen',
    functie: 'Beleidsmedewerker',
    email: 'aj@utrecht.example',
    telefoon: '030 123 45 67',
    postvak: 'vroegsignalering@utrecht.example',
    besluit: 'nee',
  };
  const refused = await submit(agent, `${address}/aanvulling`, { ...fields, antwoord: '', email: 'fout' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Er zijn 2 fouten gevonden');
  expect(refused.text).toContain('value="fout"');
  const sent = await submit(agent, `${address}/aanvulling`, fields);
  expect(sent.headers['location']).toBe(address);
  const after = await look();
  expect(after.text).toContain('Uw aanvulling kwam op 24 november 2026, 10.00 uur.');
  expect(after.text).toContain('Verwacht op 24 november 2026');
  // Nothing is asked any more.
  expect((await agent.get(`${address}/aanvulling`)).headers['location']).toBe(address);
});

test('a refusal says why and what to do', async () => {
  await refuseRegistration(world.deps, bakker, { number, version: 1, reason: 'De gemeente kent u niet.' });
  const page = await look();
  expect(page.text).toContain('De gemeente kent u niet.');
  expect(page.text).toContain('href="/aanmelden/gemeente"');
  expect(page.text).not.toContain('M. Bakker');
});

test('an admission says when, and that the invitation was mailed', async () => {
  await admitRegistration(world.deps, bakker, { number, version: 1 });
  const page = await look();
  expect(page.text).toContain('Toegelaten');
  expect(page.text).toContain('e-mail met een uitnodiging');
});
