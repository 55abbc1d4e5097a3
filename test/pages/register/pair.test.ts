import request from 'supertest';
import type { Party } from '../../../src/domain/parties';
import { endPermission } from '../../../src/persistence/exchange-permission';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { draftBetween, endDraft, inForceBetween } from '../../support/register';
import { testWorld, type World } from '../../support/world';

let world: World;
let utrecht: Party;
let partner: Party;

beforeEach(async () => {
  world = await testWorld('2026-11-23T13:02:00.000Z');
  utrecht = await admittedMunicipality(world, 'GM0344');
  partner = await admittedPartner(world, { name: 'Denkbeeld Energie', kvk: '12345678', sectors: ['energie'] });
});
afterEach(() => world.close());

const pairPath = (query = '', code = 'GM0344'): string =>
  `/register/gemeenten/${code}/signaalpartners/${partner.number}${query}`;
const ask = (query = '', code = 'GM0344') => request(world.app).get(pairPath(query, code));
const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the page of one pair', () => {
  it('asks the question and answers yes for a day in the past, with the ground', async () => {
    const { number } = await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    const { status, text, headers } = await ask('?dag=1&maand=5&jaar=2024');
    expect(status).toBe(200);
    const said = words(text);
    expect(said).toContain('Mag Denkbeeld Energie signalen sturen aan de gemeente Utrecht?');
    expect(said).toContain('Ja Op 1 mei 2024 mocht dat. De overeenkomst was van kracht sinds 14 maart 2023.');
    expect(said).toContain(number);
    expect(said).toContain('Overgenomen uit het vorige portaal');
    expect(said).toContain('Geen einddatum bekend');
    expect(said).toContain('Stand van het register op 23 november 2026, 14.02 uur');
    expect(text).toContain('value="2024"');
    expect(headers['cache-control']).toBe('public, max-age=60');
    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['/register/gemeenten/gm0344/signaalpartners/sp-00001?dag=2024-05-01'],
    ['/register/gemeenten/gm0344'],
    ['/register/signaalpartners/sp-00001'],
  ])('has one address, whatever the letters of a code: %s', async (path) => {
    const { status, headers } = await request(world.app).get(path);
    const proper = path.replace('gm', 'GM').replace('sp-', 'SP-');
    expect([status, headers['location']]).toEqual([303, proper]);
    expect((await request(world.app).get(proper)).status).toBe(200);
  });

  it('reads the day from a link too', async () => {
    await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    expect(words((await ask('?dag=2023-03-13')).text)).toContain('Nee, nog niet');
    expect(words((await ask('?dag=2023-03-14')).text)).toContain('Ja, vanaf 11.00 uur');
    expect(words((await ask('?dag=2023-03-15')).text)).toContain('Op 15 maart 2023 mocht dat.');
  });

  it('asks about today when no day is given', async () => {
    await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    expect(words((await ask()).text)).toContain(
      'Op 23 november 2026 mag dat. De overeenkomst is van kracht sinds 14 maart 2023.',
    );
  });

  it('says until when, and "niet meer" afterwards', async () => {
    const { id } = await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    const end = { id: world.deps.newId(), agreementId: id, validUntil: '2027-04-01', recordedAt: world.clock.now() };
    expect(await world.deps.db.transaction((trx) => endPermission(trx, end))).toBe(true);
    expect(words((await ask()).text)).toContain('Ja, tot en met 31 maart 2027');
    const after = words((await ask('?dag=2027-04-01')).text);
    expect(after).toContain('Nee, niet meer De overeenkomst is van kracht tot en met 31 maart 2027.');
  });

  it('says of a right that is over until when it held', async () => {
    const { id } = await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    const end = { id: world.deps.newId(), agreementId: id, validUntil: '2026-07-01', recordedAt: world.clock.now() };
    await world.deps.db.transaction((trx) => endPermission(trx, end));
    const said = words((await ask()).text);
    expect(said).toContain('Nee, niet meer De overeenkomst was van kracht tot en met 30 juni 2026.');
    expect(said).toContain('Beëindigd');
    expect(words((await ask('?dag=2026-06-30')).text)).toContain('Ja Op 30 juni 2026 mocht dat.');
  });

  it('says "nog niet" of a draft, without its number', async () => {
    const { number } = await draftBetween(world, { municipality: utrecht, partner });
    const said = words((await ask()).text);
    expect(said).toContain('Nee, nog niet De overeenkomst is nog niet aangeboden.');
    expect(said).not.toContain(number);
  });

  it('says plainly that an agreement was declined', async () => {
    const { id } = await draftBetween(world, { municipality: utrecht, partner });
    await endDraft(world, id, 'declined', '2026-11-23');
    expect(words((await ask()).text)).toContain('Nee De overeenkomst is geweigerd op 23 november 2026.');
  });

  it('answers each sector apart', async () => {
    await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    await draftBetween(world, { municipality: utrecht, partner, sector: 'huur' });
    const said = words((await ask()).text);
    expect(said).toContain('Huur: nee, nog niet');
    expect(said).toContain('Energie: ja');
    expect(said).toContain('Energie: waarom?');
  });

  it('answers "nee" with the reason where there can be no agreement, never a 404', async () => {
    const { status, text } = await ask('', 'GM0301');
    expect(status).toBe(200);
    expect(words(text)).toContain('Nee De gemeente Zutphen doet niet mee aan het convenant.');
  });

  it('cannot say anything about the time before the register', async () => {
    expect(words((await ask('?dag=2020-12-31')).text)).toContain(
      'Niet te zeggen Het register begint op 1 januari 2021.',
    );
  });

  it.each([
    ['?dag=31&maand=2&jaar=2026', '31 februari bestaat niet.'],
    ['?dag=2026-02-31', '31 februari bestaat niet.'],
    ['?dag=1', 'Vul een dag in, zoals 1 5 2024.'],
    ['?dag=1&maand=5&jaar=24', 'Vul een dag in, zoals 1 5 2024.'],
    ['?dag=24&maand=11&jaar=2028', 'Kies een dag tot en met 23 november 2028.'],
  ])('gives the form back for %s', async (query, sentence) => {
    const { status, text } = await ask(query);
    expect(status).toBe(422);
    expect(text).toContain('<title>Fout: ');
    expect(words(text)).toContain('Er is 1 fout gevonden');
    expect(words(text)).toContain(sentence);
    expect(text).not.toContain('class="answer ');
  });

  it('leads a former municipality to its successor', async () => {
    const { status, text } = await ask('', 'GM0457');
    expect(status).toBe(200);
    expect(words(text)).toContain('GM0457 Weesp is opgegaan in Amsterdam op 24 maart 2022.');
    expect(text).toContain(`/register/gemeenten/GM0363/signaalpartners/${partner.number}`);
  });

  it.each([
    '/register/gemeenten/GM9999/signaalpartners/SP-00001',
    '/register/gemeenten/GM0344/signaalpartners/SP-99999',
  ])('gives 404 with the way to search for an unknown code: %s', async (path) => {
    const { status, text } = await request(world.app).get(path);
    expect(status).toBe(404);
    expect(text).toContain('action="/register"');
  });

  it('never shows a natural person', async () => {
    await world.deps.db('party').where({ id: partner.id }).update({ natural_person: 1 });
    await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
    const { status, text } = await ask();
    expect(status).toBe(404);
    expect(text).not.toContain('Denkbeeld');
  });
});
