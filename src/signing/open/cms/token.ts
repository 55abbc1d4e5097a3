import { hashBytes } from '../../algorithms';
import type { Instant } from '../../../domain/time';
import type { Certificate } from '../../certificates/read-certificate';
import { expectTag, readDer, readTime, sequenceOf } from '../../der/read';
import { SigningError } from '../../errors';
import { OID } from '../../oids';
import type { TimestampProblem } from '../../verify/report';
import { anyHashOf, isWeakHash, type AnyHash } from './algorithms';
import { checkForeignSigner } from './check-foreign';
import { findAnyPath, maySign } from './path';
import { readForeignCms, type ForeignCms } from './read-foreign';
import { isForTimestampsOnly, withdrawalsIn, type Proof, type Withdrawal } from './revocation';

export interface ForeignToken {
  readonly time: Instant | null;
  readonly certificate: Certificate | null;
  /** Certificates that came with it. */
  readonly pool: readonly Certificate[];
  readonly cms: ForeignCms | null;
  readonly intact: boolean;
  readonly trusted: boolean;
  readonly problems: readonly TimestampProblem[];
}

/** What a token is judged with. */
export interface TokenTrust {
  readonly anchors: readonly Certificate[];
  readonly pool: readonly Certificate[];
  /** What is known of withdrawn certificates. */
  readonly proofs: readonly Proof[];
  /** When a later time-stamp that is trusted was put over this one. */
  readonly seenAt: Instant | null;
}

const NONE = { time: null, certificate: null, pool: [], cms: null, intact: false, trusted: false };

/** A time-stamp token (RFC 3161 2.4.2) of anybody's making over what `digest` hashes, judged at its own time. */
export function checkForeignToken(bytes: Buffer, digest: (hash: AnyHash) => Buffer, trust: TokenTrust): ForeignToken {
  try {
    const cms = readForeignCms(bytes);
    if (!cms.contentType.equals(OID.timestampInfo) || !cms.content) return { ...NONE, problems: ['not-a-timestamp'] };
    return judge(cms, cms.content, digest, trust);
  } catch (error) {
    // Whatever a stranger's bytes make the key library throw, they are no time-stamp.
    if (error instanceof Error && error.name === 'OpenFileError') throw error;
    return { ...NONE, problems: ['malformed'] };
  }
}

function judge(cms: ForeignCms, content: Buffer, digest: (hash: AnyHash) => Buffer, trust: TokenTrust): ForeignToken {
  const info = readInfo(content);
  const pool = [...cms.certificates, ...trust.pool];
  const { certificate, broken, doubts } = checkForeignSigner(cms, pool, {
    type: OID.timestampInfo,
    digest: (hash) => hashBytes(hash, content),
    bytes: () => content,
    needsCertificateId: true,
  });
  const found = { time: info.time, certificate, pool: cms.certificates, cms };
  if (broken) return { ...found, intact: false, trusted: false, problems: [broken] };
  if (!info.hash || !info.imprint.equals(digest(info.hash)))
    return { ...found, intact: false, trusted: false, problems: ['wrong-imprint'] };
  const problems: TimestampProblem[] = [...doubts];
  if (isWeakHash(info.hash) && !problems.includes('weak-algorithm')) problems.push('weak-algorithm');
  if (!certificate) return { ...found, intact: false, trusted: false, problems };
  if (!isForTimestampsOnly(certificate) || !maySign(certificate)) problems.push('not-a-timestamp-certificate');
  const path = findAnyPath(certificate, pool, trust.anchors, info.time);
  if (path.problem === 'not-valid-then') problems.push('certificate-not-valid-then');
  else if (path.problem) problems.push('untrusted-issuer');
  // The key itself gives the time. From before a withdrawal is only what somebody else saw before it, or what was stamped before
  // it with a key that is said to have been good (RFC 3161 4.1).
  const isOlder = ({ at, keyStillGood }: Withdrawal): boolean =>
    (keyStillGood && info.time < at) || (trust.seenAt !== null && trust.seenAt < at);
  if (!withdrawalsIn(path.certificates, trust.proofs).every(isOlder)) problems.push('certificate-withdrawn');
  return { ...found, intact: true, trusted: problems.length === 0, problems };
}

function readInfo(content: Buffer): {
  readonly hash: AnyHash | null;
  readonly imprint: Buffer;
  readonly time: Instant;
} {
  const [version, , imprint, , genTime] = sequenceOf(readDer(content));
  if (expectTag(version, 0x02).content[0] !== 1) throw new SigningError('malformed-der', 'version of the time-stamp');
  const [algorithm, digest] = sequenceOf(imprint);
  return {
    hash: anyHashOf(expectTag(algorithm, 0x30).raw),
    imprint: expectTag(digest, 0x04).content,
    time: readTime(expectTag(genTime, 0x18)),
  };
}
