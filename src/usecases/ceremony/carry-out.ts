import type { Deps } from '../../deps';
import type { CeremonyItem } from '../../domain/ceremony';
import { addSeconds, type Id } from '../../domain/time';
import { ceremonyById } from '../../persistence/ceremony';
import { leaseItems, postponeItems } from '../../persistence/ceremony-item';
import { expireConsent } from './expire-consent';
import { recordSigned } from './record-signed';
import { signChunk, type Desk, type WaitReason } from './sign-chunk';

/** Items recorded in one transaction. */
const CHUNK = 32;
/** A worker that died gives its items back after this. */
const LEASE_SECONDS = 120;

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
 * Carries out one chunk of consented items, of one ceremony or of the oldest: signs and stamps them with no transaction
 * open, then records what succeeded in one. Returns how many items it took; 0 when nothing is due. May be killed anywhere.
 */
export async function carryOut(deps: Deps, worker: Worker, ceremonyId: Id | null = null): Promise<number> {
  const now = deps.clock.now();
  const items = await leaseItems(deps.db, worker.owner, now, { ceremonyId, limit: CHUNK, seconds: LEASE_SECONDS });
  const first = items[0];
  if (!first) {
    // The private key of a ceremony lives no longer than its work, nor what was read for it.
    worker.sessions.clear();
    worker.prefixes.clear();
    return 0;
  }
  const ceremony = await ceremonyById(deps.db, first.ceremonyId);
  if (!ceremony?.consentExpiresAt) throw new Error('an item was queued without consent');
  if (ceremony.consentExpiresAt <= now) {
    await expireConsent(deps, ceremony, items, worker.owner);
    return items.length;
  }

  const { outcomes, waiting, untouched } = await signChunk(deps, ceremony, items, worker);
  for (const reason of ['timestamp-unavailable', 'fault'] as const)
    await waitWith(deps, worker, waiting[reason], reason);
  await postponeItems(deps.db, worker.owner, untouched, deps.clock.now(), null);
  await recordSigned(deps, ceremony, outcomes, worker.owner);
  return items.length;
}

/** Tries again after half a minute, then a minute, two, four, at most a quarter of an hour. */
async function waitWith(deps: Deps, worker: Worker, items: readonly CeremonyItem[], reason: WaitReason): Promise<void> {
  const attempts = Math.max(1, ...items.map((item) => item.attempts));
  const seconds = Math.min(900, 30 * 2 ** Math.min(attempts - 1, 6));
  await postponeItems(deps.db, worker.owner, items, addSeconds(deps.clock.now(), seconds), reason);
}
