import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { SigningError } from './errors';

// A secret at rest: version (1) | salt (16) | iv (12) | tag (16) | ciphertext. The key is scrypt of the passphrase; the
// version byte is authenticated, so that a later version cannot be passed off as this one.

const VERSION = 1;
const SALT = 16;
const IV = 12;
const TAG = 16;
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 2 ** 20 };

/** Seals with AES-256-GCM. Salt and iv are random unless given; give them only to make a fixture. */
export function sealSecret(
  plain: Buffer,
  passphrase: string,
  fixed: { readonly salt: Buffer; readonly iv: Buffer } = { salt: randomBytes(SALT), iv: randomBytes(IV) },
): Buffer {
  const version = Buffer.from([VERSION]);
  const cipher = createCipheriv('aes-256-gcm', envelopeKey(passphrase, fixed.salt), fixed.iv).setAAD(version);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([version, fixed.salt, fixed.iv, cipher.getAuthTag(), sealed]);
}

/** Throws `envelope-unknown-version` or `envelope-damaged-or-wrong-passphrase`; the two latter cannot be told apart. */
export function openSecret(sealed: Buffer, passphrase: string): Buffer {
  if (sealed[0] !== VERSION) throw new SigningError('envelope-unknown-version', 'the envelope is not of version 1');
  const take = (start: number, length: number): Buffer => sealed.subarray(start, start + length);
  const [salt, iv, tag] = [take(1, SALT), take(1 + SALT, IV), take(1 + SALT + IV, TAG)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', envelopeKey(passphrase, salt), iv, { authTagLength: TAG })
      .setAAD(sealed.subarray(0, 1))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(1 + SALT + IV + TAG)), decipher.final()]);
  } catch (cause) {
    throw new SigningError('envelope-damaged-or-wrong-passphrase', 'the secret cannot be opened', { cause });
  }
}

const envelopeKey = (passphrase: string, salt: Buffer): Buffer =>
  scryptSync(passphrase.normalize('NFC'), salt, 32, COST);
