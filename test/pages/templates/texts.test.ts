import { templateByLabel } from '../../../src/persistence/template-version';
import { submit, tokenOf, type TestMember } from '../../support/people';
import { stewardMember } from '../../support/registrations';
import { textOf } from '../../support/texts';
import { testWorld, type World } from '../../support/world';

let world: World;
let bakker: TestMember;
let visser: TestMember;
beforeEach(async () => {
  world = await testWorld();
  bakker = await stewardMember(world);
  visser = await stewardMember(world, 'K. Visser');
});
afterEach(() => world.close());

const PATH = '/beheer/modelteksten';
const PAGE = `${PATH}/2027.1`;
const TEXT = textOf('2027.1', '2027-01-01');

test('the list shows the text that came with the portal', async () => {
  const page = await bakker.agent.get(PATH);
  expect(page.status).toBe(200);
  expect(page.text).toContain('2026.1');
  expect(page.text).toContain('voor nieuwe overeenkomsten');
  expect((await bakker.agent.get(`${PATH}/2026.1`)).text).toContain('bij de installatie van het portaal');
});

test('a faulty text comes back as it was typed, with each fault by line', async () => {
  const faulty = TEXT.replaceAll('{{municipality.name}}', '{{gemeente.naam}}').replace('# Overwegingen', '# Overweging');
  const page = await submit(bakker.agent, PATH, { tekst: faulty });
  expect(page.status).toBe(422);
  const line = faulty.split('\n').findIndex((one) => one.includes('{{gemeente.naam}}')) + 1;
  expect(page.text).toContain(
    `regel ${line}, teken 63: {{gemeente.naam}} bestaat niet. Bedoelt u {{municipality.name}}?`,
  );
  expect(page.text).toContain('Het deel &#34;Overweging&#34; bestaat niet. Bedoelt u Overwegingen?');
  expect(page.text).toContain('{{gemeente.naam}}, CBS-code');
});

test('a text is pasted, asked and released by two employees', async () => {
  const saved = await submit(bakker.agent, PATH, { tekst: TEXT });
  expect(saved.headers['location']).toBe(PAGE);
  expect((await submit(bakker.agent, PAGE, { versie: '1' }, `${PAGE}/vrijgave-aanvraag`)).status).toBe(303);
  const own = await bakker.agent.get(PAGE);
  expect(own.text).toContain('U vroeg deze vrijgave aan.');
  expect(own.text).not.toContain('Geef vrij');
  const forced = await submit(bakker.agent, PAGE, { versie: '2' }, `${PAGE}/vrijgave`);
  expect(forced.status).toBe(422);
  expect(forced.text).toContain('U vroeg deze vrijgave zelf aan.');
  const other = await visser.agent.get(PAGE);
  expect(other.text).toContain('Geef vrij');
  expect(other.text).toContain('Wie vanaf 1 januari 2027 een overeenkomst klaarzet');
  expect((await submit(visser.agent, PAGE, { versie: '2' }, `${PAGE}/vrijgave`)).status).toBe(303);
  expect((await templateByLabel(world.deps.db, '2027.1'))?.source).toBe(TEXT);
  const released = await visser.agent.get(PAGE);
  expect(released.text).toContain('gevraagd door M. Bakker, gegeven door K. Visser');
  expect(released.text).not.toContain('Pas de tekst aan');
});

test('a draft on its own page keeps its label', async () => {
  await submit(bakker.agent, PATH, { tekst: TEXT });
  const renamed = await submit(bakker.agent, PAGE, { versie: '1', tekst: textOf('2027.2', '2027-01-01') });
  expect(renamed.status).toBe(422);
  expect(renamed.text).toContain('In de tekst staat label 2027.2.');
});

test('a day that is over comes back on the page', async () => {
  await submit(bakker.agent, PATH, { tekst: textOf('2027.1', '2026-01-02') });
  const page = await submit(bakker.agent, PAGE, { versie: '1' }, `${PAGE}/vrijgave-aanvraag`);
  expect(page.status).toBe(422);
  expect(page.text).toContain('Deze dag is al voorbij.');
});

test('each case can be read on screen and as a document', async () => {
  const query = 'sector=huur&partij=volmacht&plaatsen=met-uitvoerder-5-plaatsen&namen=lang';
  const page = await bakker.agent.get(`${PATH}/2026.1/voorbeeld?${query}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Het dagelijks bestuur van het Samenwerkingsverband');
  expect(page.text).toContain('Heeft de huurder dat aanbod geweigerd?');
  const pdf = await bakker.agent.get(`${PATH}/2026.1/voorbeeld.pdf?${query}`).buffer(true);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  const odd = await bakker.agent.get(`${PATH}/2026.1/voorbeeld?sector=onzin`);
  expect(odd.status).toBe(404);
});

test('the text itself can be downloaded, as a start for the next', async () => {
  const source = await bakker.agent.get(`${PATH}/2026.1/tekst.md`).buffer(true);
  expect(source.headers['content-type']).toContain('text/markdown');
  expect(source.text).toContain('label: 2026.1');
});

test('a label that does not exist is no page', async () => {
  expect((await bakker.agent.get(`${PATH}/1999.1`)).status).toBe(404);
});

test('a text comes as a file too; what is no text is refused', async () => {
  const send = async (bytes: Buffer) =>
    bakker.agent
      .post(PATH)
      .field('_csrf', tokenOf(await bakker.agent.get(PATH)))
      .field('manier', 'bestand')
      .attach('bestand', bytes, 'tekst.md');
  const refused = await send(Buffer.from([0xff, 0xfe, 0x00]));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Kies een tekstbestand (.md) van hooguit 1 MB.');
  const faulty = await send(Buffer.from(TEXT.replaceAll('{{municipality.name}}', '{{gemeente.naam}}')));
  expect(faulty.text).toContain('{{gemeente.naam}} bestaat niet. Bedoelt u {{municipality.name}}?');
  const saved = await send(Buffer.from(TEXT));
  expect(saved.headers['location']).toBe(PAGE);
});

test('what changes stands beside the text before it', async () => {
  const now = TEXT.replace('een bedrag dat na de vervaldag niet is betaald', 'een bedrag dat na twee weken niet is betaald');
  await submit(bakker.agent, PATH, { tekst: now });
  const page = await visser.agent.get(PAGE);
  expect(page.text).toContain('2 delen zijn anders dan in modeltekst 2026.1:');
  expect(page.text).toContain('Artikel 1: Begrippen');
  const changes = await visser.agent.get(`${PAGE}/verschillen`);
  expect(changes.text).toContain('<del>de vervaldag</del>');
  expect(changes.text).toContain('<ins>twee weken</ins>');
  expect((await visser.agent.get(`${PATH}/2026.1/verschillen`)).status).toBe(404);
});

test('a request waits in the work list of colleagues, who get a mail; the asker reads who must act', async () => {
  await submit(bakker.agent, PATH, { tekst: TEXT });
  await submit(bakker.agent, PAGE, { versie: '1' }, `${PAGE}/vrijgave-aanvraag`);
  expect((await visser.agent.get('/beheer')).text).toContain('M. Bakker vroeg de vrijgave aan.');
  expect((await bakker.agent.get('/beheer')).text).toContain('U vroeg de vrijgave aan. Een collega leest de tekst');
  const mails = await world.deps.db('outbox').where('payload', 'like', '%vrijgave-gevraagd%').select('payload');
  expect(mails.map(({ payload }: { payload: string }) => (JSON.parse(payload) as { to: { name: string } }).to.name)).toEqual([
    'K. Visser',
  ]);
  await submit(visser.agent, PAGE, { versie: '2' }, `${PAGE}/vrijgave`);
  expect((await visser.agent.get('/beheer')).text).not.toContain('wacht op vrijgave');
});
