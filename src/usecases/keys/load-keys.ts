import { createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Db } from '../../persistence/db';
import { createVault, type Keys } from '../../outside/keys';
import { currentKeys, type KeyPurpose, type KeyVersion } from '../../persistence/key-version';
import { openSecret } from '../../signing/envelope';
import { SigningError } from '../../signing/errors';

/** The keys of this portal are missing; the message says what to do. */
export class KeysMissing extends Error {
  constructor() {
    super('this portal has no keys yet; make them once with: npx --no portal keys init --root-key FILE');
    this.name = 'KeysMissing';
  }
}

/** The stored keys do not open; a wrong passphrase and damage cannot be told apart. */
export class KeysLocked extends Error {
  constructor(options: ErrorOptions) {
    super('the keys do not open: KEY_PASSPHRASE(_FILE) is not the passphrase under which they were sealed', options);
    this.name = 'KeysLocked';
  }
}

/** Opens the stored keys. Throws KeysMissing or KeysLocked. */
export async function loadKeys(db: Db, passphrase: string, sessionSecret: string | null): Promise<Keys> {
  const stored = new Map((await currentKeys(db)).map((key) => [key.purpose, key]));
  const need = (purpose: KeyPurpose): KeyVersion => {
    const key = stored.get(purpose);
    if (!key) throw new KeysMissing();
    return key;
  };
  const dataKey = unsealed(need('data'), passphrase);
  const timestamp = stored.get('timestamp');
  return {
    sessionSecret: sessionSecret ?? Buffer.from(hkdfSync('sha256', dataKey, '', 'session', 32)).toString('base64url'),
    vault: createVault(dataKey),
    portal: {
      root: { certificate: bytesOf(need('root').certificate), crl: bytesOf(need('root').crl) },
      issuing: {
        certificate: bytesOf(need('issuing').certificate),
        privateKey: privateKey(need('issuing'), passphrase),
        version: need('issuing').version,
      },
      timestamp: timestamp
        ? { certificate: bytesOf(timestamp.certificate), privateKey: privateKey(timestamp, passphrase) }
        : null,
    },
  };
}

function privateKey(key: KeyVersion, passphrase: string): KeyObject {
  return createPrivateKey({ key: unsealed(key, passphrase), format: 'der', type: 'pkcs8' });
}

function unsealed(key: KeyVersion, passphrase: string): Buffer {
  try {
    return openSecret(bytesOf(key.wrappedPrivate), passphrase);
  } catch (cause) {
    throw cause instanceof SigningError ? new KeysLocked({ cause }) : cause;
  }
}

function bytesOf(bytes: Buffer | null): Buffer {
  if (!bytes) throw new KeysMissing();
  return bytes;
}
