import { OpenFileError } from './errors';

// A file may cost only so much: a few kilobytes can ask for gigabytes of memory or years of work. Work is counted, not timed,
// so that the same file always has the same answer.

export interface Budget {
  /** Values that may still be read. */
  values: number;
  /** Bytes that may still be inflated. */
  inflated: number;
  /** Steps of comparing and searching that may still be made. */
  steps: number;
}

const MIB = 1024 * 1024;

/** `times`: for who checks a file of his own choosing on a machine of his own. */
export const newBudget = (times = 1): Budget => ({
  values: 1_000_000 * times,
  inflated: 32 * MIB * times,
  steps: 2_000_000 * times,
});

/** The most that one stream may inflate to; cross-references and object streams are far below it. */
export const LARGEST_STREAM = 12 * MIB;
export const DEEPEST = 60;
/** The largest object number that is believed; ISO 32000-1 annex C names 8,388,607. */
export const MOST_OBJECTS = 1_000_000;
export const MOST_REVISIONS = 300;
export const MOST_FIELDS = 20_000;

export function spend(budget: Budget, what: keyof Budget, amount = 1): void {
  budget[what] -= amount;
  if (budget[what] < 0) throw new OpenFileError('too-complex', `the file asks for too much work (${what})`);
}
