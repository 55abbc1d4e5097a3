import { sign, type KeyObject } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { bitString, integer, sequence, tagged, time } from '../der/write';
import { OID } from '../oids';
import { spki } from './extensions';

export interface CertificateContent {
  /** Big-endian, at most 20 bytes (RFC 5280 4.1.2.2). */
  readonly serial: Buffer;
  /** Names as DER. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** An X.509 v3 certificate as DER, signed with the issuer's P-256 key. */
export function buildCertificate(content: CertificateContent, issuerKey: KeyObject): Buffer {
  return signed(
    sequence(
      tagged(0, integer(2)),
      integer(content.serial),
      sequence(OID.ecdsaSha256),
      content.issuer,
      sequence(time(content.notBefore), time(content.notAfter)),
      content.subject,
      spki(content.publicKey),
      tagged(3, sequence(...content.extensions)),
    ),
    issuerKey,
  );
}

/** What certificates and CRLs share: the content, the algorithm, the signature over the content. */
export function signed(content: Buffer, key: KeyObject): Buffer {
  return sequence(content, sequence(OID.ecdsaSha256), bitString(sign('sha256', content, key)));
}
