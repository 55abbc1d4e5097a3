import { isDay, type Instant } from '../../domain/time';
import type { KnownCertificates } from '../certificates/known';
import type { Certificate } from '../certificates/read-certificate';
import { written } from '../pdf/entries';
import type { PdfFile } from '../pdf/file';
import { checkToken, type CheckedToken } from '../timestamps/check-token';
import type { Problem } from './report';
import type { SignatureRevision } from './revision';
import { signerOf, type SignerOf } from './signer-of';

export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly tsaAnchors: readonly Certificate[];
  /** For a signature that no time-stamp dates. */
  readonly now: Instant;
  /** CRLs that are known besides, as DER; one that speaks of another certificate is no harm. */
  readonly crls: readonly Buffer[];
  readonly known: KnownCertificates;
}

/** The facts that the checks look at, gathered once. */
export interface Facts {
  readonly found: SignatureRevision;
  readonly trust: Trust;
  readonly signer: SignerOf;
  readonly token: CheckedToken | null;
  readonly claimed: Instant | null;
  /** The moment as of which the certificate is judged. */
  readonly at: Instant;
}

/** The bytes in which a signature stands: the file, or the increment with it. */
export type FileBytes = Pick<PdfFile, 'bytes'>;

/** The facts, or the problem for which there are none. */
export function gather(file: FileBytes, found: SignatureRevision, digest: Buffer, trust: Trust): Facts | Problem {
  const { contents } = found;
  if (!contents) return 'contents-not-canonical';
  try {
    const signer = signerOf(contents, digest, trust.known);
    const { stamp, signature } = signer;
    const token = stamp && checkToken(stamp, { bytes: signature }, trust.tsaAnchors, trust.known);
    const claimed = readClaimedTime(file, found);
    return { found, trust, signer, token, claimed, at: token?.info?.genTime ?? trust.now };
  } catch {
    return 'malformed-cms';
  }
}

function readClaimedTime(file: FileBytes, { dictionary }: SignatureRevision): Instant | null {
  const text = written(file.bytes, dictionary, 'M') ?? '';
  if (!TIME.test(text)) return null;
  const part = (from: number, to: number): string => text.slice(from, to);
  const day = `${part(3, 7)}-${part(7, 9)}-${part(9, 11)}`;
  return isDay(day) ? `${day}T${part(11, 13)}:${part(13, 15)}:${part(15, 17)}.000Z` : null;
}

/** "(D:20261128101500Z)" (ISO 32000-2 7.9.4). */
const TIME = /^\(D:\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ\)$/;
