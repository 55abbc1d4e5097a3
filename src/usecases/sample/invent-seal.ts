import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { addSeconds, type Instant } from '../../domain/time';
import { buildCertificate } from '../../signing/certificates/build-certificate';
import { makeRootCrl, type Authority } from '../../signing/certificates/crl';
import * as extend from '../../signing/certificates/extensions';
import { encodeName } from '../../signing/certificates/name';
import { newKey } from '../../signing/certificates/portal-ca';
import { integer } from '../../signing/der/write';
import { newSerial } from '../keys/make-portal-keys';

export interface InventedSeal {
  /** The PKCS#12 file that an organisation would bring. */
  readonly p12: Buffer;
  readonly password: string;
  /** Of its authority, which is not the portal's. */
  readonly root: Buffer;
  readonly crl: Buffer;
}

const DAY = 86_400;
const CRL_ADDRESS = 'http://zegels.example/root.crl';

/** An organisation's RSA key under an authority of its own; the authority's CRL was made at `at`, before the first signature. */
export function inventSeal(modulusLength: 2048 | 3072, at: Instant): InventedSeal {
  const notBefore = addSeconds(at, -DAY);
  const authority = inventAuthority(notBefore);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: encodeName(AUTHORITY),
      subject: encodeName({
        organization: 'Denkbeeld Energie B.V.',
        organizationIdentifier: 'NTRNL-99000001',
        commonName: 'Denkbeeld Energie B.V.',
      }),
      notBefore,
      notAfter: addSeconds(at, 3 * 365 * DAY),
      publicKey,
      extensions: [
        extend.keyUsage(extend.KEY_USAGE.nonRepudiation),
        extend.subjectKeyIdentifier(publicKey),
        extend.authorityKeyIdentifier(authority.publicKey),
        extend.crlAt(CRL_ADDRESS),
      ],
    },
    authority.privateKey,
  );
  const password = 'zegel';
  return {
    p12: pkcs12(privateKey, certificate, password),
    password,
    root: authority.certificate,
    crl: makeRootCrl(authority, { thisUpdate: at, nextUpdate: addSeconds(at, 2 * 365 * DAY) }),
  };
}

const AUTHORITY = { organization: 'Verzonnen Zegels', commonName: 'Verzonnen Zegels Root CA' };

function inventAuthority(notBefore: Instant): Authority & { readonly publicKey: KeyObject } {
  const { privateKey, publicKey } = newKey();
  const name = encodeName(AUTHORITY);
  const certificate = buildCertificate(
    {
      serial: newSerial(),
      issuer: name,
      subject: name,
      notBefore,
      notAfter: addSeconds(notBefore, 20 * 365 * DAY),
      publicKey,
      extensions: [
        extend.subjectKeyIdentifier(publicKey),
        extend.certificateAuthority(integer(0)),
        extend.keyUsage(extend.KEY_USAGE.keyCertSign, extend.KEY_USAGE.crlSign),
      ],
    },
    privateKey,
  );
  return { certificate, privateKey, publicKey };
}

function pkcs12(key: KeyObject, certificate: Buffer, password: string): Buffer {
  const file = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(key.export({ type: 'pkcs1', format: 'pem' }).toString()),
    [forge.pki.certificateFromAsn1(forge.asn1.fromDer(certificate.toString('latin1')))],
    password,
    { algorithm: 'aes256' },
  );
  return Buffer.from(forge.asn1.toDer(file).getBytes(), 'latin1');
}
