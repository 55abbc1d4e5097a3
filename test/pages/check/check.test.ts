import request from 'supertest';
import { findAgreement } from '../../../src/persistence/agreement';
import { fileOf } from '../../../src/persistence/document-segment';
import { tokenOf } from '../../support/people';
import { prepareAll, press, carryOutAll, signAll } from '../../support/ceremonies';
import { append, flip } from '../../support/pdf-bytes';
import { readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const HALF = 'Niet te bevestigen';
const REAL = 'Echt en ongewijzigd';
const CHANGED = 'Gewijzigd of niet van ons';

let world: World;
let pair: Pair;
let number = '';
let signed: Buffer;
let half: Buffer;
let code = '';

beforeAll(async () => {
  world = await testWorld();
  pair = await readyPair(world);
  await signAll(world, pair.contact, pair.wethouder);
  const { ceremonyNumber } = await prepareAll(world, pair.partnerContact, pair.director);
  const row = await world.deps.db('agreement').first<{ id: string; number: string }>('id', 'number');
  number = row.number;
  half = (await fileOf(world.deps.db, row.id))?.bytes ?? Buffer.alloc(0);
  await press(world, pair.director, ceremonyNumber);
  await carryOutAll(world);
  signed = (await fileOf(world.deps.db, row.id))?.bytes ?? Buffer.alloc(0);
  code = (await findAgreement(world.deps.db, number))?.verificationCode ?? '';
});
afterAll(() => world.close());

/** Sends one of the two forms as a browser does; answers the page that it comes to. */
async function check(
  fields: Readonly<Record<string, string>>,
  file: { readonly bytes: Buffer; readonly name: string } | null = null,
) {
  const agent = request.agent(world.app);
  const token = tokenOf(await agent.get('/controleren').set('Host', 'localhost'));
  const post = agent.post('/controleren').set('Host', 'localhost').field('_csrf', token);
  for (const [name, value] of Object.entries(fields)) void post.field(name, value);
  if (file) void post.attach('bestand', file.bytes, file.name);
  const answer = await post;
  const place = answer.headers['location'];
  const shown = place === undefined ? answer : await agent.get(place).set('Host', 'localhost');
  return { status: answer.status, place: place ?? '', text: shown.text, agent };
}

const upload = (bytes: Buffer, name = 'overeenkomst.pdf') => check({ manier: 'bestand' }, { bytes, name });

test('the document itself is real; it says who signed by function, not by name', async () => {
  const { place, text } = await upload(signed);
  expect(place).toBe(`/controleren/${number}`);
  expect(text).toContain(REAL);
  expect(text).toContain('wethouder schuldhulpverlening, namens');
  expect(text).not.toContain('F. de Vries');
  expect(text).toContain('Van kracht');
  expect(text).toContain('/register/gemeenten/GM0344/signaalpartners/');
  expect(text).toContain('Wij hebben uw bestand niet bewaard.');
});

test('a document as it was after the first signature cannot be confirmed', async () => {
  const { text } = await upload(half);
  expect(text).toContain(HALF);
  expect(text).not.toContain(REAL);
});

test('one changed letter, an addition and a cut-off end are each seen', async () => {
  const changed = await upload(flip(signed, Math.floor(half.length / 3)));
  expect(changed.text).toContain(CHANGED);
  expect(changed.text).toContain('klopt niet');
  const added = await upload(append(signed, [{ number: 9000, body: '(los)' }]));
  expect(added.text).toContain(CHANGED);
  expect(added.text).toContain('Geen van de partijen heeft dat ondertekend.');
  const cut = await upload(signed.subarray(0, signed.length - 2000));
  expect(cut.text).toContain(CHANGED);
});

test('kenmerk and code show who signed with names, in any spelling, and say nothing of a file', async () => {
  const { place, text } = await check({
    manier: 'code',
    kenmerk: number.toLowerCase(),
    code: code.replace('-', ' ').toLowerCase(),
  });
  expect(place).toBe(`/controleren/${number}`);
  expect(text).toContain('Kenmerk en code kloppen');
  expect(text).toContain('F. de Vries');
  expect(text).not.toContain(REAL);
});

test('a wrong code tells nothing and keeps what was typed', async () => {
  const { status, text } = await check({ manier: 'code', kenmerk: number, code: 'AAAA-AAAA' });
  expect(status).toBe(422);
  expect(text).toContain('Wij kennen dit kenmerk met deze code niet.');
  expect(text).toContain(`value="${number}"`);
  expect(text).not.toContain('Denkbeeld Energie');
});

test('the QR code of a document opens the page filled in', async () => {
  const { text } = await request(world.app).get(`/controleren?kenmerk=${number}&code=${code}`).set('Host', 'localhost');
  expect(text).toContain(`value="${number}"`);
  expect(text).toContain(`value="${code}"`);
});

test.each([
  ['something else than a pdf', Buffer.from('een brief'), 'Dit is geen pdf.'],
  ['an empty file', Buffer.alloc(0), 'Kies een pdf-bestand.'],
  ['more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1), 'Dit bestand is groter dan 10 MB.'],
  ['a pdf that is cut off', Buffer.from('%PDF-1.7\n1 0 obj\n'), 'Deze pdf is beschadigd.'],
])('%s comes back with what to do', async (_what, bytes, sentence) => {
  const { status, text } = await upload(bytes);
  expect(status).toBe(422);
  expect(text).toContain(sentence);
});

test('no file is chosen', async () => {
  const { status, text } = await check({ manier: 'bestand' });
  expect(status).toBe(422);
  expect(text).toContain('Kies een pdf-bestand.');
});

test('a result is for the one who asked', async () => {
  const stranger = await request(world.app).get(`/controleren/${number}`).set('Host', 'localhost');
  expect(stranger.status).toBe(303);
  expect(stranger.headers['location']).toBe(`/controleren?kenmerk=${number}`);
});

test('without a token of our own page nothing is checked', async () => {
  const answer = await request(world.app)
    .post('/controleren')
    .set('Host', 'localhost')
    .attach('bestand', signed, 'x.pdf');
  expect(answer.status).toBe(403);
});

test('nothing of an uploaded file stays behind', async () => {
  const mark = 'onuitwisbaar-merkteken';
  await upload(Buffer.concat([signed, Buffer.from(`% ${mark}\n`)]));
  const tables = ['foreign_document', 'document_segment', 'audit_entry', 'outbox'];
  for (const table of tables) {
    const rows: unknown[] = await world.deps.db(table).select('*');
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(mark).toString('base64'));
    expect(JSON.stringify(rows)).not.toContain(mark);
  }
});
