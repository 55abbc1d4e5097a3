import { oid } from '../../der/write';

/** Identifiers that only other people's files use; the portal's own are in ../../oids. */
export const FOREIGN_OID = {
  md5: oid('1.2.840.113549.2.5'),
  sha224: oid('2.16.840.1.101.3.4.2.4'),
  sha3of256: oid('2.16.840.1.101.3.4.2.8'),
  sha3of384: oid('2.16.840.1.101.3.4.2.9'),
  sha3of512: oid('2.16.840.1.101.3.4.2.10'),
  rsaMd5: oid('1.2.840.113549.1.1.4'),
  rsaSha1: oid('1.2.840.113549.1.1.5'),
  rsaSha224: oid('1.2.840.113549.1.1.14'),
  rsaPss: oid('1.2.840.113549.1.1.10'),
  mgf1: oid('1.2.840.113549.1.1.8'),
  ecPublicKey: oid('1.2.840.10045.2.1'),
  ecdsaSha1: oid('1.2.840.10045.4.1'),
  ecdsaSha224: oid('1.2.840.10045.4.3.1'),
  ed25519: oid('1.3.101.112'),
  ed448: oid('1.3.101.113'),
  signingTime: oid('1.2.840.113549.1.9.5'),
  archiveTimestamp: oid('0.4.0.1733.2.4'),
  adobeRevocation: oid('1.2.840.113583.1.1.8'),
  nameConstraints: oid('2.5.29.30'),
  policyMappings: oid('2.5.29.33'),
  policyConstraints: oid('2.5.29.36'),
  inhibitAnyPolicy: oid('2.5.29.54'),
} as const;
