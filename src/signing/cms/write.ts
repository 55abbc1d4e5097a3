import { createHash } from 'node:crypto';
import { integer, nothing, octetString, retag, sequence, setOf, tagged } from '../der/write';
import { readIssuerAndSerial } from '../certificates/read-certificate';
import { OID } from '../oids';

const SHA256 = sequence(OID.sha256);
/** AlgorithmIdentifiers of what signs here. RFC 4055 5: RSA has NULL parameters, ECDSA has none (RFC 5758 3.2). */
export const SIGNATURE_ALGORITHMS = {
  ecdsa: sequence(OID.ecdsaSha256),
  rsa: sequence(OID.rsaSha256, nothing),
} as const;

export type SignatureAlgorithm = keyof typeof SIGNATURE_ALGORITHMS;

/**
 * The signed attributes as a DER SET OF, which is what the key signs (RFC 5652 5.4): content-type, message-digest,
 * signing-certificate-v2 (RFC 5035) and cmsAlgorithmProtection (RFC 6211). No signing-time: EN 319 142-1 6.3 forbids it,
 * the time of a PAdES signature stands in /M and in the time-stamp.
 */
export function buildSignedAttributes(of: {
  /** SHA-256 of the content. */
  readonly digest: Buffer;
  readonly certificate: Buffer;
  /** id-data unless this is a time-stamp token. */
  readonly contentType?: Buffer;
  /** ECDSA unless said otherwise. */
  readonly algorithm?: SignatureAlgorithm;
}): Buffer {
  return setOf(
    attribute(OID.contentType, of.contentType ?? OID.data),
    attribute(OID.messageDigest, octetString(of.digest)),
    attribute(OID.signingCertificateV2, sequence(sequence(certificateId(of.certificate)))),
    attribute(OID.algorithmProtection, sequence(SHA256, retag(0xa1, SIGNATURE_ALGORITHMS[of.algorithm ?? 'ecdsa']))),
  );
}

const attribute = (type: Buffer, value: Buffer): Buffer => sequence(type, setOf(value));

/** ESSCertIDv2 with SHA-256, which is the default and therefore not written. */
function certificateId(der: Buffer): Buffer {
  const { issuer, serial } = readIssuerAndSerial(der);
  const hash = createHash('sha256').update(der).digest();
  return sequence(octetString(hash), sequence(sequence(tagged(4, issuer)), integer(serial)));
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
  const { issuer, serial } = readIssuerAndSerial(parts.certificate);
  const signer = sequence(
    integer(1),
    sequence(issuer, integer(serial)),
    SHA256,
    retag(0xa0, parts.attributes),
    SIGNATURE_ALGORITHMS[parts.algorithm ?? 'ecdsa'],
    octetString(parts.signature),
    ...(parts.token ? [retag(0xa1, setOf(attribute(OID.signatureTimestamp, parts.token)))] : []),
  );
  const content = parts.content
    ? sequence(parts.content.type, tagged(0, octetString(parts.content.bytes)))
    : sequence(OID.data);
  return sequence(
    OID.signedData,
    tagged(
      0,
      sequence(
        // RFC 5652 5.1: version 3 when the content is not id-data.
        integer(parts.content ? 3 : 1),
        setOf(SHA256),
        content,
        retag(0xa0, setOf(parts.certificate, ...parts.chain)),
        setOf(signer),
      ),
    ),
  );
}
