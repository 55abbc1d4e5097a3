import { hash, verify, type KeyObject } from 'node:crypto';
import { nothing, sequence } from './der/write';
import { OID } from './oids';

export type HashName = 'sha256' | 'sha384' | 'sha512';

/** Each is met in two spellings, with parameters that are NULL and without (RFC 5754 2 and 3.2, RFC 4055 5, RFC 5758 3.2). */
const spellings = <T>(type: Buffer, meant: T): readonly (readonly [Buffer, T])[] => [
  [sequence(type), meant],
  [sequence(type, nothing), meant],
];

const HASHES: readonly (readonly [Buffer, HashName])[] = [
  ...spellings<HashName>(OID.sha256, 'sha256'),
  ...spellings<HashName>(OID.sha384, 'sha384'),
  ...spellings<HashName>(OID.sha512, 'sha512'),
];

interface Meant {
  readonly kind: 'ec' | 'rsa';
  /** Null leaves it to the digest algorithm of the CMS. */
  readonly hash: HashName | null;
}

const SIGNATURES: readonly (readonly [Buffer, Meant])[] = [
  ...spellings<Meant>(OID.ecdsaSha256, { kind: 'ec', hash: 'sha256' }),
  ...spellings<Meant>(OID.ecdsaSha384, { kind: 'ec', hash: 'sha384' }),
  ...spellings<Meant>(OID.ecdsaSha512, { kind: 'ec', hash: 'sha512' }),
  ...spellings<Meant>(OID.rsaSha256, { kind: 'rsa', hash: 'sha256' }),
  ...spellings<Meant>(OID.rsaSha384, { kind: 'rsa', hash: 'sha384' }),
  ...spellings<Meant>(OID.rsaSha512, { kind: 'rsa', hash: 'sha512' }),
  ...spellings<Meant>(OID.rsaEncryption, { kind: 'rsa', hash: null }),
];

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
const LEAST_RSA_BITS = 2048;

/** By the name that OpenSSL gives a hash; whether it vouches for anything is the caller's question. */
export const hashBytes = (name: string, bytes: Buffer): Buffer => hash(name, bytes, 'buffer');

/** The hash of an AlgorithmIdentifier (DER), null when it is not on the list of ETSI TS 119 312. */
export const hashOf = (algorithm: Buffer): HashName | null => meantBy(HASHES, algorithm);

function meantBy<T>(known: readonly (readonly [Buffer, T])[], algorithm: Buffer): T | null {
  for (const [spelling, meant] of known) if (spelling.equals(algorithm)) return meant;
  return null;
}

/**
 * Checks a signature over `data`. `weak` when algorithm, curve or key length is not on the list; a CMS may name plain
 * rsaEncryption and leave the hash to its digest algorithm (RFC 3370 3.2), for which `digest` stands.
 */
export function checkSignature(
  algorithm: Buffer,
  digest: HashName | null,
  key: KeyObject,
  data: Buffer,
  signature: Buffer,
): 'right' | 'wrong' | 'weak' {
  const wanted = meantBy(SIGNATURES, algorithm);
  const hashName = wanted?.hash ?? digest;
  if (!wanted || !hashName || key.asymmetricKeyType !== wanted.kind) return 'weak';
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (wanted.kind === 'ec' ? !CURVES.includes(namedCurve) : modulusLength < LEAST_RSA_BITS) return 'weak';
  return verify(hashName, data, key, signature) ? 'right' : 'wrong';
}
