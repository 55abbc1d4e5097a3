import type { KeyObject } from 'node:crypto';
import { checkSignature, hashBytes, hashOf, type HashName } from '../algorithms';
import type { Certificate } from '../certificates/read-certificate';
import { children, expectTag, readDer, readInteger, sequenceOf, type Der } from '../der/read';
import { keyOf, OID } from '../oids';
import { onlyValue, type SignedData } from './read';
import { buildSignedAttributes, ownAlgorithm, SHA256 } from './write';

export type SignerFault =
  | 'no-certificate'
  | 'weak-algorithm'
  | 'wrong-content-type'
  | 'wrong-message-digest'
  | 'missing-certificate-id'
  | 'wrong-certificate-id'
  | 'algorithms-not-protected'
  | 'wrong-signature';

export interface CheckedSigner {
  /** Null when the CMS does not hold it. */
  readonly certificate: Certificate | null;
  readonly fault: SignerFault | null;
}

interface Candidate {
  readonly cms: SignedData;
  readonly certificate: Certificate;
  readonly hash: HashName;
  readonly contentType: Buffer;
  readonly digest: (hash: HashName) => Buffer;
}

// In this order: what is cheap and says most comes first, the key operation last.
const CHECKS: readonly (readonly [SignerFault, (candidate: Candidate) => boolean])[] = [
  [
    'wrong-content-type',
    ({ cms, contentType }) => sameBytes(onlyValue(cms.signer.signed(), OID.contentType), contentType),
  ],
  ['wrong-message-digest', holdsDigest],
  ['missing-certificate-id', ({ cms }) => certificateIds(cms).length > 0],
  ['wrong-certificate-id', ({ cms, certificate }) => certificateIds(cms).every((id) => id(certificate))],
  ['algorithms-not-protected', algorithmsProtected],
];

/**
 * The signer of a CMS by itself: attributes, reference to the certificate, signature value (RFC 5652 5.6, RFC 5035 5.4).
 * Whether the certificate is trusted is another question. `digest` gives the hash of the content.
 */
export function checkSigner(cms: SignedData, contentType: Buffer, digest: (hash: HashName) => Buffer): CheckedSigner {
  const { signer } = cms;
  const certificate =
    cms.certificates.find((each) => each.issuer.equals(signer.issuer) && each.serial.equals(signer.serial)) ?? null;
  const refused = (fault: SignerFault): CheckedSigner => ({ certificate, fault });
  if (!certificate) return refused('no-certificate');
  const hash = hashOf(signer.digestAlgorithm);
  if (!hash) return refused('weak-algorithm');
  const candidate = { cms, certificate, hash, contentType, digest };
  // Attributes as they are written here for this content and certificate pass every check.
  const failed = isAsWritten(candidate) ? undefined : CHECKS.find(([, passes]) => !passes(candidate));
  return { certificate, fault: failed ? failed[0] : signatureFault(candidate, certificate.publicKey()) };
}

function isAsWritten({ cms: { signer }, certificate, hash, contentType, digest }: Candidate): boolean {
  const algorithm = ownAlgorithm(signer.signatureAlgorithm);
  if (!algorithm || hash !== 'sha256' || !signer.digestAlgorithm.equals(SHA256)) return false;
  const written = { digest: digest(hash), certificate: certificate.raw, contentType, algorithm };
  return buildSignedAttributes(written).equals(signer.signedBytes);
}

const signatureFault = ({ cms: { signer }, hash }: Candidate, key: KeyObject): SignerFault | null =>
  faultOf(checkSignature(signer.signatureAlgorithm, hash, key, signer.signedBytes, signer.signature));

export function faultOf(answer: ReturnType<typeof checkSignature>): SignerFault | null {
  switch (answer) {
    case 'weak':
      return 'weak-algorithm';
    case 'wrong':
      return 'wrong-signature';
    case 'right':
      return null;
  }
}

function holdsDigest({ cms, hash, digest }: Candidate): boolean {
  const value = onlyValue(cms.signer.signed(), OID.messageDigest);
  return value !== null && expectTag(readDer(value), 0x04).content.equals(digest(hash));
}

/** One test for each certificate reference; RFC 3161 time-stampers may still write the first, SHA-1 form (RFC 2634). */
function certificateIds(cms: SignedData): readonly ((certificate: Certificate) => boolean)[] {
  const newer = onlyValue(cms.signer.signed(), OID.signingCertificateV2);
  const older = onlyValue(cms.signer.signed(), OID.signingCertificate);
  return [...(newer ? [firstId(newer, 'sha256')] : []), ...(older ? [firstId(older, 'sha1')] : [])];
}

function firstId(attribute: Buffer, usual: 'sha256' | 'sha1'): (certificate: Certificate) => boolean {
  return (certificate) => {
    const [list] = sequenceOf(readDer(attribute));
    const parts = [...sequenceOf(sequenceOf(list)[0])];
    const named = parts[0]?.tag === 0x30 && parts[0];
    if (named) parts.shift();
    const hash = named ? hashOf(named.raw) : usual;
    const [value, issuerSerial] = parts;
    return (
      hash !== null &&
      expectTag(value, 0x04).content.equals(hashBytes(hash, certificate.raw)) &&
      (!issuerSerial || namesCertificate(issuerSerial, certificate))
    );
  };
}

function namesCertificate(issuerSerial: Der, certificate: Certificate): boolean {
  const [names, serial] = sequenceOf(issuerSerial);
  const [name] = sequenceOf(names);
  return expectTag(name, 0xa4).content.equals(certificate.issuer) && readInteger(serial).equals(certificate.serial);
}

/** RFC 6211: when the attribute is there, it must repeat the algorithms of the signer. */
function algorithmsProtected({ cms: { signer } }: Candidate): boolean {
  const value = onlyValue(signer.signed(), OID.algorithmProtection);
  if (!value) return !signer.signed().has(keyOf(OID.algorithmProtection));
  const [digest, signature] = children(readDer(value));
  return (
    sameBytes(digest?.raw ?? null, signer.digestAlgorithm) &&
    signature?.tag === 0xa1 &&
    sameBytes(signature.content, expectTag(readDer(signer.signatureAlgorithm), 0x30).content)
  );
}

const sameBytes = (found: Buffer | null, wanted: Buffer): boolean => found !== null && found.equals(wanted);
