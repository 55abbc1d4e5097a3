import type { Deps } from '../../deps';
import { UnsupportedCharacterError } from '../../documents';
import type { Ceremony, CeremonyItem } from '../../domain/ceremony';
import { addSeconds, type Instant } from '../../domain/time';
import { SigningError } from '../../signing/errors';
import { atMost } from '../../signing/timestamps/at-most';
import { TimestampError } from '../../signing/timestamps/faults';
import type { Timestamper } from '../../signing/timestamps/timestamper';
import type { Outcome } from './record-signed';
import { signItem, type Desk, type ItemResult } from './sign-item';

/** As many as an authority outside is asked at once: while one waits for its time-stamp, others do too. */
const STAMPED_AT_ONCE = 4;
/** With slow time-stamps the rest of a chunk is not stamped after this, well before the lease ends. */
const CHUNK_SECONDS = 60;

export type WaitReason = 'timestamp-unavailable' | 'fault';

export interface SignedChunk {
  /** In the order of the list. */
  readonly outcomes: readonly Outcome[];
  readonly waiting: Readonly<Record<WaitReason, readonly CeremonyItem[]>>;
  /** Left for want of time. */
  readonly untouched: readonly CeremonyItem[];
}

/**
 * Signs items of one ceremony. The first alone: it opens the key, shows how large time-stamps are and whether any are to be
 * had. Then all others side by side, so that the same work is done for each of them after the other. Touches no row.
 */
export async function signChunk(
  deps: Deps,
  ceremony: Ceremony,
  items: readonly CeremonyItem[],
  desk: Desk,
): Promise<SignedChunk> {
  const turns = takeTurns(deps, addSeconds(deps.clock.now(), CHUNK_SECONDS));
  const stamped = { ...deps, timestamper: turns.timestamper };
  const ends = new Map<CeremonyItem, End>();
  const sign = async (item: CeremonyItem): Promise<void> => {
    ends.set(item, turns.over() ?? (await endOf(stamped, ceremony, item, desk)));
  };
  await Promise.all(items.slice(0, 1).map(sign));
  await Promise.all(items.slice(1).map(sign));
  const endedIn = (end: End): readonly CeremonyItem[] => items.filter((item) => ends.get(item) === end);
  return {
    outcomes: items.flatMap((item) => {
      const end = ends.get(item);
      return end && typeof end !== 'string' ? [{ item, result: end }] : [];
    }),
    waiting: { 'timestamp-unavailable': endedIn('timestamp-unavailable'), fault: endedIn('fault') },
    untouched: endedIn('late'),
  };
}

type End = ItemResult | WaitReason | 'late';

async function endOf(deps: Deps, ceremony: Ceremony, item: CeremonyItem, desk: Desk): Promise<End> {
  try {
    return await signItem(deps, ceremony, item, desk);
  } catch (error) {
    if (error instanceof NotAsked) return error.why;
    const wait = waitReason(error);
    deps.log.error({ err: error, agreement: item.agreementId, wait }, 'an item was not signed');
    return wait ?? { kind: 'refused', reason: 'fault' };
  }
}

/**
 * One bad document must not keep the others waiting: it is refused and its ceremony goes on. Without a time-stamp an item
 * waits, never signed at a lower level; and so it does when the portal itself is in trouble (a database that is away).
 */
function waitReason(error: unknown): WaitReason | null {
  if (error instanceof TimestampError) return 'timestamp-unavailable';
  return error instanceof SigningError || error instanceof UnsupportedCharacterError ? null : 'fault';
}

type Over = 'timestamp-unavailable' | 'late';

/** Why a time-stamp was not even asked for. */
class NotAsked extends Error {
  readonly why: Over;

  constructor(why: Over) {
    super(`no time-stamp was asked for: ${why}`);
    this.name = 'NotAsked';
    this.why = why;
  }
}

interface Turns {
  readonly timestamper: Timestamper;
  /** Why nobody else gets a turn; null as long as somebody does. */
  readonly over: () => Over | null;
}

/** A few ask at once. After one who got no answer, and when time is up, no other does: together they would outlive their lease. */
function takeTurns({ timestamper, clock }: Pick<Deps, 'timestamper' | 'clock'>, enough: Instant): Turns {
  const inTurn = atMost(STAMPED_AT_ONCE);
  let isSilent = false;
  const over = (): Over | null => {
    if (isSilent) return 'timestamp-unavailable';
    return clock.now() > enough ? 'late' : null;
  };
  const stamp: Timestamper['stamp'] = (digest) =>
    inTurn(async () => {
      const why = over();
      if (why) throw new NotAsked(why);
      try {
        return await timestamper.stamp(digest);
      } catch (error) {
        isSilent ||= error instanceof TimestampError;
        throw error;
      }
    });
  return {
    timestamper: {
      get tokenRoom() {
        return timestamper.tokenRoom;
      },
      stamp,
    },
    over,
  };
}
