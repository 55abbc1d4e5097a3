import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NotReady } from '../assemble';
import { readConfig } from '../config';
import { systemClock } from '../outside/clock';
import { openDatabase } from '../persistence/db';
import { currentKeys } from '../persistence/key-version';
import { makePortalKeys } from '../usecases/keys/make-portal-keys';
import { UsageError } from './failure';

/** `portal keys init --root-key FILE` */
export async function keysCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'root-key': { type: 'string' } },
  });
  const file = values['root-key'];
  if (positionals[0] !== 'init' || !file) throw new UsageError('usage: portal keys init --root-key FILE');
  if (!existsSync(dirname(resolve(file)))) throw new UsageError(`${dirname(file)} is not there`);
  if (existsSync(file)) throw new UsageError(`${file} is there already; a root key is never written over`);
  const config = readConfig(process.env);
  if (!config.keyPassphrase)
    throw new NotReady('KEY_PASSPHRASE_FILE is needed: the passphrase under which the keys are sealed');
  const db = openDatabase(config.databaseUrl);
  try {
    if ((await currentKeys(db)).length > 0) throw new NotReady('this portal has keys already');
    // The file first: keys whose root key has no place to go would be lost.
    writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
    const { rootPrivateKey } = await makePortalKeys({ db, clock: systemClock, config }, config.keyPassphrase);
    writeFileSync(file, rootPrivateKey.export({ type: 'pkcs8', format: 'pem' }));
    process.stdout.write(
      `made. Put ${file} away offline now: whoever holds it can issue in the name of this portal.\n`,
    );
    return 0;
  } finally {
    await db.destroy();
  }
}
