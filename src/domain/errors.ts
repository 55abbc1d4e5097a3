/** What went wrong, in kinds that map to an HTTP status. `not-found` also stands for "not yours". */
export type ErrorKind = 'not-found' | 'conflict' | 'invalid' | 'too-many' | 'unavailable';

/**
 * Every refusal of the domain has a code; the Dutch sentence of each code stands in src/web/nl/errors.ts,
 * where a missing one does not compile.
 */
export type ErrorCode =
  | 'not-found'
  | 'changed-meanwhile'
  | 'municipality-already-registered'
  | 'partner-already-registered'
  | 'registration-already-decided'
  | 'sector-closed'
  | 'link-used-or-expired'
  | 'too-many-attempts'
  | 'already-member'
  | 'last-admin'
  | 'recorder-is-holder'
  | 'holder-not-signatory'
  | 'day-in-past'
  | 'day-in-future'
  | 'until-before-from'
  | 'no-valid-mandate'
  | 'mandate-out-of-scope'
  | 'local-arrangements-missing'
  | 'nothing-selected'
  | 'already-signed'
  | 'document-changed'
  | 'list-changed'
  | 'wrong-code'
  | 'used-code'
  | 'code-locked'
  | 'unsupported-characters'
  | 'already-in-force'
  | 'no-longer-matching'
  | 'template-label-released'
  | 'template-draft-exists'
  | 'template-day-taken'
  | 'release-not-asked'
  | 'own-release-request'
  | 'too-many-checks'
  | 'nothing-signed'
  | 'proof-unavailable';

/** A refusal. The message is English, for the log; people read the sentence that belongs to the code. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(kind: ErrorKind, code: ErrorCode, detail: Readonly<Record<string, string | number>> = {}) {
    super(`${kind}: ${code} ${JSON.stringify(detail)}`);
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.detail = detail;
  }
}

export const notFound = (): DomainError => new DomainError('not-found', 'not-found');
