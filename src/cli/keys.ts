import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Knex } from 'knex';
import { NotReady } from '../assemble';
import { readConfig, type Config } from '../config';
import { systemClock } from '../outside/clock';
import { openDatabase } from '../persistence/db';
import { allKeys, currentKeys } from '../persistence/key-version';
import { makePortalKeys } from '../usecases/keys/make-portal-keys';
import { rotateUnderRoot, rotatePassphrase } from '../usecases/keys/rotate-keys';
import { UsageError } from './failure';

const USAGE = `usage: portal keys init --root-key FILE
       portal keys list
       portal keys rotate --root-key FILE [--time-stamp] | --new-passphrase-file FILE`;

interface Options {
  readonly rootKey: string | undefined;
  readonly newPassphrase: string | undefined;
  /** The certificate of the built-in time-stamper instead of the issuing CA. */
  readonly timestamp: boolean;
}

/** `portal keys init|list|rotate` */
export async function keysCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'root-key': { type: 'string' },
      'new-passphrase-file': { type: 'string' },
      'time-stamp': { type: 'boolean', default: false },
    },
  });
  const options = {
    rootKey: values['root-key'],
    newPassphrase: values['new-passphrase-file'],
    timestamp: values['time-stamp'],
  };
  const command = COMMANDS[positionals[0] ?? ''];
  if (!command || positionals.length > 1) throw new UsageError(USAGE);
  const config = readConfig(process.env);
  const db = openDatabase(config.databaseUrl);
  try {
    process.stdout.write(`${await command(db, config, options)}\n`);
    return 0;
  } finally {
    await db.destroy();
  }
}

type Command = (db: Knex, config: Config, options: Options) => Promise<string>;

const COMMANDS: Readonly<Record<string, Command>> = { init, list, rotate };

async function init(db: Knex, config: Config, { rootKey: file }: Options): Promise<string> {
  if (!file) throw new UsageError(USAGE);
  if (!existsSync(dirname(resolve(file)))) throw new UsageError(`${dirname(file)} is not there`);
  if (existsSync(file)) throw new UsageError(`${file} is there already; a root key is never written over`);
  const passphrase = passphraseOf(config);
  if ((await currentKeys(db)).length > 0) throw new NotReady('this portal has keys already');
  // The file first: keys whose root key has no place to go would be lost.
  writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
  const { rootPrivateKey } = await makePortalKeys({ db, clock: systemClock, config }, passphrase);
  writeFileSync(file, rootPrivateKey.export({ type: 'pkcs8', format: 'pem' }));
  return `made. Put ${file} away offline now: whoever holds it can issue in the name of this portal.`;
}

/** One line for each version, newest last; no secret is opened for it. */
async function list(db: Knex): Promise<string> {
  const lines = (await allKeys(db)).map(({ purpose, version, algorithm, certificate, createdAt, retiredAt }) => {
    const until = certificate ? new X509Certificate(certificate).validTo : 'no certificate';
    return `${purpose} ${version}  ${algorithm}  made ${createdAt}  ${retiredAt ? `retired ${retiredAt}` : 'in use'}  ${until}`;
  });
  return lines.length === 0 ? 'this portal has no keys yet' : lines.join('\n');
}

async function rotate(db: Knex, config: Config, { rootKey, newPassphrase, timestamp }: Options): Promise<string> {
  const passphrase = passphraseOf(config);
  if (rootKey && !newPassphrase) {
    const what = timestamp ? 'timestamp' : 'issuing';
    await rotateUnderRoot({ db, clock: systemClock, config }, what, privateKey(rootKey), passphrase);
    return `done. Put ${rootKey} away offline again, and start the portal anew.`;
  }
  if (!newPassphrase || rootKey || timestamp) throw new UsageError(USAGE);
  const next = read(newPassphrase).trim();
  if (next.length < 16) throw new UsageError(`${newPassphrase} must hold at least 16 characters`);
  await rotatePassphrase({ db, clock: systemClock }, passphrase, next);
  return 'done. Give the portal the new passphrase and start it anew.';
}

function passphraseOf(config: Config): string {
  if (!config.keyPassphrase)
    throw new NotReady('KEY_PASSPHRASE_FILE is needed: the passphrase under which the keys are sealed');
  return config.keyPassphrase;
}

function privateKey(file: string): KeyObject {
  try {
    return createPrivateKey(read(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} holds no private key`);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read`);
  }
}
