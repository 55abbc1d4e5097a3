import type { Instant } from '../../domain/time';
import type { KnownCertificates } from '../certificates/known';
import type { Certificate } from '../certificates/read-certificate';
import { checkSigner, type SignerFault } from '../cms/check-signer';
import { onlyValue, readSignedData, type SignedData } from '../cms/read';
import { readFirst } from '../der/read';
import { OID } from '../oids';
import type { PdfFile } from '../pdf/file';
import { sourceOf } from '../pdf/syntax';
import { checkToken, type CheckedToken } from '../timestamps/check-token';
import type { Problem } from './report';
import type { SignatureRevision } from './revision';

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
  readonly der: Buffer;
  readonly cms: SignedData;
  readonly certificate: Certificate | null;
  readonly signerFault: SignerFault | null;
  readonly attributesAsWritten: boolean;
  readonly token: CheckedToken | null;
  readonly claimed: Instant | null;
  /** The moment as of which the certificate is judged. */
  readonly at: Instant;
}

/** The bytes in which a signature stands: the file, or the increment with it. */
export type FileBytes = Pick<PdfFile, 'bytes'>;

/** The facts, or the problem for which there are none. */
export function gather(file: FileBytes, found: SignatureRevision, digest: Buffer, trust: Trust): Facts | Problem {
  const der = readContents(file, found);
  if (!der) return 'contents-not-canonical';
  try {
    const cms = readSignedData(der, trust.known.read);
    // Our signatures use SHA-256; another hash has no digest here and so fits nothing.
    const { certificate, fault, asWritten } = checkSigner(cms, OID.data, (hash) =>
      hash === 'sha256' ? digest : Buffer.alloc(0),
    );
    const stamp = onlyValue(cms.signer.unsigned, OID.signatureTimestamp);
    const token = stamp && checkToken(stamp, { bytes: cms.signer.signature }, trust.tsaAnchors, trust.known);
    const claimed = readClaimedTime(file, found);
    const at = token?.info?.genTime ?? trust.now;
    return {
      found,
      trust,
      der,
      cms,
      certificate,
      signerFault: fault,
      attributesAsWritten: asWritten,
      token,
      claimed,
      at,
    };
  } catch {
    return 'malformed-cms';
  }
}

/** DER, then zeros only, in lower-case digits: one way to write each signature, so that no byte in the gap is free. */
function readContents(file: FileBytes, { dictionary, gap }: SignatureRevision): Buffer | null {
  const contents = dictionary.entries.get('Contents');
  if (contents?.kind !== 'string' || contents.start !== gap.start || contents.end !== gap.end) return null;
  const { bytes } = contents;
  if (bytes.length === 0 || bytes.toString('hex') !== file.bytes.toString('latin1', gap.start + 1, gap.end - 1))
    return null;
  try {
    const { raw } = readFirst(bytes);
    for (let at = raw.length; at < bytes.length; at++) if (bytes[at] !== 0) return null;
    return raw;
  } catch {
    return null;
  }
}

function readClaimedTime(file: FileBytes, { dictionary }: SignatureRevision): Instant | null {
  const value = dictionary.entries.get('M');
  const parts = value && /^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)$/.exec(sourceOf(file.bytes, value));
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return Number.isNaN(Date.parse(instant)) ? null : instant;
}
