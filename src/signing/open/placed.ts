import type { Instant } from '../../domain/time';
import type { Certificate } from '../certificates/read-certificate';
import type { Covers, TimestampReport } from '../verify/report';
import type { Change } from './changes/change';
import type { Proof } from './cms/revocation';
import type { ForeignToken } from './cms/token';
import type { SignedFieldFound } from './fields';
import type { View } from './pdf/view';
import type { SignedRange } from './range';
import type { OpenStore } from './store';

/** A signature or document time-stamp with its place in the file. */
export interface Placed {
  readonly found: SignedFieldFound;
  readonly range: SignedRange;
  /** The document as it was signed. */
  readonly view: View;
  readonly changes: readonly Change[];
  readonly covers: Exclude<Covers, 'broken'>;
}

export interface JudgedStamp {
  readonly placed: Placed;
  readonly token: ForeignToken;
  readonly report: TimestampReport;
}

/** The bytes up to `end` were there at this time. */
export interface Moment {
  readonly end: number;
  readonly time: Instant;
}

/** What signatures are judged with. */
export interface Scales {
  readonly anchors: readonly Certificate[];
  readonly now: Instant;
  /** As the document holds it now. */
  readonly store: OpenStore | null;
  /** What is known of withdrawn certificates. */
  readonly proofs: readonly Proof[];
  /** The document time-stamps of the file. */
  readonly stamps: readonly JudgedStamp[];
  /** What trusted time-stamps of the document and of earlier signatures prove. */
  readonly moments: readonly Moment[];
}
