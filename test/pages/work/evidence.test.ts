import { partiesOfKind } from '../../../src/persistence/party';
import { crlOfCheckpoint } from '../../../src/persistence/checkpoint';
import { runCheck, unzip } from '../../support/evidence';
import { member } from '../../support/people';
import { press, carryOutAll } from '../../support/ceremonies';
import { doJobs } from '../../support/signed-agreement';
import { handOver, partnerDesks, signingDesks, type Desk, type SigningDesks } from '../../support/signing-desks';
import { testWorld, type World } from '../../support/world';
import request from 'supertest';

// The script starts a hundred processes; on a busy machine that takes its time.
jest.setTimeout(120_000);

const PATH = '/overeenkomsten/OVK-2026-000001';
let world: World;
let desks: SigningDesks;
beforeEach(async () => {
  world = await testWorld();
  desks = await signingDesks(world, 2);
});
afterEach(() => world.close());

const binary = (response: request.Response, done: (error: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
};
const download = (desk: Pick<Desk, 'agent'>) =>
  desk.agent
    .get(`${PATH}/bewijs`)
    .buffer(true)
    .parse(binary as never);
const sign = async (from: Desk, by: Desk): Promise<void> => {
  const session = await handOver(from, by);
  world.clock.pass(60);
  await press(world, { ...by.viewer, code: () => by.code() }, session.split('/').at(-1) ?? '');
  await carryOutAll(world);
};

it('is offered on the page of the agreement as things stand, and downloaded by both parties and the NVVK alone', async () => {
  const [partner, other] = desks.partners;
  if (!partner || !other) throw new Error('no partners');
  const { contact, director } = await partnerDesks(world, partner);
  const stranger = await partnerDesks(world, other);
  const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
  const steward = await member(world, nvvk?.id ?? '', ['steward'], 'M. Bakker');

  const none = await desks.contact.agent.get(`${PATH}/bewijs`);
  expect([none.status, none.text.includes('Na de eerste handtekening kunt u het bewijspakket downloaden.')]).toEqual([
    409,
    true,
  ]);
  expect((await desks.contact.agent.get(PATH)).text).not.toContain(`${PATH}/bewijs`);

  await sign(desks.contact, desks.wethouder);
  const half = await desks.contact.agent.get(PATH);
  expect(half.text).toContain(`href="${PATH}/bewijs"`);
  expect(half.text).toContain('Er is 1 handtekening van de 2.');

  await sign(contact, director);
  expect((await contact.agent.get(PATH)).text).toContain('Het tijdstempel voor het archief volgt nog.');
  await doJobs(world);
  const page = await contact.agent.get(PATH);
  expect(page.text).toContain('Iedereen kan dat controleren zonder dit portaal, ook over tien jaar.');
  expect(page.text).not.toContain('volgt nog');

  for (const someone of [desks.contact, desks.wethouder, contact, steward]) {
    const answer = await download(someone);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    expect(answer.headers['content-disposition']).toContain(
      'attachment; filename="DEMONSTRATIE bewijs OVK-2026-000001.zip"',
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(unzip(answer.body as Buffer).has('check.sh')).toBe(true);
  }
  const files = unzip((await download(contact)).body as Buffer);
  expect(runCheck(files)).toMatchObject({ status: 0, wrong: [] });
  for (const someone of [stranger.contact, stranger.director])
    expect((await someone.agent.get(`${PATH}/bewijs`)).status).toBe(404);
  expect((await request(world.app).get(`${PATH}/bewijs`)).headers['location']).toContain('/inloggen');
  // Neither party reads in the history that the other gathers proof.
  expect((await contact.agent.get(PATH)).text).not.toContain('Bewijspakket opgehaald');
});

it('is found by the NVVK under the number of the agreement, and the CRL of its checkpoint is published', async () => {
  await sign(desks.contact, desks.wethouder);
  const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
  const steward = await member(world, nvvk?.id ?? '', ['steward'], 'M. Bakker');
  const found = await steward.agent.get('/beheer/organisaties?zoek=ovk-2026-000001');
  expect(found.text).toContain(`href="${PATH}/bewijs"`);
  expect(found.text).toContain('Gemeente Utrecht en Denkbeeld energie 1 B.V.');
  expect((await steward.agent.get('/beheer/organisaties?zoek=OVK-2026-009999')).text).toContain('Niets gevonden');
  expect((await download(steward)).status).toBe(200);
  const { serial } = await world.deps.db('checkpoint_signature').first<{ serial: string }>('serial');
  const crl = await request(world.app)
    .get(`/pki/crl/${serial}.crl`)
    .buffer(true)
    .parse(binary as never);
  expect([
    crl.status,
    (crl.body as Buffer).equals((await crlOfCheckpoint(world.deps.db, serial)) ?? Buffer.alloc(0)),
  ]).toEqual([200, true]);
});
