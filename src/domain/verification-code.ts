import { createHash } from 'node:crypto';

/** Letters and digits that nobody confuses on paper: no 0/O, 1/I/L, U/V. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ';

/** The short code that stands beside the kenmerk on every page: 7KQ4-M2XP, from random text. */
export function verificationCode(random: string): string {
  const bytes = createHash('sha256').update(random).digest();
  const letters = Array.from(
    { length: 8 },
    (_, i) => ALPHABET[bytes.readUInt16BE(2 * i) % ALPHABET.length] ?? '2',
  ).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
