import type { Day, Id, Instant } from './time';

/** What a municipality arranges locally, printed in annex A "stand op {day}". Each version holds until the next one begins. */
export interface LocalArrangement {
  readonly municipalityId: Id;
  /** RIS, VPS or the name of another desk. */
  readonly desk: string;
  readonly connectionNumber: string | null;
  /** Mailbox of a role, never of a person; likewise the next two. */
  readonly signalAddress: string;
  readonly feedbackDays: number;
  readonly breachMailbox: string;
  readonly privacyOfficerMailbox: string;
  readonly validFrom: Day;
  readonly recordedBy: Id | null;
  readonly recordedAt: Instant;
}

/** Desks that carry signals for many municipalities; any other has a name of its own. */
export const KNOWN_DESKS = ['RIS', 'VPS'] as const;

/** The version that holds on a day: the last to begin, and of two that begin on one day the last recorded. */
export function arrangementOf(versions: readonly LocalArrangement[], day: Day): LocalArrangement | null {
  const begun = versions.filter((version) => version.validFrom <= day);
  return [...begun].sort(newestFirst)[0] ?? null;
}

/** By the day on which they begin, the newest first; one that was replaced before it began is left out. */
export function historyOf(versions: readonly LocalArrangement[]): readonly LocalArrangement[] {
  const seen = new Set<Day>();
  return [...versions].sort(newestFirst).filter(({ validFrom }) => !seen.has(validFrom) && seen.add(validFrom));
}

/** Does a mailbox look like that of one person ("a.jansen@", "j.de.vries@", "annajansen1@" does not)? Only a warning hangs on it. */
export function looksPersonal(mailbox: string): boolean {
  const local = mailbox.split('@')[0]?.toLowerCase() ?? '';
  return /^[a-z]{1,2}[._-][a-z]{2,}([._-][a-z]+)*\d*$/.test(local);
}

function newestFirst(one: LocalArrangement, other: LocalArrangement): number {
  return other.validFrom.localeCompare(one.validFrom) || other.recordedAt.localeCompare(one.recordedAt);
}
