import { readDer, readInteger, readSmallInteger, sequenceOf, expectTag } from '../der/read';
import { boolean, integer, octetString, sequence } from '../der/write';
import { OID } from '../oids';

/**
 * TimeStampReq (RFC 3161 2.4.1) for a SHA-256 digest, asking for the authority's certificate; under a policy (an OBJECT
 * IDENTIFIER as DER) if one is given.
 */
export function buildTimestampRequest(digest: Buffer, nonce: Buffer, policy: Buffer | null = null): Buffer {
  return sequence(integer(1), messageImprint(digest), ...(policy ? [policy] : []), integer(nonce), boolean(true));
}

export const messageImprint = (digest: Buffer): Buffer => sequence(sequence(OID.sha256), octetString(digest));

export interface TimestampRequest {
  readonly version: number;
  /** AlgorithmIdentifier as DER. */
  readonly algorithm: Buffer;
  readonly digest: Buffer;
  readonly nonce: Buffer | null;
}

/** Throws `malformed-der`. */
export function readTimestampRequest(der: Buffer): TimestampRequest {
  const [version, imprint, ...options] = sequenceOf(readDer(der));
  const [algorithm, digest] = sequenceOf(imprint);
  const nonce = options.find((option) => option.tag === 0x02);
  return {
    version: readSmallInteger(version),
    algorithm: expectTag(algorithm, 0x30).raw,
    digest: expectTag(digest, 0x04).content,
    nonce: nonce ? readInteger(nonce) : null,
  };
}
