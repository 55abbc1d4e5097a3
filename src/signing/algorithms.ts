import { verify, type KeyObject } from 'node:crypto';
import { expectTag, readDer, sequenceOf } from './der/read';
import { OID } from './oids';

export type HashName = 'sha256' | 'sha384' | 'sha512';

const HASHES: readonly (readonly [Buffer, HashName])[] = [
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
];

const SIGNATURES: readonly (readonly [Buffer, 'ec' | 'rsa', HashName])[] = [
  [OID.ecdsaSha256, 'ec', 'sha256'],
  [OID.ecdsaSha384, 'ec', 'sha384'],
  [OID.ecdsaSha512, 'ec', 'sha512'],
  [OID.rsaSha256, 'rsa', 'sha256'],
  [OID.rsaSha384, 'rsa', 'sha384'],
  [OID.rsaSha512, 'rsa', 'sha512'],
];

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
const LEAST_RSA_BITS = 2048;

/** The hash of an AlgorithmIdentifier (DER), null when it is not on the list of ETSI TS 119 312. */
export function hashOf(algorithm: Buffer): HashName | null {
  const [type, parameters] = sequenceOf(readDer(algorithm));
  if (parameters && !isNull(parameters.raw)) return null;
  return HASHES.find(([oid]) => type?.raw.equals(oid))?.[1] ?? null;
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
  const wanted = signatureAlgorithm(algorithm, digest);
  if (!wanted || key.asymmetricKeyType !== wanted.kind) return 'weak';
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (wanted.kind === 'ec' ? !CURVES.includes(namedCurve) : modulusLength < LEAST_RSA_BITS) return 'weak';
  return verify(wanted.hash, data, key, signature) ? 'right' : 'wrong';
}

function signatureAlgorithm(
  algorithm: Buffer,
  digest: HashName | null,
): { readonly kind: 'ec' | 'rsa'; readonly hash: HashName } | null {
  const [type, parameters] = sequenceOf(readDer(algorithm));
  const oid = expectTag(type, 0x06).raw;
  if (parameters && !isNull(parameters.raw)) return null;
  if (oid.equals(OID.rsaEncryption)) return digest && { kind: 'rsa', hash: digest };
  const found = SIGNATURES.find(([known]) => known.equals(oid));
  return found ? { kind: found[1], hash: found[2] } : null;
}

const isNull = (raw: Buffer): boolean => raw.length === 2 && raw[0] === 0x05;
