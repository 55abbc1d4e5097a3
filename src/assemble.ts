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
import { revocationSource } from './outside/revocation';
import { httpTimestamper, type TimestampAuthority } from './outside/timestamp-authority';
import { inOrder } from './outside/timestamp-order';
import { collationProblem, migrate, openDatabase, pendingMigrations } from './persistence/db';
import { currentKeys } from './persistence/key-version';
import { knownCertificates } from './signing/certificates/known';
import { oid } from './signing/der/write';
import { portalSigner } from './signing/signer';
import { builtInTimestamper, type Timestamper } from './signing/timestamps/timestamper';
import { SKEW_LIMIT_SECONDS } from './usecases/check/authority-problems';
import { loadKeys } from './usecases/keys/load-keys';
import { makePortalKeys, newSerial } from './usecases/keys/make-portal-keys';
import { loadReferenceData } from './usecases/onboarding/load-reference-data';
import { seedTemplates } from './usecases/templates/seed-templates';
import { mailDirectory, projectRoot, varDirectory } from './web/project-root';

/**
 * An authority's token with its chain is 3 to 7 KB: the first larger one costs a second try, after which its size is known. Its
 * clock and ours may differ by a minute.
 */
const TSA_LIMITS = {
  timeoutMs: 10_000,
  pauseMs: 250,
  maxBytes: 32_768,
  concurrency: 4,
  tokenRoom: 4_000,
  tolerance: 60,
};
const PROOF_LIMITS = { timeoutMs: 5_000, maxBytes: 2_000_000, keepSeconds: 60 };
/** Not longer than an item waits that was not stamped: when it comes back, the authorities are asked again. */
const TSA_REST_SECONDS = 30;

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
    const { timestamper, authorities, tsaAnchors } = timestamps(config, keys, log);
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
      authorities,
      fetchProof: revocationSource({ ...PROOF_LIMITS, clock: systemClock }),
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

interface Timestamps {
  readonly timestamper: Timestamper;
  readonly authorities: readonly TimestampAuthority[];
  readonly tsaAnchors: readonly Buffer[];
}

function timestamps(config: Config, keys: Keys, log: Log): Timestamps {
  const former = config.formerTsaAnchors.flatMap(pemCertificates);
  const outside = config.timestamps.map((setting) => ({ setting, anchors: pemCertificates(setting.anchorsFile) }));
  const authorities = outside.map(({ setting: { url, policy }, anchors }) =>
    httpTimestamper({
      ...TSA_LIMITS,
      url,
      policy: policy === null ? null : oid(policy),
      anchors,
      clock: systemClock,
      newNonce: () => randomBytes(16),
    }),
  );
  if (authorities.length > 0) {
    return {
      timestamper: inOrder(authorities, {
        clock: systemClock,
        restSeconds: TSA_REST_SECONDS,
        failed: (authority, error) => log.warn({ authority, err: error }, 'a time-stamp authority failed'),
        stamped: (authority, { skew }) => {
          const level = Math.abs(skew) > SKEW_LIMIT_SECONDS ? 'warn' : 'debug';
          log[level]({ authority, skewSeconds: skew }, 'stamped');
        },
      }),
      authorities,
      // A demonstration's past was stamped by the portal itself.
      tsaAnchors: [
        ...outside.flatMap(({ anchors }) => anchors),
        ...former,
        ...(config.demonstration ? [keys.portal.root.certificate] : []),
      ],
    };
  }
  const own = keys.portal.timestamp;
  if (!own || config.production)
    throw new NotReady('TSA_URL is needed: the built-in time-stamper is for demonstrations only');
  return {
    timestamper: builtInTimestamper(own, { clock: systemClock, newSerial }),
    authorities,
    tsaAnchors: [keys.portal.root.certificate, ...former],
  };
}

function pemCertificates(file: string): readonly Buffer[] {
  const blocks =
    readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new NotReady(`${file} holds no certificate (PEM)`);
  return blocks.map((block) => Buffer.from(new X509Certificate(block).raw));
}
