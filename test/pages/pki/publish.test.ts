import supertest from 'supertest';
import { crlAddresses } from '../../../src/outside/revocation';
import { readCrl } from '../../../src/signing/certificates/crl';
import { issuedBy } from '../../../src/signing/certificates/chain';
import { readCertificate } from '../../../src/signing/certificates/read-certificate';
import { signAll } from '../../support/ceremonies';
import { readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const fetched = async (path: string): Promise<{ readonly type: string; readonly body: Buffer }> => {
  const answer = await supertest(world.app)
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(answer.status).toBe(200);
  return { type: answer.get('content-type') ?? '', body: answer.body as Buffer };
};

it('publishes the certificates of the portal and the CRL of its root', async () => {
  const root = await fetched('/pki/root.cer');
  const issuing = await fetched('/pki/issuing-1.cer');
  const crl = await fetched('/pki/root.crl');
  expect([root.type, issuing.type, crl.type]).toEqual([
    expect.stringMatching(/^application\/pkix-cert/),
    expect.stringMatching(/^application\/pkix-cert/),
    expect.stringMatching(/^application\/pkix-crl/),
  ]);
  expect(issuedBy(readCertificate(issuing.body), readCertificate(root.body))).toBe(true);
  expect(issuedBy(readCrl(crl.body), readCertificate(root.body))).toBe(true);
});

it('publishes the CRL of every signatory at the address in the certificate, and of nobody else', async () => {
  const pair = await readyPair(world, 1);
  await signAll(world, pair.contact, pair.wethouder);
  const row = await world.deps.db('certificate').first<{ der: Buffer }>('der');
  const [address] = crlAddresses(readCertificate(row.der));
  const crl = await fetched(new URL(address ?? '').pathname);
  const issuing = await fetched('/pki/issuing-1.cer');
  expect(issuedBy(readCrl(crl.body), readCertificate(issuing.body))).toBe(true);
  for (const path of ['/pki/crl/00ff.crl', '/pki/crl/..%2Froot.crl', '/pki/crl/x'])
    expect((await supertest(world.app).get(path)).status).toBe(404);
});
