/** What can go wrong while making a signature. Verification never throws: it reports. */
export type SigningErrorCode =
  | 'malformed-der'
  | 'name-not-printable'
  | 'malformed-cms'
  | 'malformed-pdf'
  | 'no-such-field'
  | 'field-already-signed'
  | 'room-too-small'
  | 'proof-missing'
  | 'seal-unreadable'
  | 'outside-certificate-validity'
  | 'own-check-failed'
  | 'envelope-damaged-or-wrong-passphrase'
  | 'envelope-unknown-version';

export class SigningError extends Error {
  readonly code: SigningErrorCode;

  constructor(code: SigningErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(`${code}: ${message}`, options);
    this.name = 'SigningError';
    this.code = code;
  }
}
