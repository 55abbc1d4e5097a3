import type { Report, SignatureReport, TimestampProblem, TimestampReport } from './report';

// What was found, in plain English; the Dutch page has words of its own.

const WORDS: Readonly<Record<TimestampProblem, string>> = {
  'not-a-file-of-ours': 'The portal did not make this file.',
  'unknown-change-after-signing': 'The document was changed after it was signed, in a way that is not permitted.',
  'no-signature': 'The document holds no signature.',
  'signatures-not-as-expected': 'The signatures are not those that are registered for this document.',
  'cannot-be-read': 'The file cannot be read as a PDF.',
  'may-not-be-read': 'The file was not read: it is protected with a password, or asks for too much work.',
  'wrong-byte-range': 'The signature does not cover its whole revision of the document.',
  'contents-not-canonical': 'Bytes that nobody signed stand beside the signature.',
  'wrong-signature-dictionary': 'The signature does not stand in the document as it was when it was signed.',
  'malformed-cms': 'The signature cannot be read.',
  'cms-not-as-we-write-it': 'The portal did not write this signature.',
  'unsupported-signature-type': 'This is not a type of signature that a PDF may hold.',
  'signature-used-twice': 'Two fields show the same signature.',
  'signature-removed': 'A later revision took this signature away.',
  'no-certificate': 'The certificate of the signer is missing.',
  'weak-algorithm': 'The signature uses an algorithm or a key that is no longer strong enough.',
  'unknown-algorithm': 'The signature uses an algorithm that is not read here, so nobody can say whether it fits.',
  'wrong-content-type': 'The signature says that it signs something else than a document.',
  'wrong-message-digest': 'The document was changed: its digest is not the one that was signed.',
  'missing-certificate-id': 'The signature does not name the certificate that it was made with.',
  'wrong-certificate-id': 'The signature names another certificate than the one that comes with it.',
  'algorithms-not-protected': 'The signature names other algorithms than those it uses.',
  'wrong-signature': 'The signature was not made with the key of this certificate.',
  'timestamp-not-intact': 'The time-stamp of the signature is damaged, or belongs to another signature.',
  'timestamp-not-trusted': 'The time-stamp of the signature comes from an authority that is not trusted.',
  'stamped-before-signed': 'The time-stamp is older than the moment at which the signer says to have signed.',
  'not-a-signatory-certificate': 'The certificate is not one for signatories of the portal.',
  'not-a-signing-certificate': 'The certificate is not meant for signing documents.',
  'no-path-to-an-anchor':
    'The certificate was issued by nobody who is trusted here. That says nothing about the document.',
  'not-allowed-to-issue': 'A certificate was issued by somebody who may not issue certificates.',
  'unknown-critical-extension': 'A certificate sets a condition that is not understood here.',
  'not-valid-then': 'The certificate was not valid, or no trusted time-stamp proves that the signature is old enough.',
  'not-yet-valid': 'A time-stamp proves that the signature is older than its certificate.',
  'claimed-time-outside-certificate': 'The signer says to have signed when the certificate was not valid.',
  revoked: 'The certificate was withdrawn before the signature was made.',
  'issuer-revoked':
    'The certificate of an issuer was withdrawn, and nothing proves that the signature was made before.',
  'revoked-and-time-not-proven':
    'The certificate was withdrawn, and nothing proves that the signature was made before.',
  'archive-proof-incomplete': 'The proof for the archive is not complete.',
  'archive-stamp-not-intact': 'A time-stamp over the document is damaged or does not fit.',
  'archive-stamp-not-trusted': 'A time-stamp over the document comes from an authority that is not trusted.',
  malformed: 'The time-stamp cannot be read.',
  'not-a-timestamp': 'What stands there is no time-stamp.',
  'wrong-version': 'The time-stamp has a version that does not exist.',
  'wrong-imprint': 'The time-stamp was made for something else.',
  'not-a-timestamp-certificate': 'The certificate of the time-stamp is not meant for time-stamps.',
  'certificate-withdrawn':
    'The certificate of the time-stamp was withdrawn, and nothing else shows that the time-stamp is older.',
  'certificate-not-valid-then': 'The certificate of the time-stamp was not valid at its moment.',
  'untrusted-issuer': 'The time-stamp comes from an authority that is not trusted here.',
};

export const plainWords = (problem: TimestampProblem): string => WORDS[problem];

interface InWords {
  readonly problems: readonly string[];
}

/** The report as it is written to JSON: every problem in plain words, behind each its code. */
export function reportInWords(report: Report): Omit<Report, 'signatures' | 'timestamps' | 'problems'> &
  InWords & {
    readonly signatures: readonly (Omit<SignatureReport, 'problems'> & InWords)[];
    readonly timestamps: readonly (Omit<TimestampReport, 'problems'> & InWords)[];
  } {
  return {
    ...report,
    signatures: report.signatures.map((each) => ({ ...each, problems: each.problems.map(withCode) })),
    timestamps: report.timestamps.map((each) => ({
      // A time-stamp has a signer too, and no level of its own.
      signer: each.authority === null ? null : { name: each.authority },
      level: null,
      ...each,
      problems: each.problems.map(withCode),
    })),
    problems: report.problems.map(withCode),
  };
}

const withCode = (problem: TimestampProblem): string => `${WORDS[problem]} [${problem}]`;
