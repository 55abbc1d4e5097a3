import type { Instant } from '../../domain/time';
import type { Change } from '../open/changes/change';
import type { OpenErrorType } from '../open/errors';
import type { TokenFault } from '../timestamps/faults';

// The words of ETSI EN 319 102-1 5.1.3 (tables 5 and 6), and beside them what exactly was found.

type Indication = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'NO_SIGNATURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'NOT_YET_VALID'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'TRY_LATER'
  | 'GENERIC';

/** Every reason for which a file, a signature or a time-stamp is not passed. */
const PROBLEMS = {
  // The file
  'not-a-file-of-ours': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'unknown-change-after-signing': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'no-signature': ['INDETERMINATE', 'NO_SIGNATURE'],
  'signatures-not-as-expected': ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  'cannot-be-read': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'may-not-be-read': ['INDETERMINATE', 'GENERIC'],
  // How the signature stands in the file
  'wrong-byte-range': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'contents-not-canonical': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'wrong-signature-dictionary': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'malformed-cms': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'unsupported-signature-type': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'signature-used-twice': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'signature-removed': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'cms-not-as-we-write-it': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  // The signature itself
  'no-certificate': ['INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND'],
  'weak-algorithm': ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE'],
  'unknown-algorithm': ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE'],
  'wrong-content-type': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'wrong-message-digest': ['TOTAL-FAILED', 'HASH_FAILURE'],
  'missing-certificate-id': ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  'wrong-certificate-id': ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  'algorithms-not-protected': ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  'wrong-signature': ['TOTAL-FAILED', 'SIG_CRYPTO_FAILURE'],
  // The time-stamp
  'timestamp-not-intact': ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  'timestamp-not-trusted': ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
  'stamped-before-signed': ['INDETERMINATE', 'TIMESTAMP_ORDER_FAILURE'],
  // The certificate
  'not-a-signatory-certificate': ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'],
  'not-a-signing-certificate': ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'],
  'no-path-to-an-anchor': ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
  'not-allowed-to-issue': ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'],
  'unknown-critical-extension': ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'],
  'not-valid-then': ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE'],
  'not-yet-valid': ['INDETERMINATE', 'NOT_YET_VALID'],
  'claimed-time-outside-certificate': ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  revoked: ['TOTAL-FAILED', 'REVOKED'],
  'revoked-and-time-not-proven': ['INDETERMINATE', 'REVOKED_NO_POE'],
  'issuer-revoked': ['INDETERMINATE', 'REVOKED_CA_NO_POE'],
  // The archive: proof that nothing was withdrawn, and the time-stamps over it
  'archive-proof-incomplete': ['INDETERMINATE', 'TRY_LATER'],
  'archive-stamp-not-intact': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'archive-stamp-not-trusted': ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
} as const satisfies Record<string, readonly [Indication, SubIndication]>;

export type Problem = keyof typeof PROBLEMS;

/** Levels of ETSI EN 319 142-1 6.1. */
export type Level = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

export interface SignatoryInReport {
  readonly name: string | null;
  readonly organisation: string | null;
  readonly organizationIdentifier: string | null;
  readonly mandateReference: string | null;
  /** Hexadecimal. */
  readonly certificateSerial: string;
}

export type Covers = 'whole-file' | 'whole-revision' | 'broken';

export interface SignatureReport {
  readonly field: string;
  readonly signer: SignatoryInReport | null;
  /** Of the time-stamp; of /M where there is none; null when neither can be read. */
  readonly time: Instant | null;
  readonly level: Level | null;
  /** The signed bytes are those that were signed. */
  readonly intact: boolean;
  /** And the certificate leads to an anchor. */
  readonly trusted: boolean;
  readonly covers: Covers;
  /** What came after this one. */
  readonly changesAfter: readonly Change[];
  readonly problems: readonly Problem[];
}

/** A time-stamp by itself. */
export interface StampFound {
  readonly field: string;
  readonly time: Instant | null;
  readonly authority: string | null;
  readonly intact: boolean;
  readonly trusted: boolean;
  readonly problems: readonly TimestampProblem[];
}

export type TimestampProblem = TokenFault | Problem | 'certificate-withdrawn';

/** A time-stamp with its place in the file; one inside a signature covers what that covers. */
export interface TimestampReport extends StampFound {
  readonly covers: Covers;
  readonly changesAfter: readonly Change[];
}

export type FileErrorType = OpenErrorType | 'not-of-ours' | 'too-much-time';

export interface Report {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly signatures: readonly SignatureReport[];
  readonly timestamps: readonly TimestampReport[];
  /** Of the file as a whole. */
  readonly problems: readonly Problem[];
  /** Why the file could not be read, or not further. */
  readonly error?: { readonly type: FileErrorType; readonly message: string };
}

const SEVERITY: readonly Indication[] = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'];

/** The gravest problem decides; of equal ones the first found. */
export function conclude(problems: readonly Problem[]): Pick<Report, 'indication' | 'subIndication'> {
  const verdicts = problems.map((problem) => PROBLEMS[problem]);
  for (const indication of SEVERITY) {
    const verdict = verdicts.find(([found]) => found === indication);
    if (verdict) return { indication, subIndication: verdict[1] };
  }
  return { indication: 'TOTAL-PASSED', subIndication: null };
}

export const isGraver = (one: Report, other: Report): boolean =>
  SEVERITY.indexOf(one.indication) < SEVERITY.indexOf(other.indication);
