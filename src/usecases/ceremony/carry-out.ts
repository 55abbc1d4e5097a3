import type { Deps } from '../../deps';
import type { CeremonyItem } from '../../domain/ceremony';
import { addSeconds, type Id } from '../../domain/time';
import { ceremonyById } from '../../persistence/ceremony';
import { leaseItems, postponeItems } from '../../persistence/ceremony-item';
import { UnsupportedCharacterError } from '../../documents';
import { SigningError } from '../../signing/errors';
import { TimestampError } from '../../signing/timestamps/faults';
import { expireConsent } from './expire-consent';
import { recordSigned, type Outcome } from './record-signed';
import { signItem, type Desk } from './sign-item';

/** Items recorded in one transaction. */
const CHUNK = 32;
/** A worker that died gives its items back after this. */
const LEASE_SECONDS = 120;
/** With slow time-stamps the rest of a chunk goes back after this, well before the lease ends. */
const CHUNK_SECONDS = 60;

export interface Worker extends Desk {
  /** Names the holder of a lease: another worker cannot settle its items. */
  readonly owner: Id;
}

export const newWorker = (deps: Pick<Deps, 'newId'>): Worker => ({
  owner: deps.newId(),
  sessions: new Map(),
  prefixes: new Map(),
});

/**
 * Carries out one chunk of consented items, of one ceremony or of the oldest: signs and stamps each with no transaction
 * open, then records what succeeded in one. Returns how many items it took; 0 when nothing is due. May be killed anywhere.
 */
export async function carryOut(deps: Deps, worker: Worker, ceremonyId: Id | null = null): Promise<number> {
  const now = deps.clock.now();
  const items = await leaseItems(deps.db, worker.owner, now, { ceremonyId, limit: CHUNK, seconds: LEASE_SECONDS });
  const first = items[0];
  if (!first) {
    // The private key of a ceremony lives no longer than its work.
    worker.sessions.clear();
    return 0;
  }
  const ceremony = await ceremonyById(deps.db, first.ceremonyId);
  if (!ceremony?.consentExpiresAt) throw new Error('an item was queued without consent');
  if (ceremony.consentExpiresAt <= now) {
    await expireConsent(deps, ceremony, items, worker.owner);
    return items.length;
  }

  const outcomes: Outcome[] = [];
  const later: Record<WaitReason, CeremonyItem[]> = { 'timestamp-unavailable': [], fault: [] };
  let untouched: readonly CeremonyItem[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && deps.clock.now() > addSeconds(now, CHUNK_SECONDS)) {
      untouched = items.slice(index);
      break;
    }
    try {
      outcomes.push({ item, result: await signItem(deps, ceremony, item, worker) });
    } catch (error) {
      const wait = waitReason(error);
      deps.log.error({ err: error, agreement: item.agreementId, wait }, 'an item was not signed');
      // Whoever waits ten seconds for each of the others outlives its lease.
      if (wait === 'timestamp-unavailable') {
        later[wait].push(...items.slice(index));
        break;
      }
      if (wait) later[wait].push(item);
      else outcomes.push({ item, result: { kind: 'refused', reason: 'fault' } });
    }
    await new Promise(setImmediate);
  }
  for (const reason of ['timestamp-unavailable', 'fault'] as const) await waitWith(deps, worker, later[reason], reason);
  await postponeItems(deps.db, worker.owner, untouched, deps.clock.now(), null);
  await recordSigned(deps, ceremony, outcomes, worker.owner);
  return items.length;
}

type WaitReason = 'timestamp-unavailable' | 'fault';

/**
 * One bad document must not keep the others waiting: it is refused and its ceremony goes on. Without a time-stamp an item
 * waits, never signed at a lower level; and so it does when the portal itself is in trouble (a database that is away).
 */
function waitReason(error: unknown): WaitReason | null {
  if (error instanceof TimestampError) return 'timestamp-unavailable';
  return error instanceof SigningError || error instanceof UnsupportedCharacterError ? null : 'fault';
}

/** Tries again after half a minute, then a minute, two, four, at most a quarter of an hour. */
async function waitWith(deps: Deps, worker: Worker, items: readonly CeremonyItem[], reason: WaitReason): Promise<void> {
  const attempts = Math.max(1, ...items.map((item) => item.attempts));
  const seconds = Math.min(900, 30 * 2 ** Math.min(attempts - 1, 6));
  await postponeItems(deps.db, worker.owner, items, addSeconds(deps.clock.now(), seconds), reason);
}
