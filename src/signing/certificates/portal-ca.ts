import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { addSeconds, type Instant } from '../../domain/time';
import { integer } from '../der/write';
import { addYears, MINUTE, wholeSecond } from '../instant';
import { OID } from '../oids';
import { buildCertificate } from './build-certificate';
import { makeRootCrl, type Authority } from './crl';
import * as extend from './extensions';
import { encodeName, type DistinguishedName } from './name';
import { readCertificate } from './read-certificate';
import { pkiUrls } from './urls';

export interface PortalCa {
  readonly root: Authority & { readonly crl: Buffer };
  readonly issuing: Authority;
  readonly timestamp: Authority;
}

export interface PortalCaOptions {
  readonly now: Instant;
  /** Common names of the three certificates and the organisation that answers for them. */
  readonly names: {
    readonly organization: string;
    readonly root: string;
    readonly issuing: string;
    readonly timestamp: string;
  };
  readonly baseUrl: string;
  /** Random positive serial numbers of at most 20 bytes. */
  readonly newSerial: () => Buffer;
}

/** Longer than the retention of the agreements, for they are checked against these long after the last signature. */
const ROOT_YEARS = 40;
const TIMESTAMP_YEARS = 35;
const ISSUING_YEARS = 10;

/**
 * The root ceremony: three P-256 keys, their certificates, and the root's only CRL. The root issues the issuing CA and the
 * time-stamp certificate and is then put away; the CRL speaks of both, so a new one of either needs a new CRL.
 */
export function createPortalCa(options: PortalCaOptions): PortalCa {
  const { names, newSerial } = options;
  const urls = pkiUrls(options.baseUrl);
  const now = wholeSecond(options.now);
  // Clocks of those who check may run behind; and the CRL must be younger than every certificate it speaks of.
  const notBefore = addSeconds(now, -10 * MINUTE);
  const root = newKey();
  const issuing = newKey();
  const timestamp = newKey();
  const rootName = encodeName({ organization: names.organization, commonName: names.root });
  const issue = (name: DistinguishedName, publicKey: KeyObject, years: number, extensions: readonly Buffer[]): Buffer =>
    buildCertificate(
      {
        serial: newSerial(),
        issuer: rootName,
        subject: encodeName(name),
        notBefore,
        notAfter: addYears(now, years),
        publicKey,
        extensions: [extend.subjectKeyIdentifier(publicKey), ...extensions],
      },
      root.privateKey,
    );
  const underRoot = [
    extend.authorityKeyIdentifier(root.publicKey),
    extend.issuerAt(urls.rootCertificate),
    extend.crlAt(urls.rootCrl),
  ];

  const rootCertificate = issue(
    { organization: names.organization, commonName: names.root },
    root.publicKey,
    ROOT_YEARS,
    [extend.certificateAuthority(null), extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign)],
  );
  const issuingCertificate = issue(
    { organization: names.organization, commonName: names.issuing },
    issuing.publicKey,
    ISSUING_YEARS,
    [
      extend.certificateAuthority(integer(0)),
      extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign),
      extend.policy(OID.anyPolicy),
      ...underRoot,
    ],
  );
  const timestampCertificate = issue(
    {
      organization: names.organization,
      // Whoever reads the certificate must see that no independent party vouches for the time.
      organizationalUnit: 'Built-in time-stamper for development, not an independent authority',
      commonName: names.timestamp,
    },
    timestamp.publicKey,
    TIMESTAMP_YEARS,
    [
      extend.keyUsage(extend.KEY_USAGE.digitalSignature),
      extend.onlyForTimestamping(),
      extend.policy(OID.timestampPolicy),
      ...underRoot,
    ],
  );
  const rootAuthority = { certificate: rootCertificate, privateKey: root.privateKey };
  return {
    root: {
      ...rootAuthority,
      crl: makeRootCrl(rootAuthority, { thisUpdate: now, nextUpdate: addYears(now, TIMESTAMP_YEARS) }),
    },
    issuing: { certificate: issuingCertificate, privateKey: issuing.privateKey },
    timestamp: { certificate: timestampCertificate, privateKey: timestamp.privateKey },
  };
}

/**
 * A new issuing CA under the root, whose key is brought for the occasion. The root's CRL must be younger than every
 * certificate that it speaks of, so there is a new one of those too; what was signed under the old CA stays valid by it.
 */
export function renewIssuing(
  root: Authority,
  options: PortalCaOptions,
): { readonly issuing: Authority; readonly crl: Buffer } {
  const { names, newSerial } = options;
  const urls = pkiUrls(options.baseUrl);
  const now = wholeSecond(options.now);
  const { privateKey, publicKey } = newKey();
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: readCertificate(root.certificate).subject,
      subject: encodeName({ organization: names.organization, commonName: names.issuing }),
      notBefore: addSeconds(now, -10 * MINUTE),
      notAfter: addYears(now, ISSUING_YEARS),
      publicKey,
      extensions: [
        extend.subjectKeyIdentifier(publicKey),
        extend.certificateAuthority(integer(0)),
        extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign),
        extend.policy(OID.anyPolicy),
        extend.authorityKeyIdentifier(createPublicKey(root.privateKey)),
        extend.issuerAt(urls.rootCertificate),
        extend.crlAt(urls.rootCrl),
      ],
    },
    root.privateKey,
  );
  const crl = makeRootCrl(root, { thisUpdate: now, nextUpdate: addYears(now, TIMESTAMP_YEARS) });
  return { issuing: { certificate, privateKey }, crl };
}

/** A fresh P-256 key pair. */
export function newKey(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
