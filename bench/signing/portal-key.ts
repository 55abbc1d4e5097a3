import { makePartitionCrl } from '../../src/signing/certificates/crl';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { issueSignatoryCertificate } from '../../src/signing/certificates/signatory-certificate';
import { pkiUrls } from '../../src/signing/certificates/urls';
import { NOW, type Made } from './made';

interface PortalKey {
  readonly certificate: Buffer;
  readonly chain: readonly Buffer[];
  readonly crl: Buffer;
  /** PKCS#8, PEM. */
  readonly privateKey: string;
}

/** A certificate as a session of the portal gets, with its key at hand: a session keeps that to itself. */
export function portalKey({ ca }: Made): PortalKey {
  const { privateKey, publicKey } = newKey();
  const serial = Buffer.from('4000000000000000000000000000beef', 'hex');
  const baseUrl = 'http://localhost:3000';
  const subject = {
    name: 'Zoë van der Łukasz',
    organisation: 'Gemeente Zonneveld',
    organizationIdentifier: 'NTRNL-99000001',
    mandateReference: 'M-2026-0001',
  };
  return {
    certificate: issueSignatoryCertificate(ca.issuing, subject, publicKey, { now: NOW, serial, baseUrl }),
    chain: [ca.issuing.certificate],
    crl: makePartitionCrl(ca.issuing, { url: pkiUrls(baseUrl).partitionCrl(serial), signedAt: NOW }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
