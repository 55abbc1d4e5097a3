import type { Instant } from '../../domain/time';
import { hashBytes, hashOf } from '../algorithms';
import { findPath, hasKeyUsage } from '../certificates/chain';
import { KEY_USAGE } from '../certificates/extensions';
import { nothingKnown, type KnownCertificates } from '../certificates/known';
import { extensionOf, type Certificate } from '../certificates/read-certificate';
import { checkSigner } from '../cms/check-signer';
import { readSignedData, type SignedData } from '../cms/read';
import {
  children,
  expectTag,
  readDer,
  readInteger,
  readSmallInteger,
  readTime,
  sequenceOf,
  type Der,
} from '../der/read';
import { sequence } from '../der/write';
import { SigningError } from '../errors';
import { OID } from '../oids';
import { oncePer } from '../once-per';
import type { TokenFault } from './faults';

export interface TimestampInfo {
  readonly version: number;
  /** OBJECT IDENTIFIER as DER. */
  readonly policy: Buffer;
  readonly algorithm: Buffer;
  readonly digest: Buffer;
  readonly genTime: Instant;
  /** Seconds that the true time may differ from `genTime`, as the authority says; 0 when it says nothing. */
  readonly accuracy: number;
  /** Seconds that `genTime` counts in: a time without a fraction stands for its whole second. */
  readonly resolution: number;
  readonly nonce: Buffer | null;
}

export interface CheckedToken {
  /** Null when the token cannot be read. */
  readonly info: TimestampInfo | null;
  readonly certificate: Certificate | null;
  /** The certificates that came with the token. */
  readonly pool: readonly Certificate[];
  readonly fault: TokenFault | null;
  /** The token stamps these bytes and is signed, even if nobody vouches for the authority. */
  readonly intact: boolean;
}

const TRUST_FAULTS: readonly TokenFault[] = ['certificate-not-valid-then', 'untrusted-issuer'];

/**
 * A time-stamp token over `stamped` (for a signature time-stamp: the signature value, EN 319 122-1 5.3), judged at its own
 * time against the anchors.
 */
export function checkToken(
  token: Buffer,
  stamped: TokenImprint,
  anchors: readonly Certificate[],
  known: KnownCertificates = nothingKnown,
): CheckedToken {
  const none = { info: null, certificate: null, pool: [], intact: false };
  try {
    const cms = readSignedData(token, known.read);
    if (!cms.contentType.equals(OID.timestampInfo) || !cms.content) return { ...none, fault: 'not-a-timestamp' };
    const info = readTimestampInfo(cms.content);
    const { certificate, fault } = judge(cms, cms.content, info, stamped, anchors, known);
    return { info, certificate, pool: cms.certificates, fault, intact: fault === null || TRUST_FAULTS.includes(fault) };
  } catch {
    // Whatever a stranger's bytes make a reader throw (DER, keys that are none), they are no time-stamp.
    return { ...none, fault: 'malformed' };
  }
}

/** Who stamped and when, as the token says; whether it is so is another question. Throws `malformed-der` or `malformed-cms`. */
export function readToken(
  token: Buffer,
  known: KnownCertificates,
): { readonly certificate: Certificate; readonly pool: readonly Certificate[]; readonly genTime: Instant } {
  const { certificates, content, signer } = readSignedData(token, known.read);
  const certificate = certificates.find(
    (each) => each.issuer.equals(signer.issuer) && each.serial.equals(signer.serial),
  );
  if (!certificate || !content) throw new SigningError('malformed-cms', 'a token without certificate or content');
  return { certificate, pool: certificates, genTime: readTimestampInfo(content).genTime };
}

/** What the token must have stamped: the bytes themselves or their SHA-256. */
export type TokenImprint = { readonly bytes: Buffer } | { readonly sha256: Buffer };

function judge(
  cms: SignedData,
  content: Buffer,
  info: TimestampInfo,
  stamped: TokenImprint,
  anchors: readonly Certificate[],
  known: KnownCertificates,
): { readonly certificate: Certificate | null; readonly fault: TokenFault | null } {
  const { certificate, fault } = checkSigner(cms, OID.timestampInfo, (hash) => hashBytes(hash, content));
  if (fault || !certificate) return { certificate, fault: fault ?? 'no-certificate' };
  // What is not signed could be anything: RFC 3161 2.4.2 knows no unsigned attributes.
  if (cms.signer.unsigned.size > 0) return { certificate, fault: 'malformed' };
  if (cms.version !== 3 || info.version !== 1) return { certificate, fault: 'wrong-version' };
  if (!isImprintOf(info, stamped)) return { certificate, fault: 'wrong-imprint' };
  if (!isForTimestamping(certificate)) return { certificate, fault: 'not-a-timestamp-certificate' };
  const chain = findPath(certificate, cms.certificates, anchors, info.genTime, known.issued);
  if (chain.trusted) return { certificate, fault: null };
  return { certificate, fault: chain.fault === 'not-valid-then' ? 'certificate-not-valid-then' : 'untrusted-issuer' };
}

function isImprintOf(info: TimestampInfo, stamped: TokenImprint): boolean {
  const hash = hashOf(info.algorithm);
  if (!hash) return false;
  if ('sha256' in stamped) return hash === 'sha256' && info.digest.equals(stamped.sha256);
  return info.digest.equals(hashBytes(hash, stamped.bytes));
}

/** RFC 3161 2.3: one extended key usage, time-stamping, critical; and the key may sign. */
const isForTimestamping = oncePer((certificate: Certificate): boolean => {
  const extended = extensionOf(certificate, OID.extendedKeyUsage);
  return (
    extended?.critical === true &&
    extended.value.equals(sequence(OID.timestamping)) &&
    (!extensionOf(certificate, OID.keyUsage) ||
      hasKeyUsage(certificate, KEY_USAGE.digitalSignature) ||
      hasKeyUsage(certificate, KEY_USAGE.nonRepudiation))
  );
});

/** TSTInfo (RFC 3161 2.4.2). Throws `malformed-der`. */
function readTimestampInfo(content: Buffer): TimestampInfo {
  const parts = sequenceOf(readDer(content));
  const [version, policy, imprint, , genTime] = parts;
  const [algorithm, digest] = sequenceOf(imprint);
  const { accuracy, nonce } = readOptions(parts.slice(5));
  return {
    version: readSmallInteger(version),
    policy: expectTag(policy, 0x06).raw,
    algorithm: expectTag(algorithm, 0x30).raw,
    digest: expectTag(digest, 0x04).content,
    genTime: readTime(expectTag(genTime, 0x18)),
    accuracy: accuracy ? readAccuracy(accuracy) : 0,
    resolution: genTime?.content.includes('.') ? 0.001 : 1,
    nonce: nonce ? readInteger(nonce) : null,
  };
}

/** Accuracy, ordering, nonce, tsa, extensions: each at most once, in this order. */
const OPTIONS = [0x30, 0x01, 0x02, 0xa0, 0xa1];

function readOptions(options: readonly Der[]): {
  readonly accuracy?: Der | undefined;
  readonly nonce?: Der | undefined;
} {
  if (options.length === 0) return {};
  const places = options.map(({ tag }) => OPTIONS.indexOf(tag));
  if (places.some((place, index) => place <= (places[index - 1] ?? -1)))
    throw new SigningError('malformed-der', 'parts of a TSTInfo that do not belong there');
  const [accuracy, , nonce, , extensions] = OPTIONS.map((tag) => options.find((option) => option.tag === tag));
  // What must be understood and is not (RFC 5280 4.2): none are known.
  if (extensions && children(extensions).some((each) => sequenceOf(each)[1]?.tag === 0x01))
    throw new SigningError('malformed-der', 'a critical extension of a TSTInfo');
  return { accuracy, nonce };
}

/** By the tag of the part: seconds, thousandths, millionths. */
const ACCURACY = new Map([
  [0x02, 1],
  [0x80, 1e-3],
  [0x81, 1e-6],
]);

function readAccuracy(accuracy: Der): number {
  return sequenceOf(accuracy).reduce((sum, { tag, content }) => {
    const unit = ACCURACY.get(tag);
    if (unit === undefined || content.length === 0 || content.length > 6)
      throw new SigningError('malformed-der', 'not an accuracy');
    return sum + content.readUIntBE(0, content.length) * unit;
  }, 0);
}
