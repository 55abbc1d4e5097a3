import { plainMessage, stackOf } from '../plain-message';

/** Called wrongly: the message says how it should be. Exit status 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Says what went wrong on standard error; what the operator can mend without a stack. Returns the exit status. */
export function complain(error: unknown): number {
  const known = error instanceof UsageError ? error.message : plainMessage(error);
  process.stderr.write(`${known ?? stackOf(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}
