import request from 'supertest';
import type { Party } from '../../../src/domain/parties';
import { admittedMunicipality, admittedPartner } from '../../support/parties';
import { inForceBetween } from '../../support/register';
import { testWorld, type World } from '../../support/world';

let world: World;
let utrecht: Party;
let partner: Party;

beforeEach(async () => {
  world = await testWorld('2026-11-23T13:02:00.000Z');
  utrecht = await admittedMunicipality(world, 'GM0344');
  partner = await admittedPartner(world, { name: 'Denkbeeld Energie', kvk: '12345678', sectors: ['energie'] });
  await inForceBetween(world, { municipality: utrecht, partner, at: '2023-03-14T10:00:00.000Z' });
});
afterEach(() => world.close());

const get = (path: string) => request(world.app).get(path);
const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const main = (html: string): string => words(html.slice(html.indexOf('<main'), html.indexOf('<datalist')));

describe('searching the register', () => {
  it('gives three examples before the first search', async () => {
    const { status, text } = await get('/register');
    expect(status).toBe(200);
    expect(words(text)).toContain('Bijvoorbeeld:');
  });

  it.each([
    ['Den Haag', "'s-Gravenhage"],
    ['gm0344', 'Utrecht'],
    ['344', 'Utrecht'],
    ['denkbeeld', 'Denkbeeld Energie'],
    ['12345678', 'Denkbeeld Energie'],
    ['sp-00001', 'Denkbeeld Energie'],
  ])('%s finds %s', async (typed, name) => {
    const { text } = await get(`/register?zoek=${encodeURIComponent(typed)}`);
    expect(main(text.replaceAll('&#39;', "'"))).toContain(name);
  });

  it('shows sector and number in force, and who does not take part', async () => {
    const found = main((await get('/register?zoek=utrecht')).text);
    expect(found).toContain('Utrecht GM0344 Utrecht Energie 1');
    expect(main((await get('/register?zoek=zutphen')).text)).toContain('Doet nog niet mee');
  });

  it('lists several of one name with their province', async () => {
    const found = main((await get('/register?zoek=bergen')).text);
    expect(found).toContain('Noord-Holland');
    expect(found).toContain('Limburg');
  });

  it('suggests what was meant', async () => {
    const { text } = await get('/register?zoek=Haagsche');
    const said = main(text.replaceAll('&#39;', "'"));
    expect(said).toContain("Niets gevonden voor 'Haagsche'.");
    expect(said).toMatch(/Bedoelt u 's-Gravenhage/);
    expect(text).toContain('href="/register/gemeenten/GM0518"');
    expect(text).toContain('value="Haagsche"');
  });

  it('knows where a former municipality went', async () => {
    expect(main((await get('/register?zoek=weesp')).text)).toContain(
      'GM0457 Weesp is opgegaan in Amsterdam op 24 maart 2022.',
    );
    expect(main((await get('/register?zoek=GM0788')).text)).toContain(
      'GM0788 Haaren is opgegaan in Boxtel, Oisterwijk, Tilburg en Vught',
    );
  });

  it('escapes what was typed', async () => {
    expect((await get('/register?zoek=%3Cscript%3Ex')).text).not.toContain('<script>x');
    expect((await get('/register?zoek=%25')).status).toBe(200);
  });

  it('never finds a natural person, or a partner that has only applied', async () => {
    await world.deps.db('party').where({ id: partner.id }).update({ natural_person: 1 });
    for (const typed of ['denkbeeld', '12345678', 'SP-00001']) {
      expect((await get(`/register?zoek=${typed}`)).text).not.toContain('Denkbeeld Energie');
    }
    await world.deps.db('party').where({ id: partner.id }).update({ natural_person: 0, status: 'applied' });
    expect((await get('/register?zoek=12345678')).text).not.toContain('Denkbeeld Energie');
  });
});

describe('the question about one pair', () => {
  it('leads to the page of the pair', async () => {
    const { status, headers } = await get(
      '/register/koppel?gemeente=Utrecht&partner=denkbeeld&dag=1&maand=5&jaar=2024',
    );
    expect(status).toBe(303);
    expect(headers['location']).toBe('/register/gemeenten/GM0344/signaalpartners/SP-00001?dag=2024-05-01');
  });

  it('leaves today out of the address', async () => {
    const { headers } = await get('/register/koppel?gemeente=GM0344&partner=SP-00001');
    expect(headers['location']).toBe('/register/gemeenten/GM0344/signaalpartners/SP-00001');
  });

  it('says everything that is wrong at once, and keeps what was typed', async () => {
    const { status, text } = await get('/register/koppel?gemeente=Utrect&partner=&dag=31&maand=2&jaar=2026');
    expect(status).toBe(422);
    const said = words(text);
    expect(said).toContain('Er zijn 3 fouten gevonden');
    expect(said).toContain('Deze gemeente kennen wij niet. Bedoelt u Utrecht?');
    expect(said).toContain('Vul een signaalpartner in.');
    expect(said).toContain('31 februari bestaat niet.');
    expect(text).toContain('value="Utrect"');
  });

  it('asks which one when several have that name', async () => {
    const { status, text } = await get('/register/koppel?gemeente=Berg&partner=SP-00001');
    expect(status).toBe(422);
    expect(words(text)).toContain('Er zijn er meer met deze naam:');
  });
});

describe('the page of a municipality', () => {
  it('lists its partners per sector on the day that was asked', async () => {
    const now = words((await get('/register/gemeenten/GM0344')).text);
    expect(now).toContain('Signaalpartners op 23 november 2026');
    expect(now).toContain('Denkbeeld Energie 14 maart 2023');
    const before = words((await get('/register/gemeenten/GM0344?dag=13&maand=3&jaar=2023')).text);
    expect(before).not.toContain('Denkbeeld Energie');
    expect(before).toContain('Op deze dag was er met geen enkele signaalpartner een overeenkomst van kracht.');
  });

  it('counts natural persons without naming them', async () => {
    await world.deps.db('party').where({ id: partner.id }).update({ natural_person: 1 });
    const said = words((await get('/register/gemeenten/GM0344')).text);
    expect(said).toContain('En 1 particuliere verhuurder.');
    expect(said).not.toContain('Denkbeeld');
  });

  it('says so when it does not take part, or no longer exists, or never did', async () => {
    expect(words((await get('/register/gemeenten/GM0301')).text)).toContain(
      'Deze gemeente doet nog niet mee aan het convenant.',
    );
    expect(words((await get('/register/gemeenten/GM0457')).text)).toContain('Weesp is opgegaan in Amsterdam');
    expect(words((await get('/register/gemeenten/GM0363')).text)).toContain('GM0457 Weesp is opgegaan in Amsterdam');
    expect((await get('/register/gemeenten/GM9999')).status).toBe(404);
  });

  it('gives the form back for a day that does not exist', async () => {
    expect((await get('/register/gemeenten/GM0344?dag=31&maand=4&jaar=2026')).status).toBe(422);
  });
});

describe('the page of a partner', () => {
  it('lists its municipalities by province', async () => {
    const said = words((await get('/register/signaalpartners/SP-00001')).text);
    expect(said).toContain('Utrecht 1');
    expect(said).toContain('12345678');
    expect(said).toContain('Sector Energie');
  });

  it('gives the same list as a file', async () => {
    const { status, text, headers } = await get('/register/signaalpartners/SP-00001/gemeenten.csv?dag=2026-11-23');
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toContain(
      'demonstratie-verzonnen-gegevens-gemeenten-SP-00001-2026-11-23.csv',
    );
    expect(text).toMatch(
      /^\uFEFFgemeente;CBS-code;provincie;sector;vanaf;tot en met;overeenkomst\r\nUtrecht;GM0344;Utrecht;Energie;2023-03-14;;OVK-2026-000001\r\n$/,
    );
  });

  it('does not exist for a natural person', async () => {
    await world.deps.db('party').where({ id: partner.id }).update({ natural_person: 1 });
    expect((await get('/register/signaalpartners/SP-00001')).status).toBe(404);
    expect((await get('/register/signaalpartners/SP-00001/gemeenten.csv')).status).toBe(404);
  });

  it('stays when it stopped', async () => {
    await world.deps.db('party').where({ id: partner.id }).update({ status: 'ended' });
    expect(words((await get('/register/signaalpartners/SP-00001')).text)).toContain('Deze signaalpartner is gestopt.');
  });
});

describe('the public pages with figures', () => {
  it('home tells how many take part', async () => {
    const said = words((await get('/')).text);
    expect(said).toContain('1 van 342 gemeente doet mee');
    expect(said).toContain('1 signaalpartner');
    expect(said).toContain('1 overeenkomst van kracht');
  });

  it('the covenant counts per province and per sector', async () => {
    const said = words((await get('/convenant')).text);
    expect(said).toContain('1 van de 342 gemeenten doet mee');
    expect(said).toMatch(/Energie 1 signaalpartner/);
  });

  it('the covenant counts natural persons without naming them', async () => {
    await world.deps.db('party').where({ id: partner.id }).update({ natural_person: 1 });
    const said = words((await get('/convenant')).text);
    expect(said).toContain('Onder hen 1 particuliere verhuurder');
    expect(said).not.toContain('Denkbeeld');
  });

  it.each([
    '/vroegsignalering',
    '/hulp',
    '/privacy',
    '/toegankelijkheid',
    '/beveiligingslek-melden',
    '/aanmelden',
    '/register/nog-niet',
  ])('%s stands', async (path) => {
    expect((await get(path)).status).toBe(200);
  });
});
