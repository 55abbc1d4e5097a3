import { createHash } from 'node:crypto';
import { canonicalJson } from './audit';
import type { Day, Id, Instant } from './time';

export type CeremonyStatus = 'handed-over' | 'sent-back' | 'consented' | 'finished' | 'cancelled' | 'expired';
export type ItemState = 'listed' | 'left-out' | 'queued' | 'signed' | 'refused' | 'conflict';

/** Reason of the items of a list that who prepared it took back before it was signed. */
export const TAKEN_BACK = 'taken-back';

/** One act of will over one or many agreements: S-2026-000117. */
export interface Ceremony {
  readonly id: Id;
  readonly number: string;
  readonly partyId: Id;
  /** The signatory to whom the list was handed. */
  readonly personId: Id;
  readonly mandateId: Id;
  readonly preparedBy: Id;
  readonly preparedAt: Instant;
  readonly message: string | null;
  readonly status: CeremonyStatus;
  readonly manifestSha256: string | null;
  /** By sector code: the mandate that gave the right to sign when the button was pressed; null before. */
  readonly mandateFacts: MandatesUsed | null;
  readonly consentedAt: Instant | null;
  readonly consentExpiresAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly note: string | null;
  readonly version: number;
}

export interface CeremonyItem {
  readonly ceremonyId: Id;
  readonly position: number;
  readonly agreementId: Id;
  readonly slot: number;
  /** SHA-256 of the file that the signatory was shown. */
  readonly fileSha256: string;
  readonly state: ItemState;
  readonly reason: string | null;
  readonly attempts: number;
}

/** The facts of the mandate as they were when the button was pressed: frozen in the evidence of each signature. */
export interface MandateFacts {
  readonly mandateId: Id;
  readonly office: string;
  readonly holderName: string;
  readonly partyName: string;
  readonly scope: 'all' | readonly string[];
  readonly grounds: readonly { readonly kind: string; readonly decidedOn: Day; readonly reference: string }[];
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  readonly confirmedAt: Instant;
}

export type MandatesUsed = Readonly<Record<string, MandateFacts>>;

/** What the signatory saw and agreed to; its SHA-256 is what the second factor confirms. */
export interface Manifest {
  readonly items: readonly { readonly number: string; readonly slot: number; readonly fileSha256: string }[];
  /** The exact sentence above the button. */
  readonly consentText: string;
}

/** SHA-256, hex, of the canonical JSON (RFC 8785) of a manifest. */
export const manifestHash = (manifest: Manifest): string =>
  createHash('sha256').update(manifestText(manifest)).digest('hex');

/** A manifest as it is hashed. */
export function manifestText({ items, consentText }: Manifest): string {
  return canonicalJson({
    items: items.map(({ number, slot, fileSha256 }) => ({ number, slot, fileSha256 })),
    consentText,
  });
}

/** SHA-256, hex, of the canonical JSON of what a mandate was when it gave the right to sign: the log keeps it. */
export const mandateHash = (facts: MandateFacts): string =>
  createHash('sha256').update(mandateText(facts)).digest('hex');

/** The facts as they are hashed. */
export function mandateText(facts: MandateFacts): string {
  const { grounds, scope, ...others } = facts;
  return canonicalJson({
    ...others,
    scope,
    grounds: grounds.map(({ kind, decidedOn, reference }) => ({ kind, decidedOn, reference })),
  });
}

/** A consent counts for 24 hours: what has no time-stamp by then is asked again. */
export const CONSENT_SECONDS = 24 * 3600;
