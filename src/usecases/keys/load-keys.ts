import { createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Db } from '../../persistence/db';
import { createVault, type Keys } from '../../outside/keys';
import { currentKeys, type KeyPurpose, type KeyVersion } from '../../persistence/key-version';
import { openSecret } from '../../signing/envelope';

/** The keys of this portal are missing; the message says what to do. */
export class KeysMissing extends Error {
  constructor() {
    super('this portal has no keys yet; make them once with: npx --no portal keys init');
    this.name = 'KeysMissing';
  }
}

/** Opens the stored keys. Throws KeysMissing, or the envelope's own error on a wrong passphrase. */
export async function loadKeys(db: Db, passphrase: string, sessionSecret: string | null): Promise<Keys> {
  const stored = new Map((await currentKeys(db)).map((key) => [key.purpose, key]));
  const need = (purpose: KeyPurpose): KeyVersion => {
    const key = stored.get(purpose);
    if (!key) throw new KeysMissing();
    return key;
  };
  const dataKey = openSecret(bytesOf(need('data').wrappedPrivate), passphrase);
  const timestamp = stored.get('timestamp');
  return {
    sessionSecret: sessionSecret ?? Buffer.from(hkdfSync('sha256', dataKey, '', 'session', 32)).toString('base64url'),
    vault: createVault(dataKey),
    portal: {
      root: { certificate: bytesOf(need('root').certificate), crl: bytesOf(need('root').crl) },
      issuing: {
        certificate: bytesOf(need('issuing').certificate),
        privateKey: privateKey(need('issuing'), passphrase),
      },
      timestamp: timestamp
        ? { certificate: bytesOf(timestamp.certificate), privateKey: privateKey(timestamp, passphrase) }
        : null,
    },
  };
}

function privateKey(key: KeyVersion, passphrase: string): KeyObject {
  return createPrivateKey({ key: openSecret(bytesOf(key.wrappedPrivate), passphrase), format: 'der', type: 'pkcs8' });
}

function bytesOf(bytes: Buffer | null): Buffer {
  if (!bytes) throw new KeysMissing();
  return bytes;
}
