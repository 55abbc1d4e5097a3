import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes, X509Certificate } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Config } from './config';
import type { Deps } from './deps';
import { addSeconds, type Clock } from './domain/time';
import type { Log } from './log';
import { newId, newSecret, systemClock } from './outside/clock';
import type { Keys } from './outside/keys';
import { fileMailer, smtpMailer, type Mailer } from './outside/mailer';
import { argon2Passwords } from './outside/passwords';
import { agreementTexts } from './outside/template-files';
import { httpTimestamper } from './outside/timestamp-authority';
import { collationProblem, migrate, openDatabase, pendingMigrations } from './persistence/db';
import { currentKeys } from './persistence/key-version';
import { knownCertificates } from './signing/certificates/known';
import { portalSigner } from './signing/signer';
import { builtInTimestamper, type Timestamper } from './signing/timestamps/timestamper';
import { loadKeys } from './usecases/keys/load-keys';
import { makePortalKeys, newSerial } from './usecases/keys/make-portal-keys';
import { loadReferenceData } from './usecases/onboarding/load-reference-data';
import { seedTemplates } from './usecases/templates/seed-templates';
import { mailDirectory, projectRoot, varDirectory } from './web/project-root';

/** An authority's token with its chain is 3 to 7 KB; its clock and ours may differ by a minute. */
const TSA_LIMITS = { timeoutMs: 10_000, maxBytes: 65_536, tokenRoom: 7_000, tolerance: 60 };

/** Something that the operator must do first; the message says what. */
export class NotReady extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotReady';
  }
}

/** Opens the database and brings in what every portal starts with. In demonstration mode it also migrates and makes keys. */
export async function assemble(config: Config, log: Log): Promise<Deps> {
  const db = openDatabase(config.databaseUrl);
  try {
    if (config.demonstration) await migrate(db);
    const pending = await pendingMigrations(db);
    if (pending.length > 0)
      throw new NotReady(`the database lacks ${pending.join(', ')}; run: npx --no portal migrate`);
    const problem = await collationProblem(db);
    if (problem) throw new NotReady(problem);
    const isNewDemonstration = config.demonstration && (await currentKeys(db)).length === 0;
    const clock = isNewDemonstration ? demonstrationStart() : systemClock;
    await loadReferenceData({ db, clock, newId });
    await seedTemplates({ db, clock, newId }, agreementTexts(projectRoot));
    const passphrase = config.keyPassphrase ?? demonstrationPassphrase(config);
    if (isNewDemonstration) await makePortalKeys({ db, clock, config }, passphrase);
    const keys = await loadKeys(db, passphrase, config.sessionSecret);
    const { timestamper, tsaAnchors } = timestamps(config, keys);
    return {
      config,
      db,
      clock: systemClock,
      newId,
      newSecret,
      log,
      mailer: mailer(config),
      passwords: argon2Passwords,
      keys,
      signer: portalSigner(keys.portal.issuing, { clock: systemClock, newSerial, baseUrl: config.baseUrl }),
      timestamper,
      trust: { anchors: [keys.portal.root.certificate], tsaAnchors, known: knownCertificates() },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** A demonstration has a past of some months: its texts and keys are older than its first signature. */
function demonstrationStart(): Clock {
  const at = addSeconds(systemClock.now(), -120 * 24 * 3600);
  return { now: () => at };
}

/** Made once and kept readable by its owner alone. Production has none of this: its passphrase comes from outside. */
function demonstrationPassphrase(config: Config): string {
  const file = join(varDirectory(config), 'passphrase');
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

function mailer(config: Config): Mailer {
  return config.smtpUrl
    ? smtpMailer(config.smtpUrl, config.mailFrom)
    : fileMailer(mailDirectory(config), config.mailFrom);
}

function timestamps(
  config: Config,
  keys: Keys,
): { readonly timestamper: Timestamper; readonly tsaAnchors: readonly Buffer[] } {
  if (config.timestamp) {
    const tsaAnchors = pemCertificates(readFileSync(config.timestamp.anchorsFile, 'utf8'));
    return {
      timestamper: httpTimestamper({
        ...TSA_LIMITS,
        url: config.timestamp.url,
        anchors: tsaAnchors,
        clock: systemClock,
        newNonce: () => randomBytes(16),
      }),
      // A demonstration's past was stamped by the portal itself.
      tsaAnchors: config.demonstration ? [...tsaAnchors, keys.portal.root.certificate] : tsaAnchors,
    };
  }
  const own = keys.portal.timestamp;
  if (!own || config.production)
    throw new NotReady('TSA_URL is needed: the built-in time-stamper is for demonstrations only');
  return {
    timestamper: builtInTimestamper(own, { clock: systemClock, newSerial }),
    tsaAnchors: [keys.portal.root.certificate],
  };
}

function pemCertificates(pem: string): readonly Buffer[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => Buffer.from(new X509Certificate(block).raw));
}
