import { createHash } from 'node:crypto';
import type { Id } from '../../domain/time';

/** What the database keeps of the secret in a link: the link itself is known to its receiver only. Hex. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

// No 0, 1, I, L, O, U: codes are read from paper. 12 of these hold 58 bits, beyond guessing from their hash.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = 10;

/** Ten backup codes such as 7KQ4-M2XP-9TRD. `newSecret` gives the randomness. */
export function newBackupCodes(newSecret: () => string): readonly string[] {
  return Array.from({ length: CODES }, () => {
    const bytes = createHash('sha512').update(newSecret()).digest();
    // 240 is the largest multiple of 30 in a byte: every letter is as likely as another.
    const letters = [...bytes].filter((byte) => byte < 240).map((byte) => ALPHABET[byte % ALPHABET.length]);
    return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8, 12)].map((group) => group.join('')).join('-');
  });
}

/** A backup code as it was typed, however grouped, in the shape that is kept. Hex. */
export function backupCodeHash(personId: Id, code: string): string {
  return secretHash(`${personId}:${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`);
}
