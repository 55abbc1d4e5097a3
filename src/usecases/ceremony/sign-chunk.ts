import { atMost } from '../../at-most';
import type { Deps } from '../../deps';
import { UnsupportedCharacterError } from '../../documents';
import type { Ceremony, CeremonyItem } from '../../domain/ceremony';
import { addSeconds, type Instant } from '../../domain/time';
import { SigningError } from '../../signing/errors';
import { TimestampError } from '../../signing/timestamps/faults';
import type { Timestamper } from '../../signing/timestamps/timestamper';
import type { Outcome } from './record-signed';
import { openItems, type OpenItem, type Prefixes, type UnsignedItem } from './open-items';
import { signItem, type Sessions, type SignedItem } from './sign-item';

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

/** What a worker keeps between chunks; it lives there and nowhere else. */
export interface Desk {
  readonly sessions: Sessions;
  readonly prefixes: Prefixes;
}

/**
 * Signs items of one ceremony. One by one until the first is signed: that opens the key, and shows how large time-stamps are and
 * that any are to be had. Then all others side by side, so that the same work is done for each of them after the other.
 * Touches no row.
 */
export async function signChunk(
  deps: Deps,
  ceremony: Ceremony,
  items: readonly CeremonyItem[],
  desk: Desk,
): Promise<SignedChunk> {
  const turns = takeTurns(deps, addSeconds(deps.clock.now(), CHUNK_SECONDS));
  const stamped = { ...deps, timestamper: turns.timestamper };
  const ends: End[] = [];
  const opened = await openOrWait(deps, ceremony, items, desk);
  const sign = async (item: OpenItem | End): Promise<End> =>
    isOpen(item) ? (turns.over() ?? endOf(stamped, ceremony, item, desk)) : item;
  for (const item of opened) {
    if (ends.some(isSigned)) break;
    ends.push(await sign(item));
  }
  ends.push(...(await Promise.all(opened.slice(ends.length).map(sign))));
  const endedIn = (end: End): readonly CeremonyItem[] => items.filter((_, index) => ends[index] === end);
  return {
    outcomes: items.flatMap((item, index) => {
      const end = ends[index];
      return end && typeof end !== 'string' ? [{ item, result: end }] : [];
    }),
    waiting: { 'timestamp-unavailable': endedIn('timestamp-unavailable'), fault: endedIn('fault') },
    untouched: endedIn('late'),
  };
}

type End = SignedItem | UnsignedItem | WaitReason | 'late';

const isOpen = (item: OpenItem | End): item is OpenItem => typeof item !== 'string' && item.kind === 'open';
const isSigned = (end: End): boolean => typeof end !== 'string' && end.kind === 'signed';

/** A database that is away makes all of them wait. */
async function openOrWait(
  deps: Deps,
  ceremony: Ceremony,
  items: readonly CeremonyItem[],
  { prefixes }: Desk,
): Promise<readonly (OpenItem | UnsignedItem | WaitReason)[]> {
  try {
    return await openItems(deps, ceremony, items, prefixes);
  } catch (error) {
    deps.log.error({ err: error, ceremony: ceremony.number }, 'the items of a ceremony could not be read');
    return items.map(() => 'fault');
  }
}

async function endOf(deps: Deps, ceremony: Ceremony, item: OpenItem, { sessions }: Desk): Promise<End> {
  try {
    return await signItem(deps, ceremony, item, sessions);
  } catch (error) {
    if (error instanceof NotAsked) return error.why;
    const wait = waitReason(error);
    deps.log.error({ err: error, agreement: item.slot.agreementId, wait }, 'an item was not signed');
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
        // Where others of the portal stand before it, the authority itself is well.
        isSilent ||= error instanceof TimestampError && error.fault !== 'busy';
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
