import type { Deps } from '../../deps';
import type { Agreement } from '../../domain/agreement';
import type { Ceremony, CeremonyItem, MandateFacts } from '../../domain/ceremony';
import { mandateToSign, type Mandate } from '../../domain/mandates';
import { amsterdamDay, type Id } from '../../domain/time';
import { agreementsById } from '../../persistence/agreement';
import { segmentsOf, type StoredSegments } from '../../persistence/document-segment';
import { mandatesOf } from '../../persistence/mandate';
import { slotsOf, type SlotState } from '../../persistence/signature-slot';
import { beginningsOf } from '../../persistence/template-shape';
import { knowFile, knowPrefix, type KnownFile, type KnownPrefix } from '../../signing/known-file';

/** A document that lies open at the place where this party signs. */
export interface OpenItem {
  readonly kind: 'open';
  readonly file: KnownFile;
  /** Of the last segment of the file. */
  readonly ordinal: number;
  readonly slot: SlotState;
  readonly mandate: MandateFacts;
  readonly sectorCode: string;
  /** Nobody signs after this one. */
  readonly isLast: boolean;
}

export type UnsignedItem =
  /** The agreement is no longer what was agreed to. */
  | { readonly kind: 'conflict'; readonly reason: 'withdrawn' | 'document-changed' }
  /** The mandate was taken back after the button was pressed, or the document cannot be signed. */
  | { readonly kind: 'refused'; readonly reason: 'mandate-ended' | 'fault' };

/** By shape: the first bytes that its documents share. */
export type Prefixes = Map<Id, KnownPrefix>;

/** Each takes some 500 kB, and a chunk may need 32 others than the one before. */
const MOST_PREFIXES = 64;

/** What lies behind each item of a ceremony, in their order. Reads all rows at once and touches none. */
export async function openItems(
  deps: Pick<Deps, 'db'>,
  ceremony: Ceremony,
  items: readonly CeremonyItem[],
  prefixes: Prefixes,
): Promise<readonly (OpenItem | UnsignedItem)[]> {
  const ids = items.map(({ agreementId }) => agreementId);
  const agreements = new Map((await agreementsById(deps.db, ids)).map((agreement) => [agreement.id, agreement]));
  const slots = await slotsOf(deps.db, ids);
  const mandates = await mandatesOf(deps.db, ceremony.partyId);
  const stored = await segmentsOf(deps.db, ids);
  if (prefixes.size > MOST_PREFIXES) prefixes.clear();
  const missing = new Set([...stored.values()].map(({ shapeId }) => shapeId).filter((id) => !prefixes.has(id)));
  for (const [id, bytes] of await beginningsOf(deps.db, [...missing])) prefixes.set(id, knowPrefix(bytes));
  return items.map((item) =>
    open(item, ceremony, {
      agreement: agreements.get(item.agreementId),
      slots: slots.get(item.agreementId) ?? [],
      stored: stored.get(item.agreementId),
      mandates,
      prefixes,
    }),
  );
}

interface Rows {
  readonly agreement: Agreement | undefined;
  readonly slots: readonly SlotState[];
  readonly stored: StoredSegments | undefined;
  readonly mandates: readonly Mandate[];
  readonly prefixes: Prefixes;
}

function open(item: CeremonyItem, ceremony: Ceremony, rows: Rows): OpenItem | UnsignedItem {
  const { agreement, stored } = rows;
  const left = rows.slots.filter(({ signed }) => !signed);
  const slot = left.find((one) => one.slot === item.slot);
  if (agreement?.status !== 'offered' || !slot || left[0] !== slot) return { kind: 'conflict', reason: 'withdrawn' };
  const prefix = stored && rows.prefixes.get(stored.shapeId);
  if (!prefix || stored.sha256 !== item.fileSha256) return { kind: 'conflict', reason: 'document-changed' };
  const file = knowFile(prefix, stored.rest);
  // Only bytes that were verified when they were stored are signed without verifying them again.
  if (file.hash.copy().digest('hex') !== item.fileSha256) return { kind: 'refused', reason: 'fault' };
  const { sectorCode } = agreement;
  const mandate = mandateUsed(ceremony, rows.mandates, sectorCode);
  if (!mandate) return { kind: 'refused', reason: 'mandate-ended' };
  return { kind: 'open', file, ordinal: stored.ordinal, slot, mandate, sectorCode, isLast: left.length === 1 };
}

/** The mandate that was frozen with the consent, if it still stands; null when it was taken back since. */
export function mandateUsed(
  { personId, mandateFacts, consentedAt }: Ceremony,
  mandates: readonly Mandate[],
  sectorCode: string,
): MandateFacts | null {
  const frozen = mandateFacts?.[sectorCode];
  if (!frozen || consentedAt === null) return null;
  const held = mandateToSign(mandates, { personId, sectorCode, day: amsterdamDay(consentedAt) });
  return held?.id === frozen.mandateId ? frozen : null;
}
