import { hash, verify } from '@node-rs/argon2';

/** Hashing of passwords; a fake in tests is faster, never different in shape. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(stored: string, password: string): Promise<boolean>;
}

/** argon2id with OWASP's first choice: 19 MiB, 2 passes, 1 lane. */
export const argon2Passwords: Passwords = {
  hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  verify: (stored, password) => verify(stored, password),
};
