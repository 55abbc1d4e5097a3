import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { children, expectTag, readDer, readSmallInteger, sequenceOf, type Der } from '../../der/read';
import { sequence } from '../../der/write';
import { OID } from '../../oids';
import { FOREIGN_OID } from './oids';

/** Hashes by the names of node:crypto; the weak ones are computed to tell "weak" from "broken", never trusted. */
export type AnyHash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha3-256' | 'sha3-384' | 'sha3-512';

const HASHES: readonly (readonly [Buffer, AnyHash])[] = [
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
  [OID.sha1, 'sha1'],
  [FOREIGN_OID.md5, 'md5'],
  [FOREIGN_OID.sha224, 'sha224'],
  [FOREIGN_OID.sha3of256, 'sha3-256'],
  [FOREIGN_OID.sha3of384, 'sha3-384'],
  [FOREIGN_OID.sha3of512, 'sha3-512'],
];

const SIGNATURES: readonly (readonly [Buffer, 'rsa' | 'ec', AnyHash])[] = [
  [OID.rsaSha256, 'rsa', 'sha256'],
  [OID.rsaSha384, 'rsa', 'sha384'],
  [OID.rsaSha512, 'rsa', 'sha512'],
  [OID.ecdsaSha256, 'ec', 'sha256'],
  [OID.ecdsaSha384, 'ec', 'sha384'],
  [OID.ecdsaSha512, 'ec', 'sha512'],
  [FOREIGN_OID.rsaMd5, 'rsa', 'md5'],
  [FOREIGN_OID.rsaSha1, 'rsa', 'sha1'],
  [FOREIGN_OID.rsaSha224, 'rsa', 'sha224'],
  [FOREIGN_OID.ecdsaSha1, 'ec', 'sha1'],
  [FOREIGN_OID.ecdsaSha224, 'ec', 'sha224'],
];

const WEAK: readonly AnyHash[] = ['md5', 'sha1', 'sha224'];
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'];
const LEAST_RSA_BITS = 2048;

export const isWeakHash = (hash: AnyHash): boolean => WEAK.includes(hash);

/** The hash of an AlgorithmIdentifier (DER); null when it is not known at all. */
export function anyHashOf(algorithm: Buffer): AnyHash | null {
  const [type] = sequenceOf(readDer(algorithm));
  return HASHES.find(([oid]) => type?.raw.equals(oid))?.[1] ?? null;
}

export interface SignatureAnswer {
  /** `unknown`: an algorithm that is not read here. */
  readonly value: 'right' | 'wrong' | 'unknown';
  /** Not on the list of ETSI TS 119 312. */
  readonly weak: boolean;
}

const UNKNOWN: SignatureAnswer = { value: 'unknown', weak: true };

/**
 * A signature over `data`: RSA (PKCS#1 v1.5 and PSS), ECDSA, EdDSA. `digest` stands for the hash where the algorithm names
 * the key alone (RFC 3370 3.2).
 */
export function checkAnySignature(
  algorithm: Buffer,
  digest: AnyHash | null,
  key: KeyObject,
  data: Buffer,
  signature: Buffer,
): SignatureAnswer {
  const [type, parameters] = sequenceOf(readDer(algorithm));
  const oid = expectTag(type, 0x06).raw;
  const weakKey = isWeakKey(key);
  if (oid.equals(FOREIGN_OID.ed25519) || oid.equals(FOREIGN_OID.ed448)) {
    if (key.asymmetricKeyType !== 'ed25519' && key.asymmetricKeyType !== 'ed448') return UNKNOWN;
    return { value: verify(null, data, key, signature) ? 'right' : 'wrong', weak: false };
  }
  if (oid.equals(FOREIGN_OID.rsaPss)) return checkPss(parameters, key, data, signature);
  const named = SIGNATURES.find(([known]) => known.equals(oid));
  const kind =
    named?.[1] ?? (oid.equals(OID.rsaEncryption) ? 'rsa' : oid.equals(FOREIGN_OID.ecPublicKey) ? 'ec' : null);
  const hash = named?.[2] ?? digest;
  if (!kind || !hash || key.asymmetricKeyType !== kind) return UNKNOWN;
  return { value: verify(hash, data, key, signature) ? 'right' : 'wrong', weak: weakKey || isWeakHash(hash) };
}

function isWeakKey(key: KeyObject): boolean {
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ec':
      return !CURVES.includes(namedCurve);
    case 'rsa':
    case 'rsa-pss':
      return modulusLength < LEAST_RSA_BITS;
    default:
      return true;
  }
}

/** RFC 4055 3.1: without parameters SHA-1 throughout. */
function checkPss(parameters: Der | undefined, key: KeyObject, data: Buffer, signature: Buffer): SignatureAnswer {
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return UNKNOWN;
  const parts = parameters?.tag === 0x30 ? children(parameters) : [];
  const part = (n: number): Buffer | null => parts.find(({ tag }) => tag === (0xa0 | n))?.content ?? null;
  const [hashPart, maskPart, saltPart] = [part(0), part(1), part(2)];
  const hash = hashPart ? anyHashOf(hashPart) : 'sha1';
  const mask = maskPart ? maskHash(maskPart) : 'sha1';
  const saltLength = saltPart ? readSmallInteger(readDer(saltPart)) : 20;
  if (!hash || !mask) return UNKNOWN;
  // Some signers leave the mask at SHA-1. The library takes the mask's hash only from the key, so the key is told.
  const told = mask === hash || !parameters ? key : withParameters(key, parameters);
  const options = { key: told, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
  return {
    value: verify(hash, data, options, signature) ? 'right' : 'wrong',
    weak: isWeakKey(key) || isWeakHash(hash),
  };
}

/** The same RSA key as one for RSASSA-PSS with these parameters (RFC 4055 1.2). */
function withParameters(key: KeyObject, parameters: Der): KeyObject {
  const [, bits] = sequenceOf(readDer(key.export({ format: 'der', type: 'spki' })));
  const spki = sequence(sequence(FOREIGN_OID.rsaPss, parameters.raw), expectTag(bits, 0x03).raw);
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}

function maskHash(algorithm: Buffer): AnyHash | null {
  const [type, hash] = sequenceOf(readDer(algorithm));
  return type?.raw.equals(FOREIGN_OID.mgf1) && hash ? anyHashOf(hash.raw) : null;
}
