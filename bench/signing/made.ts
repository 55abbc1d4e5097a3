// One agreement as the portal makes it, and the keys for it: what ours and the peers are given alike.
import { createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { appearanceOf, compileVariant, press, renderTail } from '../../src/documents';
import type { Appearance } from '../../src/signing/pdf/increment';
import { createPortalCa, type PortalCa } from '../../src/signing/certificates/portal-ca';
import { portalSigner, type SigningSession } from '../../src/signing/signer';
import { builtInTimestamper, type Timestamper } from '../../src/signing/timestamps/timestamper';
import { factsOf, template } from '../documents/facts';

export const NOW = '2026-11-24T10:00:00.000Z';
export const clock = { now: (): string => NOW };
const BASE_URL = 'http://localhost:3000';

export interface Made {
  readonly base: Buffer;
  /** Bytes of it that all agreements of its shape share. */
  readonly prefixLength: number;
  readonly appearance: Appearance;
  readonly ca: PortalCa;
  /** One for each of the two signatories. */
  readonly sessions: readonly [SigningSession, SigningSession];
  readonly timestamper: Timestamper;
  /** RSA-2048 in a PKCS#12 file without password, for those who know nothing else. */
  readonly p12: Buffer;
}

const newSerial = (): Buffer => {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
};

export async function make(): Promise<Made> {
  const names = { organization: 'Bench', root: 'Bench Root', issuing: 'Bench Issuing', timestamp: 'Bench Timestamp' };
  const ca = createPortalCa({ now: '2026-11-24T07:00:00.000Z', names, baseUrl: BASE_URL, newSerial });
  const subject = {
    name: 'Zoë van der Łukasz',
    organisation: 'Gemeente Zonneveld',
    organizationIdentifier: 'NTRNL-99000001',
    mandateReference: 'M-2026-0001',
  };
  const variant = compileVariant(template(), factsOf(1));
  const { shape, tail } = renderTail(press(template(), variant), factsOf(1));
  const { open } = portalSigner(ca.issuing, { clock, newSerial, baseUrl: BASE_URL });
  return {
    base: Buffer.concat([variant.prefix, shape.bytes, tail]),
    prefixLength: variant.prefix.length + shape.bytes.length,
    appearance: appearanceOf({
      name: subject.name,
      functionTitle: 'wethouder schuldhulpverlening',
      onBehalfOf: 'het college van burgemeester en wethouders van de gemeente Zonneveld',
      at: NOW,
    }),
    ca,
    sessions: [
      await open(subject),
      await open({ ...subject, name: 'Noor de Wit', organisation: 'Woonstichting', mandateReference: 'M-2026-0002' }),
    ],
    timestamper: builtInTimestamper(ca.timestamp, { clock, newSerial }),
    p12: pkcs12(),
  };
}

function pkcs12(): Buffer {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = forge.pki.privateKeyFromPem(pem(privateKey, 'pkcs1'));
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(
    createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
  );
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date('2026-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2036-01-01T00:00:00Z');
  certificate.setSubject([{ name: 'commonName', value: 'Bench' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'Bench' }]);
  certificate.sign(key, forge.md.sha256.create());
  const file = forge.pkcs12.toPkcs12Asn1(key, [certificate], '', { algorithm: '3des' });
  return Buffer.from(forge.asn1.toDer(file).getBytes(), 'latin1');
}

const pem = (key: KeyObject, type: 'pkcs1'): string => key.export({ type, format: 'pem' }).toString();
