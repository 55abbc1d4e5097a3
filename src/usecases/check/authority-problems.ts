import { randomBytes } from 'node:crypto';
import type { Deps } from '../../deps';
import type { TimestampAuthority } from '../../outside/timestamp-authority';
import { TimestampError } from '../../signing/timestamps/faults';

type Needs = Pick<Deps, 'authorities'>;

/** Clocks that are set by the network differ by milliseconds. From a minute on no stamp is accepted. */
export const SKEW_LIMIT_SECONDS = 5;

/** What the time-stamp authorities showed at their last stamp, one line for each that failed or whose clock is not ours. */
export const authorityProblems = ({ authorities }: Needs): readonly string[] => authorities.flatMap(problemOf);

/** Asks each authority for a stamp of nothing in particular, and says what is wrong as `authorityProblems` does. */
export async function askAuthorities(deps: Needs): Promise<readonly string[]> {
  const asked = deps.authorities.map((each) => each.stamp(randomBytes(32)));
  for (const one of await Promise.allSettled(asked))
    if (one.status === 'rejected' && !(one.reason instanceof TimestampError)) throw one.reason;
  return authorityProblems(deps);
}

function problemOf(authority: TimestampAuthority): readonly string[] {
  const state = authority.state();
  if (!state) return [];
  if (state.kind === 'failed') return [`${authority.name}: gave no time-stamp (${state.error.message})`];
  const seconds = Math.abs(state.skew);
  if (seconds <= SKEW_LIMIT_SECONDS) return [];
  const where = state.skew > 0 ? 'behind' : 'ahead of';
  return [`${authority.name}: the clock of this machine is ${seconds.toFixed(1)} seconds ${where} its time-stamps`];
}
