import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config';
import type { Deps } from '../deps';
import { addSeconds, type Instant } from '../domain/time';
import { createLog } from '../log';
import { newId, newSecret } from '../outside/clock';
import { createVault } from '../outside/keys';
import { fileMailer } from '../outside/mailer';
import { argon2Passwords } from '../outside/passwords';
import { agreementTexts } from '../outside/template-files';
import { migrate, openDatabase } from '../persistence/db';
import { knownCertificates } from '../signing/certificates/known';
import { nothingToFetch } from '../signing/close-archive';
import { portalSigner } from '../signing/signer';
import { builtInTimestamper } from '../signing/timestamps/timestamper';
import { newPortalCa, newSerial } from '../usecases/keys/make-portal-keys';
import { loadReferenceData } from '../usecases/onboarding/load-reference-data';
import { seedTemplates } from '../usecases/templates/seed-templates';
import { projectRoot } from '../web/project-root';

export interface ThrowAwayPortal {
  readonly deps: Deps;
  readonly pass: (seconds: number) => void;
}

/**
 * Runs something in an empty portal with a database and keys that exist only as long as it runs. Its clock starts at
 * `start` and stands still until it is told to go on; the keys are an hour older.
 */
export async function inThrowAwayPortal<T>(start: Instant, run: (portal: ThrowAwayPortal) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-sample-'));
  const databaseUrl = `sqlite:${join(folder, 'portal.sqlite')}`;
  const config = readConfig({ NODE_ENV: 'development', DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' });
  const db = openDatabase(databaseUrl);
  try {
    let now = start;
    const clock = { now: () => now };
    const ca = newPortalCa(addSeconds(start, -3600), config.baseUrl);
    const ground = { db, clock, newId };
    await migrate(db);
    await loadReferenceData(ground);
    await seedTemplates(ground, agreementTexts(projectRoot));
    const anchors = [ca.root.certificate];
    const deps: Deps = {
      config,
      ...ground,
      newSecret,
      log: createLog(config.logLevel),
      mailer: fileMailer(join(folder, 'mail'), config.mailFrom),
      passwords: argon2Passwords,
      keys: { sessionSecret: newSecret(), vault: createVault(randomBytes(32)), portal: ca },
      signer: portalSigner(ca.issuing, { clock, newSerial, baseUrl: config.baseUrl }),
      timestamper: builtInTimestamper(ca.timestamp, { clock, newSerial }),
      authorities: [],
      fetchProof: nothingToFetch,
      trust: { anchors, tsaAnchors: anchors, known: knownCertificates() },
    };
    return await run({
      deps,
      pass: (seconds) => {
        now = addSeconds(now, seconds);
      },
    });
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}
