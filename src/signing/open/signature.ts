import { createHash, createPublicKey, verify } from 'node:crypto';
import { hashBytes } from '../algorithms';
import type { Instant } from '../../domain/time';
import type { Certificate } from '../certificates/read-certificate';
import { expectTag, readDer } from '../der/read';
import { OID } from '../oids';
import type { Problem } from '../verify/report';
import { fromBer } from './cms/ber';
import type { AnyHash } from './cms/algorithms';
import { checkForeignSigner, type ForeignAnswer } from './cms/check-foreign';
import { certificateOrNot, hasAttribute, readForeignCms, type ForeignCms } from './cms/read-foreign';
import { OpenFileError } from './errors';
import type { SignedFieldFound } from './fields';
import type { SignedRange } from './range';
import { FOREIGN_OID } from './cms/oids';
import { entry, nameOf } from './pdf/values';
import type { View } from './pdf/view';
import { readPdfDate, readSigningTime } from './time';

/** A signature by itself: the bytes, the key, and what it says of itself. Who vouches for it is another question. */
export interface ReadSignature {
  readonly cms: ForeignCms | null;
  readonly certificate: Certificate | null;
  readonly broken: Problem | null;
  readonly doubts: readonly Problem[];
  readonly claimed: Instant | null;
  /** It has the form of a PAdES baseline signature (EN 319 142-1 6.3). */
  readonly pades: boolean;
}

export const isDocumentTimestamp = (view: View, { dictionary }: SignedFieldFound): boolean =>
  nameOf(view.resolve(entry(dictionary, 'SubFilter'))) === 'ETSI.RFC3161';

/** Everything that the signature covers: all but the gap. */
export const signedBytes = (bytes: Buffer, { gap, end }: SignedRange): readonly [Buffer, Buffer] => [
  bytes.subarray(0, gap.start),
  bytes.subarray(gap.end, end),
];

/** Hashes of the signed bytes, each computed once. */
export function digester(bytes: Buffer, range: SignedRange): (hash: AnyHash) => Buffer {
  const known = new Map<AnyHash, Buffer>();
  return (hash) => {
    const found = known.get(hash);
    if (found) return found;
    const [before, after] = signedBytes(bytes, range);
    const digest = createHash(hash).update(before).update(after).digest();
    known.set(hash, digest);
    return digest;
  };
}

/** The element in the gap, when nothing but zeros follows it: other bytes would be signed by nobody. */
export function gapElement(contents: Buffer): Buffer | null {
  try {
    const { end } = fromBer(contents);
    return contents.subarray(end).every((byte) => byte === 0) ? contents.subarray(0, end) : null;
  } catch (error) {
    if (error instanceof OpenFileError) throw error;
    return null;
  }
}

export function readSignature(
  view: View,
  bytes: Buffer,
  found: SignedFieldFound,
  range: SignedRange,
  pool: readonly Certificate[],
): ReadSignature {
  const nothing = { cms: null, certificate: null, doubts: [], pades: false };
  const claimed = readPdfDate(view.resolve(entry(found.dictionary, 'M')));
  const element = gapElement(range.contents);
  if (!element) return { ...nothing, broken: 'contents-not-canonical', claimed };
  const digest = digester(bytes, range);
  try {
    switch (nameOf(view.resolve(entry(found.dictionary, 'SubFilter')))) {
      case 'ETSI.CAdES.detached':
        return fromCms(readForeignCms(element), true);
      case 'adbe.pkcs7.detached':
        return fromCms(readForeignCms(element), false);
      case 'adbe.pkcs7.sha1':
        return fromDigest(readForeignCms(element));
      case 'adbe.x509.rsa_sha1':
        return { ...nothing, ...rawSignature(view, found, element, signedBytes(bytes, range)), claimed };
      default:
        return { ...nothing, broken: 'unsupported-signature-type', claimed };
    }
  } catch (error) {
    if (error instanceof OpenFileError) throw error;
    // A stranger's CMS, keys and parameters can make a reader throw anywhere; that too is an answer.
    return { ...nothing, broken: 'malformed-cms', claimed };
  }

  function fromCms(cms: ForeignCms, cades: boolean): ReadSignature {
    // Detached: the content stands in the file, and a second one inside would say something else (12.8.3.3.1).
    if (cms.content) return { ...nothing, cms, broken: 'malformed-cms', claimed };
    const answer = checkForeignSigner(cms, pool, {
      type: OID.data,
      digest,
      bytes: () => Buffer.concat(signedBytes(bytes, range)),
      needsCertificateId: cades,
    });
    return finish(cms, answer, cades);
  }

  /** The CMS signs the SHA-1 of the file, whatever algorithm signs that. */
  function fromDigest(cms: ForeignCms): ReadSignature {
    const { content } = cms;
    if (!content?.equals(digest('sha1'))) return { ...nothing, cms, broken: 'wrong-message-digest', claimed };
    const answer = checkForeignSigner(cms, pool, {
      type: OID.data,
      digest: (hash) => hashBytes(hash, content),
      bytes: () => content,
      needsCertificateId: false,
    });
    const doubts: readonly Problem[] = ['weak-algorithm', ...answer.doubts.filter((each) => each !== 'weak-algorithm')];
    return finish(cms, { ...answer, doubts }, false);
  }

  function finish(cms: ForeignCms, answer: ForeignAnswer, cades: boolean): ReadSignature {
    const { signed } = cms.signer;
    const named = hasAttribute(signed, OID.signingCertificateV2) || hasAttribute(signed, OID.signingCertificate);
    // EN 319 142-1 6.3: the claimed time stands in /M, and not among the signed attributes too.
    const timed = hasAttribute(signed, FOREIGN_OID.signingTime) || claimed === null;
    return { cms, ...answer, claimed: claimed ?? readSigningTime(signed), pades: cades && named && !timed };
  }
}

/** PKCS#1 with the certificate in the dictionary (ISO 32000-2 12.8.3.2, deprecated): SHA-1, so never more than intact. */
function rawSignature(
  view: View,
  { dictionary }: SignedFieldFound,
  element: Buffer,
  [before, after]: readonly [Buffer, Buffer],
): Pick<ReadSignature, 'certificate' | 'broken' | 'doubts'> {
  const holder = view.resolve(entry(dictionary, 'Cert'));
  const first = holder.kind === 'array' ? view.resolve(holder.items[0]) : holder;
  const [certificate] = first.kind === 'string' ? certificateOrNot(first.bytes) : [];
  if (!certificate) return { certificate: null, broken: null, doubts: ['no-certificate'] };
  const signature = expectTag(readDer(element), 0x04).content;
  const key = createPublicKey({ key: certificate.subjectPublicKeyInfo, format: 'der', type: 'spki' });
  const right = verify('sha1', Buffer.concat([before, after]), key, signature);
  return { certificate, broken: right ? null : 'wrong-signature', doubts: right ? ['weak-algorithm'] : [] };
}
