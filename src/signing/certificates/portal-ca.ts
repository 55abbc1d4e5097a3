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

/** The issuing CA: the portal counts its versions, and each has an address of its own. */
export interface IssuingAuthority extends Authority {
  readonly version: number;
}

export interface PortalCa {
  readonly root: Authority & { readonly crl: Buffer };
  readonly issuing: IssuingAuthority;
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
  const { organization, root: commonName } = options.names;
  const { privateKey, publicKey } = newKey();
  const name = encodeName({ organization, commonName });
  const certificate = issue({ name, privateKey }, options, { name, publicKey, years: ROOT_YEARS }, [
    extend.certificateAuthority(null),
    extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign),
  ]);
  const root = { certificate, privateKey };
  return {
    root: { ...root, crl: crlOf(root, options) },
    issuing: { ...issueUnder(root, options, 'issuing'), version: 1 },
    timestamp: issueUnder(root, options, 'timestamp'),
  };
}

/**
 * A new issuing CA or time-stamp certificate under the root, whose key is brought for the occasion. The root's CRL must be
 * younger than every certificate that it speaks of, so there is a new one of those too; what was signed and stamped under
 * the old ones stays valid by it.
 */
export function renewUnder(
  root: Authority,
  options: PortalCaOptions,
  what: UnderRoot,
): { readonly made: Authority; readonly crl: Buffer } {
  return { made: issueUnder(root, options, what), crl: crlOf(root, options) };
}

export type UnderRoot = 'issuing' | 'timestamp';

const crlOf = (root: Authority, { now }: PortalCaOptions): Buffer =>
  makeRootCrl(root, { thisUpdate: wholeSecond(now), nextUpdate: addYears(wholeSecond(now), TIMESTAMP_YEARS) });

function issueUnder(root: Authority, options: PortalCaOptions, what: UnderRoot): Authority {
  const urls = pkiUrls(options.baseUrl);
  const { privateKey, publicKey } = newKey();
  const issuer = { name: readCertificate(root.certificate).subject, privateKey: root.privateKey };
  const { name, years, extensions } = TERMS[what];
  const certificate = issue(issuer, options, { name: encodeName(name(options.names)), publicKey, years }, [
    ...extensions(),
    extend.authorityKeyIdentifier(createPublicKey(root.privateKey)),
    extend.issuerAt(urls.rootCertificate),
    extend.crlAt(urls.rootCrl),
  ]);
  return { certificate, privateKey };
}

interface Terms {
  readonly name: (names: PortalCaOptions['names']) => DistinguishedName;
  readonly years: number;
  readonly extensions: () => readonly Buffer[];
}

const TERMS: Readonly<Record<UnderRoot, Terms>> = {
  issuing: {
    name: ({ organization, issuing }) => ({ organization, commonName: issuing }),
    years: ISSUING_YEARS,
    extensions: () => [
      extend.certificateAuthority(integer(0)),
      extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign),
      extend.policy(OID.anyPolicy),
    ],
  },
  timestamp: {
    name: ({ organization, timestamp }) => ({
      organization,
      // Whoever reads the certificate must see that no independent party vouches for the time.
      organizationalUnit: 'Built-in time-stamper for development, not an independent authority',
      commonName: timestamp,
    }),
    years: TIMESTAMP_YEARS,
    extensions: () => [
      extend.keyUsage(extend.KEY_USAGE.digitalSignature),
      extend.onlyForTimestamping(),
      extend.policy(OID.timestampPolicy),
    ],
  },
};

function issue(
  issuer: { readonly name: Buffer; readonly privateKey: KeyObject },
  { now: at, newSerial }: PortalCaOptions,
  subject: { readonly name: Buffer; readonly publicKey: KeyObject; readonly years: number },
  extensions: readonly Buffer[],
): Buffer {
  const now = wholeSecond(at);
  const { name, publicKey, years } = subject;
  return buildCertificate(
    {
      serial: newSerial(),
      issuer: issuer.name,
      subject: name,
      // Clocks of those who check may run behind; and the CRL must be younger than every certificate it speaks of.
      notBefore: addSeconds(now, -10 * MINUTE),
      notAfter: addYears(now, years),
      publicKey,
      extensions: [extend.subjectKeyIdentifier(publicKey), ...extensions],
    },
    issuer.privateKey,
  );
}

/** A fresh P-256 key pair. */
export function newKey(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
