import pino, { type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on standard output; no personal data: ids and numbers only. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
