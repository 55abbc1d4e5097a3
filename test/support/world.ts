import type { Express } from 'express';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import type { Deps } from '../../src/deps';
import { addSeconds, type Instant } from '../../src/domain/time';
import { createLog } from '../../src/log';
import { newId, newSecret } from '../../src/outside/clock';
import { createVault, type Keys } from '../../src/outside/keys';
import type { Mail, Mailer } from '../../src/outside/mailer';
import type { Passwords } from '../../src/outside/passwords';
import { createPortalCa } from '../../src/signing/certificates/portal-ca';
import { nothingToFetch } from '../../src/signing/close-archive';
import { portalSigner } from '../../src/signing/signer';
import { builtInTimestamper } from '../../src/signing/timestamps/timestamper';
import { newSerial } from '../../src/usecases/keys/make-portal-keys';
import { testDatabase } from './database';

export interface TestClock {
  now(): Instant;
  set(instant: Instant): void;
  pass(seconds: number): void;
}

export interface World {
  readonly deps: Deps;
  readonly app: Express;
  readonly clock: TestClock;
  /** What the mailer was given, oldest first. */
  readonly mails: Mail[];
  close(): Promise<void>;
}

/** A portal of its own for one test: real database, real app, real signatures; the clock stands still until told. */
export async function testWorld(now: Instant = '2026-11-23T08:00:00.000Z'): Promise<World> {
  const database = await testDatabase();
  const clock = testClock(now);
  const mails: Mail[] = [];
  const mailer: Mailer = { send: (mail) => Promise.resolve(void mails.push(mail)) };
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    BASE_URL: 'http://localhost:3000',
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
  });
  const keys = testKeys();
  const timestamp = keys.portal.timestamp;
  if (!timestamp) throw new Error('the test keys have a time-stamper');
  const deps: Deps = {
    config,
    db: database.db,
    clock,
    newId,
    newSecret,
    log: createLog(config.logLevel),
    mailer,
    passwords: plainPasswords,
    keys,
    signer: portalSigner(keys.portal.issuing, { clock, newSerial, baseUrl: config.baseUrl }),
    timestamper: builtInTimestamper(timestamp, { clock, newSerial }),
    authorities: [],
    fetchProof: nothingToFetch,
    trust: { anchors: [keys.portal.root.certificate], tsaAnchors: [keys.portal.root.certificate] },
  };
  return { deps, app: createApp(deps), clock, mails, close: () => database.close() };
}

export function testClock(start: Instant): TestClock {
  let now = start;
  return {
    now: () => now,
    set: (instant) => {
      now = instant;
    },
    pass: (seconds) => {
      now = addSeconds(now, seconds);
    },
  };
}

/** argon2id costs 30 ms on purpose; the tests of the log-in itself use the real one. */
const plainPasswords: Passwords = {
  hash: (password) => Promise.resolve(`plain:${password}`),
  verify: (stored, password) => Promise.resolve(stored === `plain:${password}`),
};

let made: Keys | null = null;

/** One portal CA for all tests of a file, made long before the first signature. */
export function testKeys(): Keys {
  if (made) return made;
  const names = { organization: 'Test', root: 'Test Root', issuing: 'Test Issuing', timestamp: 'Test Timestamp' };
  const ca = createPortalCa({ now: '2026-01-01T00:00:00.000Z', names, baseUrl: 'http://localhost:3000', newSerial });
  made = { sessionSecret: 'a session secret for tests only, 32+', vault: createVault(Buffer.alloc(32, 7)), portal: ca };
  return made;
}
