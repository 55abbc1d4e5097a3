import { generateKeyPairSync } from 'node:crypto';
import type { Deps } from '../../../src/deps';
import { agreementsOfParty } from '../../../src/persistence/agreement';
import { fileOf } from '../../../src/persistence/document-segment';
import { allKeys } from '../../../src/persistence/key-version';
import { portalSigner } from '../../../src/signing/signer';
import { builtInTimestamper } from '../../../src/signing/timestamps/timestamper';
import { verifyOwn } from '../../../src/signing/verify/verify-own';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { loadKeys } from '../../../src/usecases/keys/load-keys';
import { makePortalKeys, newSerial } from '../../../src/usecases/keys/make-portal-keys';
import { rotateIssuing, rotatePassphrase } from '../../../src/usecases/keys/rotate-keys';
import { deliver } from '../../../src/usecases/notifications/deliver';
import { signAll } from '../../support/ceremonies';
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
  await rotateIssuing(before.deps, rootPrivateKey, OLD);
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
  expect(await findProblems(after.deps)).toEqual([]);
});

it('a key of somebody else, or a wrong passphrase, rotates nothing', async () => {
  const { rootPrivateKey } = await makePortalKeys(world.deps, OLD);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  await expect(rotateIssuing(world.deps, privateKey, OLD)).rejects.toThrow(/not the key of the portal's root/);
  await expect(rotateIssuing(world.deps, rootPrivateKey, NEW)).rejects.toThrow(/envelope/);
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
