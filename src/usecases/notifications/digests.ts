import type { Deps } from '../../deps';
import { digestMoment } from '../../domain/digest';
import { amsterdamDay, type Id, type Instant } from '../../domain/time';
import type { Trx } from '../../persistence/db';
import { enqueue } from '../../persistence/outbox';
import type { DigestTopic } from '../../domain/outbox';

type Needs = Pick<Deps, 'clock' | 'newId' | 'config'>;

/** New agreements to prepare: one mail a working day to each of these municipalities. */
export async function announceDrafts(trx: Trx, deps: Needs, municipalityIds: readonly Id[]): Promise<void> {
  await announce(trx, deps, 'nieuwe-overeenkomsten', municipalityIds);
}

/** Agreements that wait for the partner's signature: one mail a working day to each of these partners. */
export async function announceCountersigning(trx: Trx, deps: Needs, partnerIds: readonly Id[]): Promise<void> {
  await announce(trx, deps, 'wacht-op-medeondertekening', partnerIds);
}

/** Agreements that came into force since an instant: one mail a working day to each of these parties; at once when it is one. */
export async function announceInForce(
  trx: Trx,
  deps: Needs,
  partyIds: readonly Id[],
  of: { readonly since: Instant; readonly only: string | null },
): Promise<void> {
  await announce(trx, deps, 'van-kracht', partyIds, of);
}

/** The count is taken when the digest goes out, so that one mail tells the whole morning's state. */
async function announce(
  trx: Trx,
  deps: Needs,
  topic: DigestTopic,
  partyIds: readonly Id[],
  of: { readonly since: Instant; readonly only: string | null } = { since: deps.clock.now(), only: null },
): Promise<void> {
  const now = deps.clock.now();
  // Without waiting in demonstration mode: who tries the portal wants to see the mail.
  const atOnce = deps.config.demonstration || of.only !== null;
  const dueAt = atOnce ? now : digestMoment(now);
  const orders = partyIds.map((partyId) => ({
    kind: 'digest' as const,
    dedupeKey: `${topic} ${partyId} ${of.only ?? (atOnce ? now : amsterdamDay(dueAt))}`,
    payload: { topic, partyId, since: of.since },
    dueAt,
  }));
  await enqueue(trx, deps.newId, now, orders);
}
