import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import supertest from 'supertest';
import { createApp } from '../../../src/app';
import type { Deps } from '../../../src/deps';
import { agreementsOfParty } from '../../../src/persistence/agreement';
import { fileOf } from '../../../src/persistence/document-segment';
import { allKeys, rootCrls } from '../../../src/persistence/key-version';
import { portalSigner } from '../../../src/signing/signer';
import { builtInTimestamper } from '../../../src/signing/timestamps/timestamper';
import { verifyOwn } from '../../../src/signing/verify/verify-own';
import { renewArchives } from '../../../src/usecases/archive/complete-archive';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { loadKeys } from '../../../src/usecases/keys/load-keys';
import { makePortalKeys, newSerial } from '../../../src/usecases/keys/make-portal-keys';
import { rotatePassphrase, rotateUnderRoot } from '../../../src/usecases/keys/rotate-keys';
import { deliver } from '../../../src/usecases/notifications/deliver';
import { signAll } from '../../support/ceremonies';
import { contentsOf, gapsOf } from '../../support/pdf-bytes';
import { readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

// scrypt takes its time on purpose, and each test opens a dozen envelopes.
jest.setTimeout(180_000);

const OLD = 'een lange oude wachtzin';
const NEW = 'een lange nieuwe wachtzin';
let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world.close());

/** The portal as it starts with the keys in its database. */
async function started(passphrase: string): Promise<World> {
  const { deps } = world;
  const keys = { ...(await loadKeys(deps.db, passphrase, null)), vault: deps.keys.vault };
  const { root, issuing, timestamp } = keys.portal;
  if (!timestamp) throw new Error('no time-stamper');
  const own: Deps = {
    ...deps,
    keys,
    signer: portalSigner(issuing, { clock: world.clock, newSerial, baseUrl: deps.config.baseUrl }),
    timestamper: builtInTimestamper(timestamp, { clock: world.clock, newSerial }),
    trust: { anchors: [root.certificate], tsaAnchors: [root.certificate] },
  };
  return { ...world, deps: own };
}

it('signatures from before and after a rotation stand side by side in one document, up to level LTA', async () => {
  const { rootPrivateKey } = await makePortalKeys(world.deps, OLD);
  world.clock.pass(3600);
  const before = await started(OLD);
  const pair = await readyPair(before, 1);
  await signAll(before, pair.contact, pair.wethouder);
  world.clock.pass(3600);
  await rotateUnderRoot(before.deps, 'issuing', rootPrivateKey, OLD);
  world.clock.pass(3600);
  const after = await started(OLD);
  expect(after.deps.keys.portal.issuing.certificate.equals(before.deps.keys.portal.issuing.certificate)).toBe(false);
  await signAll(after, pair.partnerContact, pair.director);
  while ((await deliver(after.deps, new Map(), 'test')) > 0);
  const [agreement] = await agreementsOfParty(world.deps.db, pair.municipality.id, ['in-force']);
  const file = await fileOf(world.deps.db, agreement?.id ?? '');
  const report = verifyOwn(file?.bytes ?? Buffer.alloc(0), { ...after.deps.trust, now: world.clock.now() });
  expect(report.signatures.map(({ level, trusted }) => [level, trusted])).toEqual([
    ['B-LTA', true],
    ['B-LTA', true],
  ]);
  // Each signature is proven by the root's CRL of its own days: a later one leaves other validators without a path.
  const crls = await rootCrls(world.deps.db);
  expect(crls.map((crl) => file?.bytes.includes(crl))).toEqual([true, true]);
  expect(await findProblems(after.deps)).toEqual([]);

  // Each signatory's certificate leads to the CA that issued it, then as now; what is no version is not there.
  const signed = await world.deps.db('certificate').select<{ der: Buffer }[]>('der').orderBy('not_before');
  const issuers = await Promise.all(
    signed.map(async ({ der }) => {
      const address = /CA Issuers - URI:(\S+)/.exec(new X509Certificate(der).infoAccess ?? '')?.[1] ?? '';
      const issuer = new X509Certificate(await fetched(after, new URL(address).pathname));
      expect(new X509Certificate(der).checkIssued(issuer)).toBe(true);
      expect(new X509Certificate(der).verify(issuer.publicKey)).toBe(true);
      return new URL(address).pathname;
    }),
  );
  expect(issuers).toEqual(['/pki/issuing-1.cer', '/pki/issuing-2.cer']);
  const first = await fetched(after, '/pki/issuing-1.cer');
  expect((await fetched(after, '/pki/issuing.cer')).equals(first)).toBe(true);
  for (const path of ['issuing-3.cer', 'issuing-01.cer', 'data-1.cer', 'timestamp-2.cer', 'issuing-1.key'])
    expect((await supertest(createApp(after.deps)).get(`/pki/${path}`)).status).toBe(404);
});

it('after a new time-stamp certificate old stamps stay valid, and an archive is renewed by the new one', async () => {
  const { rootPrivateKey } = await makePortalKeys(world.deps, OLD);
  world.clock.pass(3600);
  const before = await started(OLD);
  const pair = await readyPair(before, 1);
  await signAll(before, pair.contact, pair.wethouder);
  await signAll(before, pair.partnerContact, pair.director);
  while ((await deliver(before.deps, new Map(), 'test')) > 0);
  world.clock.pass(3600);
  await rotateUnderRoot(before.deps, 'timestamp', rootPrivateKey, OLD);
  world.clock.pass(3600);
  const after = await started(OLD);
  const [old, renewed] = [before, after].map(({ deps }) => deps.keys.portal.timestamp?.certificate ?? Buffer.alloc(0));
  expect(old?.equals(renewed ?? Buffer.alloc(0))).toBe(false);
  expect(after.deps.keys.portal.issuing).toMatchObject({ version: 1 });
  expect(await findProblems(after.deps)).toEqual([]);
  expect(await renewArchives(after.deps, world.clock.now())).toEqual({ renewed: 1, failed: [] });
  const [agreement] = await agreementsOfParty(world.deps.db, pair.municipality.id, ['in-force']);
  const file = (await fileOf(world.deps.db, agreement?.id ?? ''))?.bytes ?? Buffer.alloc(0);
  const report = verifyOwn(file, { ...after.deps.trust, now: world.clock.now() });
  expect(report.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA']);
  const stampedBy = contentsOf(file, gapsOf(file).length - 1);
  expect(renewed && stampedBy.includes(renewed)).toBe(true);
  expect(await findProblems(after.deps)).toEqual([]);
  expect((await fetched(after, '/pki/timestamp-1.cer')).equals(old ?? Buffer.alloc(0))).toBe(true);
  expect((await fetched(after, '/pki/timestamp-2.cer')).equals(renewed ?? Buffer.alloc(0))).toBe(true);
});

async function fetched(portal: World, path: string): Promise<Buffer> {
  const answer = await supertest(createApp(portal.deps)).get(path).responseType('blob');
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body as Buffer;
}

it('a key of somebody else, or a wrong passphrase, rotates nothing', async () => {
  const { rootPrivateKey } = await makePortalKeys(world.deps, OLD);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  await expect(rotateUnderRoot(world.deps, 'issuing', privateKey, OLD)).rejects.toThrow(
    /not the key of the portal's root/,
  );
  await expect(rotateUnderRoot(world.deps, 'issuing', rootPrivateKey, NEW)).rejects.toThrow(/envelope/);
  await expect(rotatePassphrase(world.deps, NEW, OLD)).rejects.toThrow(/envelope/);
  expect((await allKeys(world.deps.db)).every(({ version, retiredAt }) => version === 1 && retiredAt === null)).toBe(
    true,
  );
  await loadKeys(world.deps.db, OLD, null);
});

it('after a new passphrase the old one opens nothing, and every key is the same', async () => {
  await makePortalKeys(world.deps, OLD);
  const before = await loadKeys(world.deps.db, OLD, null);
  const sealed = before.vault.seal('geheim');
  await rotatePassphrase(world.deps, OLD, NEW);
  await expect(loadKeys(world.deps.db, OLD, null)).rejects.toThrow(/do not open/);
  const after = await loadKeys(world.deps.db, NEW, null);
  expect(after.vault.open(sealed)).toBe('geheim');
  expect(after.portal.issuing.privateKey.equals(before.portal.issuing.privateKey)).toBe(true);
  expect(await world.deps.db('audit_entry').where({ kind: 'keys-rotated' })).toHaveLength(1);
});
