import type { Id } from './time';

export type PartyKind = 'municipality' | 'joint-body' | 'partner' | 'executor' | 'agent' | 'platform' | 'steward';

/** listed: known (a preloaded municipality), not taking part; applied: registration open; admitted: takes part. */
export type PartyStatus = 'listed' | 'applied' | 'admitted' | 'refused' | 'ended';

export interface Party {
  readonly id: Id;
  readonly kind: PartyKind;
  /** SP-00042 for partners; null for others. */
  readonly number: string | null;
  readonly naturalPerson: boolean;
  readonly name: string;
  readonly sortKey: string;
  readonly kvk: string | null;
  /** GM0344 for municipalities; null for others. */
  readonly cbsCode: string | null;
  /** Town of the statutory seat (partners). */
  readonly seat: string | null;
  readonly provinceCode: string | null;
  readonly status: PartyStatus;
  readonly admittedOn: string | null;
  readonly generalMailbox: string | null;
  readonly telephone: string | null;
  readonly version: number;
}

/** The roles that a person can hold in an organisation; `steward` only in the NVVK's own party. */
export type Role = 'contact' | 'signatory' | 'admin' | 'viewer' | 'steward';

/** Who asks: the logged-in person, for one organisation. */
export interface Viewer {
  readonly personId: Id;
  readonly name: string;
  readonly email: string;
  readonly party: { readonly id: Id; readonly kind: PartyKind; readonly name: string; readonly number: string | null };
  readonly roles: readonly Role[];
  /** Works for other organisations as well. */
  readonly several: boolean;
}
