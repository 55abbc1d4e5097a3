import { NotReady } from './assemble';
import { ConfigurationError } from './config';
import { UnusableDatabase } from './persistence/db';
import { DemonstrationHalfFilled } from './usecases/demonstration/fill-demonstration';
import { KeysLocked, KeysMissing } from './usecases/keys/load-keys';

const MENDABLE = [
  ConfigurationError,
  NotReady,
  UnusableDatabase,
  KeysMissing,
  KeysLocked,
  DemonstrationHalfFilled,
] as const;

/** What an operator can mend, in words and without a stack; null for a fault of the program. */
export function plainMessage(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ((error as { code?: unknown }).code === 'EADDRINUSE')
    return 'PORT is in use by another program; choose another: PORT=3001 npm start';
  return MENDABLE.some((kind) => error instanceof kind) ? error.message : null;
}

export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
