import { oid } from './der/write';

// Object identifiers as DER, so that reading compares bytes and never turns arcs into numbers that may overflow.

export const OID = {
  // Content types and attributes (RFC 5652, RFC 5035, RFC 6211, RFC 3161)
  data: oid('1.2.840.113549.1.7.1'),
  signedData: oid('1.2.840.113549.1.7.2'),
  timestampInfo: oid('1.2.840.113549.1.9.16.1.4'),
  contentType: oid('1.2.840.113549.1.9.3'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
  signingCertificate: oid('1.2.840.113549.1.9.16.2.12'),
  signingCertificateV2: oid('1.2.840.113549.1.9.16.2.47'),
  algorithmProtection: oid('1.2.840.113549.1.9.52'),
  signatureTimestamp: oid('1.2.840.113549.1.9.16.2.14'),
  // Algorithms
  sha1: oid('1.3.14.3.2.26'),
  sha256: oid('2.16.840.1.101.3.4.2.1'),
  sha384: oid('2.16.840.1.101.3.4.2.2'),
  sha512: oid('2.16.840.1.101.3.4.2.3'),
  ecdsaSha256: oid('1.2.840.10045.4.3.2'),
  ecdsaSha384: oid('1.2.840.10045.4.3.3'),
  ecdsaSha512: oid('1.2.840.10045.4.3.4'),
  rsaEncryption: oid('1.2.840.113549.1.1.1'),
  rsaSha256: oid('1.2.840.113549.1.1.11'),
  rsaSha384: oid('1.2.840.113549.1.1.12'),
  rsaSha512: oid('1.2.840.113549.1.1.13'),
  // Names (X.520)
  commonName: oid('2.5.4.3'),
  serialNumber: oid('2.5.4.5'),
  country: oid('2.5.4.6'),
  organization: oid('2.5.4.10'),
  organizationalUnit: oid('2.5.4.11'),
  organizationIdentifier: oid('2.5.4.97'),
  // Certificate and CRL extensions (RFC 5280)
  subjectKeyIdentifier: oid('2.5.29.14'),
  keyUsage: oid('2.5.29.15'),
  basicConstraints: oid('2.5.29.19'),
  crlNumber: oid('2.5.29.20'),
  crlReason: oid('2.5.29.21'),
  issuingDistributionPoint: oid('2.5.29.28'),
  crlDistributionPoints: oid('2.5.29.31'),
  anyPolicy: oid('2.5.29.32.0'),
  certificatePolicies: oid('2.5.29.32'),
  authorityKeyIdentifier: oid('2.5.29.35'),
  extendedKeyUsage: oid('2.5.29.37'),
  timestamping: oid('1.3.6.1.5.5.7.3.8'),
  authorityInformationAccess: oid('1.3.6.1.5.5.7.1.1'),
  caIssuers: oid('1.3.6.1.5.5.7.48.2'),
  // OCSP (RFC 6960)
  ocsp: oid('1.3.6.1.5.5.7.48.1'),
  ocspBasic: oid('1.3.6.1.5.5.7.48.1.1'),
  ocspNoCheck: oid('1.3.6.1.5.5.7.48.1.5'),
  ocspSigning: oid('1.3.6.1.5.5.7.3.9'),
  /** ETSI EN 319 412-1 5.2.2: validity assured, short term. */
  validityAssuredShortTerm: oid('0.4.0.194121.2.1'),
  // The portal's own policies, under UUIDs (ITU-T X.667), since it has no enterprise number.
  signatoryPolicy: oid('2.25.77824767834801484914124294199049641231'),
  timestampPolicy: oid('2.25.56264025518708269352830324271816662627'),
} as const;

const KEYS = new Map<Buffer, string>(Object.values(OID).map((type) => [type, type.toString('hex')]));

/** What maps of extensions and attributes call a type: its hexadecimal DER. */
export const keyOf = (type: Buffer): string => KEYS.get(type) ?? type.toString('hex');
