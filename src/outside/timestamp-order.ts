import { addSeconds, type Clock, type Instant } from '../domain/time';
import type { CheckedStamp } from '../signing/timestamps/check-response';
import { TimestampError } from '../signing/timestamps/faults';
import type { Timestamper } from '../signing/timestamps/timestamper';
import type { TimestampAuthority } from './timestamp-authority';

export interface OrderOptions {
  readonly clock: Clock;
  /** How long an authority that failed or lied is passed over. */
  readonly restSeconds: number;
  /** Told of every failure, and of every stamp. */
  readonly failed: (name: string, error: TimestampError) => void;
  readonly stamped: (name: string, stamp: CheckedStamp) => void;
}

/**
 * Several authorities as one, in order: the next is asked when one fails or lies. One that did is passed over for a while, so
 * that a silent first does not hold up every signature; while all of them rest nothing is asked at all. Throws the last
 * one's `TimestampError`.
 */
export function inOrder(authorities: readonly TimestampAuthority[], of: OrderOptions): Timestamper {
  const rests = new Map<TimestampAuthority, { readonly until: Instant; readonly error: TimestampError }>();
  const isAwake = (each: TimestampAuthority): boolean => (rests.get(each)?.until ?? '') <= of.clock.now();
  return {
    get tokenRoom() {
      return (authorities.find(isAwake) ?? authorities[0])?.tokenRoom ?? 0;
    },
    stamp: async (digest) => {
      let last = [...rests.values()].at(-1)?.error;
      for (const authority of authorities.filter(isAwake)) {
        try {
          const stamp = await authority.stamp(digest);
          rests.delete(authority);
          of.stamped(authority.name, stamp);
          return stamp;
        } catch (error) {
          if (!(error instanceof TimestampError)) throw error;
          last = error;
          // Our own load says nothing of the authority.
          if (error.fault === 'busy') continue;
          rests.set(authority, { until: addSeconds(of.clock.now(), of.restSeconds), error });
          of.failed(authority.name, error);
        }
      }
      throw last ?? new TimestampError('unreachable', 'there is no time-stamp authority');
    },
  };
}
