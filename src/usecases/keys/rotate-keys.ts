import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { Deps } from '../../deps';
import { recordDeed } from '../../persistence/audit-entry';
import { allKeys, currentKeys, insertKeyVersion, retireKey, rewrapKey } from '../../persistence/key-version';
import { renewUnder, type UnderRoot } from '../../signing/certificates/portal-ca';
import { openSecret, sealSecret } from '../../signing/envelope';
import { KeysMissing } from './load-keys';
import { caOptions } from './make-portal-keys';

type Needs = Pick<Deps, 'db' | 'clock'> & { readonly config: Pick<Deps['config'], 'baseUrl'> };

/** The key that was brought is not that of this portal's root. */
export class WrongRootKey extends Error {
  constructor() {
    super("this is not the key of the portal's root certificate");
    this.name = 'WrongRootKey';
  }
}

/**
 * A new issuing CA or a new certificate of the built-in time-stamper, and with it a new CRL of the root, made with the root's
 * key; the old ones are retired and stay known. Whatever was signed and stamped under the old stays valid. A running portal
 * uses the new one from its next start on.
 */
export async function rotateUnderRoot(
  deps: Needs,
  what: UnderRoot,
  rootKey: KeyObject,
  passphrase: string,
): Promise<void> {
  const now = deps.clock.now();
  const current = new Map((await currentKeys(deps.db)).map((key) => [key.purpose, key]));
  const [root, old] = [current.get('root'), current.get(what)];
  if (!root?.certificate || !old?.wrappedPrivate) throw new KeysMissing();
  // Whoever rotates must know the passphrase of what is there, or the portal would not start with the new key.
  openSecret(old.wrappedPrivate, passphrase);
  if (!new X509Certificate(root.certificate).publicKey.equals(createPublicKey(rootKey))) throw new WrongRootKey();
  const authority = { certificate: root.certificate, privateKey: rootKey };
  const { made, crl } = renewUnder(authority, caOptions(now, deps.config.baseUrl), what);
  const wrapped = sealSecret(made.privateKey.export({ type: 'pkcs8', format: 'der' }), passphrase);
  await deps.db.transaction(async (trx) => {
    for (const key of [root, old]) {
      if (!(await retireKey(trx, key, now))) throw new Error('somebody else rotated the keys meanwhile');
    }
    const common = { algorithm: 'EC P-256', createdAt: now };
    await insertKeyVersion(trx, {
      ...common,
      purpose: 'root',
      version: root.version + 1,
      certificate: root.certificate,
      crl,
      wrappedPrivate: null,
    });
    await insertKeyVersion(trx, {
      ...common,
      purpose: what,
      version: old.version + 1,
      certificate: made.certificate,
      crl: null,
      wrappedPrivate: wrapped,
    });
    await record(trx, now, { purposes: ['root', what], [what]: old.version + 1 });
  });
}

/** Seals every stored key, retired ones too, under another passphrase. Throws the envelope's error on a wrong old one. */
export async function rotatePassphrase(deps: Pick<Deps, 'db' | 'clock'>, from: string, to: string): Promise<void> {
  const sealed = (await allKeys(deps.db)).flatMap((key) =>
    key.wrappedPrivate ? [{ key, old: key.wrappedPrivate }] : [],
  );
  if (sealed.length === 0) throw new KeysMissing();
  const rewrapped = sealed.map(({ key, old }) => ({ key, wrapped: sealSecret(openSecret(old, from), to) }));
  const now = deps.clock.now();
  await deps.db.transaction(async (trx) => {
    for (const { key, wrapped } of rewrapped) await rewrapKey(trx, key, wrapped);
    await record(trx, now, { passphrase: true, keys: rewrapped.length });
  });
}

const record = (
  trx: Parameters<typeof recordDeed>[0],
  at: string,
  body: Parameters<typeof recordDeed>[1]['body'],
): Promise<number> =>
  recordDeed(trx, { at, kind: 'keys-rotated', actorId: null, actingForId: null, subjectId: null, body });
