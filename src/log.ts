import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on standard output; no personal data: ids and numbers only. */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: toldError } },
    destination,
  );
}

/**
 * Of an error only what the program itself says. What a library hangs on it (the receivers of a mail, the row that a
 * database refused) may be somebody's data, and so may an address in its message.
 */
function toldError(error: unknown): object {
  if (!(error instanceof Error)) return { message: withoutAddresses(String(error)) };
  const { code } = error as { readonly code?: unknown };
  return {
    type: error.name,
    message: withoutAddresses(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: withoutAddresses(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: toldError(error.cause) }),
  };
}

/** Stack frames name packages such as @scope/name: only what has a domain with a dot is an address of mail. */
const withoutAddresses = (text: string): string => text.replace(/[^\s<>"'(),:;]+@[\w-]+(\.[\w-]+)+/g, '…@…');
