import type { Deps } from '../../deps';
import { UnsupportedCharacterError } from '../../documents';
import type { Ceremony, CeremonyItem } from '../../domain/ceremony';
import { addSeconds } from '../../domain/time';
import { SigningError } from '../../signing/errors';
import { TimestampError } from '../../signing/timestamps/faults';
import type { Outcome } from './record-signed';
import { signItem, type Desk, type ItemResult } from './sign-item';

/** As many as an authority outside is asked at once: while one waits for its time-stamp, others are signed. */
const AT_A_TIME = 4;
/** With slow time-stamps the rest of a chunk is not begun after this, well before the lease ends. */
const CHUNK_SECONDS = 60;

export interface SignedChunk {
  /** In the order of the list. */
  readonly outcomes: readonly Outcome[];
  readonly waiting: Readonly<Record<WaitReason, readonly CeremonyItem[]>>;
  /** Not begun, for want of time. */
  readonly untouched: readonly CeremonyItem[];
}

/** Signs items of one ceremony, some side by side, until all are done, time is up, or no time-stamp is to be had. Touches no row. */
export async function signChunk(
  deps: Deps,
  ceremony: Ceremony,
  items: readonly CeremonyItem[],
  desk: Desk,
): Promise<SignedChunk> {
  const enough = addSeconds(deps.clock.now(), CHUNK_SECONDS);
  const ends = new Map<CeremonyItem, ItemResult | WaitReason>();
  let begun = 0;
  let silent = false;
  const signOneByOne = async (): Promise<void> => {
    for (let item = items[begun]; item; item = items[begun]) {
      // Whoever waits ten seconds for each of the others outlives its lease.
      if (silent || (begun > 0 && deps.clock.now() > enough)) return;
      begun++;
      const end = await endOf(deps, ceremony, item, desk);
      ends.set(item, end);
      silent ||= end === 'timestamp-unavailable';
      await new Promise(setImmediate);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, signOneByOne));
  const outcomes = items.flatMap((item) => {
    const end = ends.get(item);
    return end && typeof end !== 'string' ? [{ item, result: end }] : [];
  });
  const endedIn = (reason: WaitReason): readonly CeremonyItem[] => items.filter((item) => ends.get(item) === reason);
  const rest = items.slice(begun);
  return {
    outcomes,
    waiting: {
      'timestamp-unavailable': [...endedIn('timestamp-unavailable'), ...(silent ? rest : [])],
      fault: endedIn('fault'),
    },
    untouched: silent ? [] : rest,
  };
}

async function endOf(deps: Deps, ceremony: Ceremony, item: CeremonyItem, desk: Desk): Promise<ItemResult | WaitReason> {
  try {
    return await signItem(deps, ceremony, item, desk);
  } catch (error) {
    const wait = waitReason(error);
    deps.log.error({ err: error, agreement: item.agreementId, wait }, 'an item was not signed');
    return wait ?? { kind: 'refused', reason: 'fault' };
  }
}

export type WaitReason = 'timestamp-unavailable' | 'fault';

/**
 * One bad document must not keep the others waiting: it is refused and its ceremony goes on. Without a time-stamp an item
 * waits, never signed at a lower level; and so it does when the portal itself is in trouble (a database that is away).
 */
function waitReason(error: unknown): WaitReason | null {
  if (error instanceof TimestampError) return 'timestamp-unavailable';
  return error instanceof SigningError || error instanceof UnsupportedCharacterError ? null : 'fault';
}
