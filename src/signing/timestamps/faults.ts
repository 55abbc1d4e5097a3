import type { SignerFault } from '../cms/check-signer';

/** Why a time-stamp token is not accepted, whoever brings it. */
export type TokenFault =
  | 'malformed'
  | 'not-a-timestamp'
  | 'wrong-version'
  | 'wrong-imprint'
  | 'not-a-timestamp-certificate'
  | 'certificate-not-valid-then'
  | 'untrusted-issuer'
  | SignerFault;

/** Why the answer of a time-stamp authority is not accepted. */
export type TimestampFault =
  | TokenFault
  | 'not-granted'
  | 'no-token'
  | 'wrong-nonce'
  | 'wrong-policy'
  | 'time-out-of-window'
  | 'unreachable'
  /** Too many of our own requests stand before this one. */
  | 'busy'
  | 'wrong-http-status'
  | 'wrong-media-type'
  | 'too-large';

export class TimestampError extends Error {
  readonly fault: TimestampFault;

  constructor(fault: TimestampFault, message: string, options?: { readonly cause?: unknown }) {
    super(`${fault}: ${message}`, options);
    this.name = 'TimestampError';
    this.fault = fault;
  }
}
