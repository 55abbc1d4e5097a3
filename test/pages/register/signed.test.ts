import request from 'supertest';
import { signAll } from '../../support/ceremonies';
import { member } from '../../support/people';
import { readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

let world: World;
let pair: Pair;

beforeEach(async () => {
  world = await testWorld('2026-11-23T08:00:00.000Z');
  pair = await readyPair(world);
});
afterEach(() => world.close());

const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const said = async (query = ''): Promise<string> =>
  words((await request(world.app).get(`/register/gemeenten/GM0344/signaalpartners/SP-00001${query}`)).text);

describe('the register while two parties sign', () => {
  it('follows every step, and says yes from the moment of the last signature', async () => {
    expect(await said()).toContain('Nee, nog niet De overeenkomst is nog niet aangeboden.');

    await signAll(world, pair.contact, pair.wethouder);
    const half = await said();
    expect(half).toContain('Nee, nog niet De gemeente heeft getekend. De signaalpartner nog niet.');
    expect(half).toContain('Wacht op handtekeningen');
    expect(half).toContain('Getekend door gemeente 23 november 2026');
    expect(half).toContain('Getekend door signaalpartner Nog niet');

    world.clock.set('2026-11-25T13:02:00.000Z');
    await signAll(world, pair.partnerContact, pair.director);
    const first = await said();
    expect(first).toContain('Ja, vanaf 14.02 uur');
    expect(first).toContain('OVK-2026-000001');
    expect(first).toContain('Ondertekend in dit portaal');
    expect(await said('?dag=2026-11-24')).toContain('Getekend door signaalpartner 25 november 2026, dus na deze dag');

    world.clock.set('2026-11-26T08:00:00.000Z');
    const after = await said();
    expect(after).toContain('Ja Op 26 november 2026 mag dat. De overeenkomst is van kracht sinds 25 november 2026.');
    for (const person of ['Vries', 'Łukasz', 'Jansen', 'Pieters']) expect(after).not.toContain(person);
  });

  it('tells as JSON whom the answer rests on', async () => {
    await signAll(world, pair.contact, pair.wethouder);
    await signAll(world, pair.partnerContact, pair.director);
    const { body } = await request(world.app).get('/api/v1/exchange-permissions?municipality=GM0344&partner=SP-00001');
    expect(body).toMatchObject([{ sector: 'energie', answer: 'yes', agreement: 'OVK-2026-000001', validUntil: null }]);
  });
});

describe('the file of today', () => {
  const PATH = '/overeenkomsten/export/vandaag.csv';

  it('tells a partner to whom and at which desk, and a municipality from whom', async () => {
    await signAll(world, pair.contact, pair.wethouder);
    await signAll(world, pair.partnerContact, pair.director);
    const [partner] = pair.partners;
    const sender = await member(world, partner?.id ?? '', ['viewer'], 'B. Bakker');
    const forPartner = await sender.agent.get(PATH);
    expect(forPartner.status).toBe(200);
    expect(forPartner.headers['cache-control']).toBe('no-store');
    expect(forPartner.headers['content-disposition']).toContain(
      'demonstratie-verzonnen-gegevens-signalen-sturen-2026-11-23.csv',
    );
    expect(forPartner.text).toBe(
      '\uFEFFgemeente;CBS-code;provincie;sector;vanaf;tot en met;loket;overeenkomst\r\n' +
        'Utrecht;GM0344;Utrecht;Energie;2026-11-23;;VPS;OVK-2026-000001\r\n',
    );

    const receiver = await member(world, pair.municipality.id, ['viewer'], 'C. Cornelisse');
    expect((await receiver.agent.get(PATH)).text).toBe(
      '\uFEFFsignaalpartner;nummer;KvK-nummer;sector;vanaf;tot en met;overeenkomst\r\n' +
        'Denkbeeld Energie 1 B.V.;SP-00001;99000001;Energie;2026-11-23;;OVK-2026-000001\r\n',
    );
  });

  it('is empty but for its header while nothing is in force', async () => {
    const receiver = await member(world, pair.municipality.id, ['viewer'], 'C. Cornelisse');
    expect((await receiver.agent.get(PATH)).text.trim().split('\r\n')).toHaveLength(1);
  });

  it('is for members only', async () => {
    const { status, headers } = await request(world.app).get(PATH);
    expect(status).toBe(303);
    expect(headers['location']).toBe(`/inloggen?terug=${encodeURIComponent(PATH)}`);
  });
});

it('the model text can be read with invented parties', async () => {
  const { status, text } = await request(world.app).get('/modeltekst');
  expect(status).toBe(200);
  expect(text).toContain('SP-00000');
  expect(words((await request(world.app).get('/convenant')).text)).toContain('modeltekst 2026.1');
});
