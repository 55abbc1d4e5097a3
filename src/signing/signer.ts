import { sign } from 'node:crypto';
import type { Clock } from '../domain/time';
import type { SignatureAlgorithm } from './cms/write';
import { makePartitionCrl } from './certificates/crl';
import { newKey, type IssuingAuthority } from './certificates/portal-ca';
import { issueSignatoryCertificate, type SignatorySubject } from './certificates/signatory-certificate';
import { pkiUrls } from './certificates/urls';

/** A certificate and the use of its key, for as long as a ceremony lasts. */
export interface SigningSession {
  readonly certificate: Buffer;
  /** Certificates between the signing one and the root, without the root. */
  readonly chain: readonly Buffer[];
  /** Proof, for the archive, that the certificate was not withdrawn; null when another authority publishes it. */
  readonly crl: Buffer | null;
  readonly algorithm: SignatureAlgorithm;
  /** The most bytes that a signature takes. */
  readonly signatureRoom: number;
  /** With SHA-256 over the signed attributes (a SET OF as DER); answers an ECDSA signature as DER. */
  sign(attributes: Buffer): Promise<Buffer>;
}

export interface Signer {
  open(subject: SignatorySubject): Promise<SigningSession>;
}

/** Each `open` makes a key pair and a one-hour certificate; the private key lives in the session and nowhere else. */
export function portalSigner(
  issuing: IssuingAuthority,
  of: { readonly clock: Clock; readonly newSerial: () => Buffer; readonly baseUrl: string },
): Signer {
  return {
    open: (subject) => {
      const { privateKey, publicKey } = newKey();
      const now = of.clock.now();
      const serial = of.newSerial();
      return Promise.resolve({
        certificate: issueSignatoryCertificate(issuing, subject, publicKey, { now, serial, baseUrl: of.baseUrl }),
        chain: [issuing.certificate],
        algorithm: 'ecdsa',
        signatureRoom: 72,
        crl: makePartitionCrl(issuing, { url: pkiUrls(of.baseUrl).partitionCrl(serial), signedAt: now }),
        sign: (attributes) => Promise.resolve(sign('sha256', attributes, privateKey)),
      });
    },
  };
}
