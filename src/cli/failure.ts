import { NotReady } from '../assemble';
import { ConfigurationError } from '../config';
import { KeysMissing } from '../usecases/keys/load-keys';

/** Called wrongly: the message says how it should be. Exit status 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Says what went wrong on standard error; what the operator can mend without a stack. Returns the exit status. */
export function complain(error: unknown): number {
  const known =
    error instanceof UsageError ||
    error instanceof ConfigurationError ||
    error instanceof NotReady ||
    error instanceof KeysMissing;
  const text = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  return error instanceof UsageError ? 2 : 1;
}
