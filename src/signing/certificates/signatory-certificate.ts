import { createPublicKey, type KeyObject } from 'node:crypto';
import { addSeconds, type Instant } from '../../domain/time';
import { HOUR, MINUTE, wholeSecond } from '../instant';
import { OID } from '../oids';
import { buildCertificate } from './build-certificate';
import * as extend from './extensions';
import { encodeName } from './name';
import type { IssuingAuthority } from './portal-ca';
import { readCertificate } from './read-certificate';
import { pkiUrls } from './urls';

export interface SignatorySubject {
  readonly name: string;
  readonly organisation: string;
  /** NTRNL-<KvK> (ETSI EN 319 412-1 5.1.4), null where no number is known. */
  readonly organizationIdentifier: string | null;
  /** The mandate under which this person signs; letters, digits and simple punctuation. */
  readonly mandateReference: string;
}

/**
 * The one-hour certificate of one signatory in one ceremony. It is too short-lived to be withdrawn: "validity assured,
 * short term" says so, and a CRL of its own, at a URL of its own, proves it for the archive.
 */
export function issueSignatoryCertificate(
  issuing: IssuingAuthority,
  subject: SignatorySubject,
  publicKey: KeyObject,
  terms: { readonly now: Instant; readonly serial: Buffer; readonly baseUrl: string },
): Buffer {
  const urls = pkiUrls(terms.baseUrl);
  const now = wholeSecond(terms.now);
  return buildCertificate(
    {
      serial: terms.serial,
      issuer: readCertificate(issuing.certificate).subject,
      subject: encodeName({
        organization: subject.organisation,
        ...(subject.organizationIdentifier === null ? {} : { organizationIdentifier: subject.organizationIdentifier }),
        serialNumber: subject.mandateReference,
        commonName: subject.name,
      }),
      notBefore: addSeconds(now, -5 * MINUTE),
      notAfter: addSeconds(now, HOUR),
      publicKey,
      extensions: [
        extend.keyUsage(extend.KEY_USAGE.nonRepudiation),
        extend.subjectKeyIdentifier(publicKey),
        extend.authorityKeyIdentifier(createPublicKey(issuing.privateKey)),
        extend.policy(OID.signatoryPolicy),
        extend.issuerAt(urls.issuingCertificate(issuing.version)),
        extend.validityAssuredShortTerm(),
        extend.crlAt(urls.partitionCrl(terms.serial)),
      ],
    },
    issuing.privateKey,
  );
}
