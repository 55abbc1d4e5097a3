import type { KeyObject } from 'node:crypto';
import { hashBytes } from '../algorithms';
import {
  boolean,
  enumerated,
  ia5String,
  namedBits,
  nothing,
  octetString,
  retag,
  sequence,
  tagged,
  taggedPrimitive,
} from '../der/write';
import { OID } from '../oids';

// X.509 extensions (RFC 5280 4.2 and 5.2), each as one Extension SEQUENCE.

const extension = (type: Buffer, value: Buffer): Buffer => sequence(type, octetString(value));
const critical = (type: Buffer, value: Buffer): Buffer => sequence(type, boolean(true), octetString(value));
const uri = (url: string): Buffer => retag(0x86, ia5String(url));

export const spki = (publicKey: KeyObject): Buffer => publicKey.export({ type: 'spki', format: 'der' });

/** RFC 7093 2, method 1: the leftmost 160 bits of SHA-256. Hashing the whole SubjectPublicKeyInfo is as unique (method 4). */
const keyIdentifier = (publicKey: KeyObject): Buffer => hashBytes('sha256', spki(publicKey)).subarray(0, 20);

export const subjectKeyIdentifier = (publicKey: KeyObject): Buffer =>
  extension(OID.subjectKeyIdentifier, octetString(keyIdentifier(publicKey)));

export const authorityKeyIdentifier = (issuerKey: KeyObject): Buffer =>
  extension(OID.authorityKeyIdentifier, sequence(taggedPrimitive(0, keyIdentifier(issuerKey))));

export const certificateAuthority = (pathLength: Buffer | null): Buffer =>
  critical(OID.basicConstraints, sequence(boolean(true), ...(pathLength ? [pathLength] : [])));

/** Bits of RFC 5280 4.2.1.3. */
export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

export const keyUsage = (...bits: readonly number[]): Buffer => critical(OID.keyUsage, namedBits(...bits));

export const onlyForTimestamping = (): Buffer => critical(OID.extendedKeyUsage, sequence(OID.timestamping));

export const policy = (type: Buffer): Buffer => extension(OID.certificatePolicies, sequence(sequence(type)));

export const issuerAt = (url: string): Buffer =>
  extension(OID.authorityInformationAccess, sequence(sequence(OID.caIssuers, uri(url))));

/** Where a responder answers about the certificate (RFC 6960 3.1). */
export const ocspAt = (url: string): Buffer =>
  extension(OID.authorityInformationAccess, sequence(sequence(OID.ocsp, uri(url))));

/** The right to answer for the issuer (RFC 6960 4.2.2.2). */
export const forOcspSigning = (): Buffer => extension(OID.extendedKeyUsage, sequence(OID.ocspSigning));

/** The standing of the responder itself need not be asked (RFC 6960 4.2.2.2.1). */
export const ocspNoCheck = (): Buffer => extension(OID.ocspNoCheck, nothing);

export const crlAt = (url: string): Buffer =>
  extension(OID.crlDistributionPoints, sequence(sequence(distributionPointName(url))));

export const validityAssuredShortTerm = (): Buffer => extension(OID.validityAssuredShortTerm, nothing);

/** RFC 5280 5.2.5: the CRL at this address speaks of end-user certificates only. */
export const onlyUserCertificatesAt = (url: string): Buffer =>
  critical(OID.issuingDistributionPoint, sequence(distributionPointName(url), taggedPrimitive(1, Buffer.from([0xff]))));

/** Of an entry (RFC 5280 5.3.1). */
export const crlReason = (reason: number): Buffer => extension(OID.crlReason, enumerated(reason));

export const crlNumber = (number: Buffer): Buffer => extension(OID.crlNumber, number);

const distributionPointName = (url: string): Buffer => tagged(0, tagged(0, uri(url)));
