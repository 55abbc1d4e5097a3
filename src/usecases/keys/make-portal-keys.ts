import { randomBytes, type KeyObject } from 'node:crypto';
import type { Deps } from '../../deps';
import { recordDeed } from '../../persistence/audit-entry';
import { insertKeyVersion } from '../../persistence/key-version';
import { createPortalCa, type PortalCa, type PortalCaOptions } from '../../signing/certificates/portal-ca';
import { sealSecret } from '../../signing/envelope';

/**
 * The key ceremony of a new portal: root, issuing CA, time-stamp certificate and the data key. What the portal needs is
 * stored sealed; the root's private key is returned, to be kept offline, and stored nowhere.
 */
export async function makePortalKeys(
  deps: Pick<Deps, 'db' | 'clock'> & { readonly config: Pick<Deps['config'], 'baseUrl'> },
  passphrase: string,
): Promise<{ readonly rootPrivateKey: KeyObject }> {
  const now = deps.clock.now();
  const ca = newPortalCa(now, deps.config.baseUrl);
  const wrap = (key: KeyObject): Buffer => sealSecret(key.export({ type: 'pkcs8', format: 'der' }), passphrase);
  const common = { version: 1, algorithm: 'EC P-256', crl: null, createdAt: now };
  const versions = [
    { ...common, purpose: 'root' as const, certificate: ca.root.certificate, crl: ca.root.crl, wrappedPrivate: null },
    {
      ...common,
      purpose: 'issuing' as const,
      certificate: ca.issuing.certificate,
      wrappedPrivate: wrap(ca.issuing.privateKey),
    },
    {
      ...common,
      purpose: 'timestamp' as const,
      certificate: ca.timestamp.certificate,
      wrappedPrivate: wrap(ca.timestamp.privateKey),
    },
    {
      ...common,
      purpose: 'data' as const,
      algorithm: 'AES-256',
      certificate: null,
      wrappedPrivate: sealSecret(randomBytes(32), passphrase),
    },
  ];
  await deps.db.transaction(async (trx) => {
    for (const key of versions) await insertKeyVersion(trx, key);
    const body = { purposes: versions.map((key) => key.purpose) };
    await recordDeed(trx, { at: now, kind: 'keys-made', actorId: null, actingForId: null, subjectId: null, body });
  });
  return { rootPrivateKey: ca.root.privateKey };
}

/** Serial numbers of certificates: 16 random bytes, positive (RFC 5280 section 4.1.2.2). */
export function newSerial(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

/** Root, issuing CA and time-stamp certificate under the portal's names. */
export const newPortalCa = (now: string, baseUrl: string): PortalCa => createPortalCa(caOptions(now, baseUrl));

export const caOptions = (now: string, baseUrl: string): PortalCaOptions => ({
  now,
  names: {
    organization: 'Ondertekenportaal Vroegsignalering',
    root: 'Ondertekenportaal Root CA',
    issuing: 'Ondertekenportaal Ondertekenaars CA',
    timestamp: 'Ondertekenportaal Tijdstempel',
  },
  baseUrl,
  newSerial,
});
