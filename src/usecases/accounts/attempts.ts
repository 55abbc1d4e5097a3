import type { Limit } from '../../persistence/login-attempt';
import { secretHash } from './secrets';

const QUARTER = 15 * 60;

/** Wrong passwords for one address of mail, whether an account has it or not. */
export const ACCOUNT_LIMIT: Limit = { times: 10, seconds: QUARTER };
/** Wrong passwords, and questions for a link, from one network address. */
export const ADDRESS_LIMIT: Limit = { times: 50, seconds: QUARTER };
/** Wrong codes of one person, wherever a code is asked. */
export const CODE_LIMIT: Limit = { times: 5, seconds: QUARTER };
/** Links for a forgotten password to one address of mail. */
export const LINK_LIMIT: Limit = { times: 3, seconds: QUARTER };

// Hashed: the table of attempts holds no addresses.
export const accountKey = (email: string): string => `account:${secretHash(email)}`;
export const addressKey = (address: string): string => `address:${secretHash(address)}`;
export const codeKey = (personId: string): string => `code:${personId}`;
export const linkKey = (email: string): string => `link:${secretHash(email)}`;
