export const SHORTEST_PASSWORD = 12;
/** Longer ones only cost time to hash. */
const LONGEST_PASSWORD = 200;

export type PasswordFault = 'too-short' | 'too-long' | 'is-address' | 'too-common';

// What people choose first when twelve characters are asked. Compared without case, digits and signs at the end.
const COMMON = new Set([
  'wachtwoord',
  'wachtwoordwachtwoord',
  'welkom',
  'welkomwelkom',
  'password',
  'passwordpassword',
  'qwertyuiop',
  'qwertyqwerty',
  'qwertyuiopas',
  'abcdefghijkl',
  'iloveyou',
  'letmein',
  'geheim',
  'geheimgeheim',
  'gemeente',
  'vroegsignalering',
  'ondertekenportaal',
  'schuldhulpverlening',
  'schuldhulp',
  'nvvk',
  'administrator',
  'lentelente',
  'zomerzomer',
  'herfst',
  'winter',
  'changeme',
]);

/** Length before anything else (NIST SP 800-63B section 5.1.1.2): no rules about kinds of characters. Null when it will do. */
export function passwordFault(password: string, email: string): PasswordFault | null {
  // A character is a code point, as the same section counts them.
  if (Array.from(password).length < SHORTEST_PASSWORD) return 'too-short';
  if (password.length > LONGEST_PASSWORD) return 'too-long';
  const plain = password.toLowerCase();
  const address = email.toLowerCase();
  if (plain === address || plain.startsWith(`${address.split('@')[0] ?? address}@`)) return 'is-address';
  if (new Set(plain).size < 5) return 'too-common';
  const root = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  // Digits alone, a run of the keyboard, or a well-known word with something behind it.
  if (root === '' || COMMON.has(root)) return 'too-common';
  return null;
}
