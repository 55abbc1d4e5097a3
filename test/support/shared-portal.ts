import { createApp } from '../../src/app';
import { addSeconds } from '../../src/domain/time';
import { portalSigner } from '../../src/signing/signer';
import { loadKeys } from '../../src/usecases/keys/load-keys';
import { makePortalKeys, newSerial } from '../../src/usecases/keys/make-portal-keys';
import { testWorld, type World } from './world';

const SESSION_SECRET = 'a session secret that two processes share';
const KEY_PASSPHRASE = 'a passphrase for tests only';

/**
 * A world whose database a server process may share: its keys stand in the database, and a log-in made here is one there.
 * The clock is the real one, which the server has too.
 */
export async function sharedWorld(): Promise<{ readonly world: World; readonly environment: Record<string, string> }> {
  const world = await testWorld(new Date().toISOString());
  const { db, config } = world.deps;
  await makePortalKeys({ db, config, clock: { now: () => addSeconds(world.clock.now(), -86_400) } }, KEY_PASSPHRASE);
  const keys = await loadKeys(db, KEY_PASSPHRASE, SESSION_SECRET);
  const anchors = [keys.portal.root.certificate];
  const signer = portalSigner(keys.portal.issuing, { clock: world.clock, newSerial, baseUrl: config.baseUrl });
  const deps = { ...world.deps, keys, signer, trust: { anchors, tsaAnchors: anchors } };
  const environment = { DATABASE_URL: config.databaseUrl, SESSION_SECRET, KEY_PASSPHRASE, BASE_URL: config.baseUrl };
  return { world: { ...world, deps, app: createApp(deps) }, environment };
}
