import { hashBytes } from '../algorithms';
import { element, integer, nothing, octetString, retag, sequence, setOf, tagged, tlv, type Part } from '../der/write';
import { readIssuerAndSerial } from '../certificates/read-certificate';
import { OID } from '../oids';

/** The AlgorithmIdentifier of the only hash that is used here (RFC 5754 2: without parameters). */
export const SHA256 = sequence(OID.sha256);
/** AlgorithmIdentifiers of what signs here. RFC 4055 5: RSA has NULL parameters, ECDSA has none (RFC 5758 3.2). */
export const SIGNATURE_ALGORITHMS = {
  ecdsa: sequence(OID.ecdsaSha256),
  rsa: sequence(OID.rsaSha256, nothing),
} as const;

export type SignatureAlgorithm = keyof typeof SIGNATURE_ALGORITHMS;

/** The algorithm that an AlgorithmIdentifier (DER) names, when it is written as here. */
export function ownAlgorithm(written: Buffer): SignatureAlgorithm | null {
  if (written.equals(SIGNATURE_ALGORITHMS.ecdsa)) return 'ecdsa';
  return written.equals(SIGNATURE_ALGORITHMS.rsa) ? 'rsa' : null;
}

export interface SignedAttributes {
  /** SHA-256 of the content. */
  readonly digest: Buffer;
  readonly certificate: Buffer;
  /** id-data unless this is a time-stamp token. */
  readonly contentType?: Buffer;
  /** ECDSA unless said otherwise. */
  readonly algorithm?: SignatureAlgorithm;
}

/**
 * The signed attributes as a DER SET OF, which is what the key signs (RFC 5652 5.4): content-type, message-digest,
 * signing-certificate-v2 (RFC 5035) and cmsAlgorithmProtection (RFC 6211). No signing-time: EN 319 142-1 6.3 forbids it,
 * the time of a PAdES signature stands in /M and in the time-stamp.
 */
export function buildSignedAttributes(of: SignedAttributes): Buffer {
  if (of.digest.length !== 32) throw new RangeError(`a SHA-256 has 32 bytes, not ${of.digest.length}`);
  const { attributes, digestAt } = attributesOf(of);
  const built = Buffer.from(attributes);
  of.digest.copy(built, digestAt);
  return built;
}

const attribute = (type: Buffer, value: Buffer): Buffer => sequence(type, setOf(value));

/** ESSCertIDv2 with SHA-256, which is the default and therefore not written. */
function certificateId(der: Buffer): Buffer {
  const { issuer, serial } = readIssuerAndSerial(der);
  const hash = hashBytes('sha256', der);
  return sequence(octetString(hash), sequence(sequence(tagged(4, issuer)), integer(serial)));
}

/** Signed attributes of a certificate, in which nothing but the digest changes from one signature to the next. */
interface AttributesFrame {
  readonly contentType: Buffer;
  readonly algorithm: SignatureAlgorithm;
  readonly attributes: Buffer;
  readonly digestAt: number;
}

/** By the certificate as it is held: a session signs with one, and who verifies often holds those that it knows. */
const attributesFrames = new WeakMap<Buffer, AttributesFrame>();

const NO_DIGEST = octetString(Buffer.alloc(32));

export function attributesOf({
  certificate,
  contentType = OID.data,
  algorithm = 'ecdsa',
}: Omit<SignedAttributes, 'digest'>): AttributesFrame {
  const known = attributesFrames.get(certificate);
  if (known?.contentType === contentType && known.algorithm === algorithm) return known;
  const digest = attribute(OID.messageDigest, NO_DIGEST);
  // What sorts the set stands before the digest, so its place is always the same.
  const attributes = setOf(
    attribute(OID.contentType, contentType),
    digest,
    attribute(OID.signingCertificateV2, sequence(sequence(certificateId(certificate)))),
    attribute(OID.algorithmProtection, sequence(SHA256, retag(0xa1, SIGNATURE_ALGORITHMS[algorithm]))),
  );
  const frame = { contentType, algorithm, attributes, digestAt: attributes.indexOf(digest) + digest.length - 32 };
  attributesFrames.set(certificate, frame);
  return frame;
}

export interface CmsParts {
  /** The SET OF that was signed. */
  readonly attributes: Buffer;
  /** Over the attributes, with SHA-256; ECDSA as DER. */
  readonly signature: Buffer;
  /** ECDSA unless said otherwise. */
  readonly algorithm?: SignatureAlgorithm;
  readonly certificate: Buffer;
  /** The certificates between the signing one and the root, without the root. */
  readonly chain: readonly Buffer[];
  /** RFC 3161 token over the signature value; null leaves the signature at level B-B. */
  readonly token: Buffer | null;
  /** Content inside the CMS, for a time-stamp token; a PDF signature has none (detached). */
  readonly content?: { readonly type: Buffer; readonly bytes: Buffer };
}

/** A ContentInfo with SignedData and one SignerInfo (RFC 5652) as DER. */
export function assembleCms(parts: CmsParts): Buffer {
  const { signerOpening, certificates } = signerFrameOf(parts);
  const { attributes, signature, algorithm = 'ecdsa', content, token } = parts;
  const signer: Part[] = [
    signerOpening,
    ATTRIBUTES_TAG,
    attributes.subarray(1),
    SIGNATURE_ALGORITHMS[algorithm],
    element(0x04, signature),
  ];
  if (token) signer.push(stampAttribute(token));
  const data = content
    ? element(0x30, CONTENT_OPENING, contentInfo(content), certificates, element(0x31, element(0x30, ...signer)))
    : element(0x30, DETACHED_OPENING, certificates, element(0x31, element(0x30, ...signer)));
  return tlv(0x30, OID.signedData, element(0xa0, data));
}

/** The unsigned attributes: a time-stamp over the signature value (EN 319 122-1 5.3) and nothing else. */
export const stampAttribute = (token: Buffer): Buffer =>
  tlv(0xa1, element(0x30, OID.signatureTimestamp, element(0x31, token)));

/** Signed is the SET OF; in the SignerInfo it has an IMPLICIT tag. */
const ATTRIBUTES_TAG = Buffer.from([0xa0]);

const contentInfo = ({ type, bytes }: NonNullable<CmsParts['content']>): Part =>
  element(0x30, type, element(0xa0, element(0x04, bytes)));

// RFC 5652 5.1: version 3 when the content is not id-data.
const CONTENT_OPENING = Buffer.concat([integer(3), setOf(SHA256)]);
const DETACHED_OPENING = Buffer.concat([integer(1), setOf(SHA256), sequence(OID.data)]);

/** What every CMS with a certificate and its chain has in common. */
interface SignerFrame {
  readonly chain: readonly Buffer[];
  /** The SignerInfo up to the signed attributes. */
  readonly signerOpening: Buffer;
  readonly certificates: Buffer;
}

/** As above. */
const signerFrames = new WeakMap<Buffer, SignerFrame>();

/** The very same certificates, as they are held. */
export const isSameChain = (one: readonly Buffer[], other: readonly Buffer[]): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index]);

function signerFrameOf({ certificate, chain }: CmsParts): SignerFrame {
  const known = signerFrames.get(certificate);
  if (known && isSameChain(known.chain, chain)) return known;
  const { issuer, serial } = readIssuerAndSerial(certificate);
  const frame = {
    chain: [...chain],
    signerOpening: Buffer.concat([integer(1), sequence(issuer, integer(serial)), SHA256]),
    certificates: retag(0xa0, setOf(certificate, ...chain)),
  };
  signerFrames.set(certificate, frame);
  return frame;
}
