import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock, NewId } from '../domain/time';

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** UUIDv7 (RFC 9562 section 5.7): sorts by the moment of making. */
export const newId: NewId = () => v7();

/** 192 random bits for a link or a verification code, in base64url. */
export const newSecret = (): string => randomBytes(24).toString('base64url');
