import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

/** The keys that the running portal holds; the root key is not among them. */
export interface Keys {
  readonly sessionSecret: string;
  readonly vault: Vault;
  readonly portal: PortalKeys;
}

export interface PortalKeys {
  /** Trust anchor, DER; its key is offline. */
  readonly root: { readonly certificate: Buffer; readonly crl: Buffer };
  readonly issuing: { readonly certificate: Buffer; readonly privateKey: KeyObject; readonly version: number };
  /** The built-in time-stamper's; null when an outside authority is used. */
  readonly timestamp: { readonly certificate: Buffer; readonly privateKey: KeyObject } | null;
}

/** Seals small secrets that the database holds, such as TOTP keys. */
export interface Vault {
  seal(plain: string): string;
  open(sealed: string): string;
}

/** AES-256-GCM under one data key: base64url of nonce (12), tag (16), text. */
export function createVault(dataKey: Buffer): Vault {
  return {
    seal: (plain) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}
