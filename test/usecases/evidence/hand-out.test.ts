import type { KeyObject } from 'node:crypto';
import { partiesOfKind } from '../../../src/persistence/party';
import { insertKeyVersion } from '../../../src/persistence/key-version';
import { renewUnder, type PortalCa } from '../../../src/signing/certificates/portal-ca';
import { portalSigner } from '../../../src/signing/signer';
import { TimestampError } from '../../../src/signing/timestamps/faults';
import { renewArchives } from '../../../src/usecases/archive/complete-archive';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { caOptions, newSerial } from '../../../src/usecases/keys/make-portal-keys';
import { signAll } from '../../support/ceremonies';
import { flipped, forged, runCheck, unzip } from '../../support/evidence';
import { outsideAuthority, withAuthorities } from '../../support/outside-authority';
import { DAY, doJobs, handOut, packageOf, signedAgreement } from '../../support/signed-agreement';
import { actor, readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

// The script starts a hundred processes; on a busy machine that takes its time.
jest.setTimeout(120_000);

let world: World;
afterEach(() => world.close());

describe('the evidence package of an agreement that was signed sixty days ago', () => {
  it('is checked by its own script, with nothing of the portal, long after the certificates have expired', async () => {
    const signed = await signedAgreement();
    ({ world } = signed);
    const files = await packageOf(world, signed.number);
    const verdict = runCheck(files);
    expect([verdict.status, verdict.wrong]).toEqual([0, []]);
    expect(verdict.said).toContain(
      'ALLES KLOPT: 53 controles, geen fouten. OVK-2026-000001, 2 handtekening(en), PAdES B-LTA.',
    );
    expect(verdict.said).toContain('handtekening 2: tijdstempel van 2026-09-29 08:00:00 UTC');
    expect(files.get('README.txt')?.toString()).toContain('Dat is zwakker bewijs dan een passkey');
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('has the same bytes each time, and the log says to whom it was handed out, not in the history that both parties read', async () => {
    const signed = await signedAgreement();
    ({ world } = signed);
    const [first, meanwhile] = await Promise.all([
      handOut(world, signed.number, signed.pair.contact),
      handOut(world, signed.number, signed.pair.contact),
    ]);
    expect(meanwhile.equals(first)).toBe(true);
    world.clock.pass(3600);
    const [nvvk] = await partiesOfKind(world.deps.db, 'steward', ['admitted']);
    if (!nvvk) throw new Error('no NVVK');
    const steward = await actor(world, nvvk, ['steward'], 'M. Bakker');
    expect((await handOut(world, signed.number, steward)).equals(first)).toBe(true);
    expect((await handOut(world, signed.number, signed.pair.director)).equals(first)).toBe(true);
    const deeds = await world.deps
      .db('audit_entry')
      .where({ kind: 'evidence-handed-out' })
      .orderBy('seq')
      .select<{ acting_for_id: string; subject_id: string | null }[]>('*');
    expect(deeds.map((deed) => deed.acting_for_id)).toEqual([
      signed.pair.contact.party.id,
      signed.pair.contact.party.id,
      nvvk.id,
      signed.pair.director.party.id,
    ]);
    expect(deeds.every((deed) => deed.subject_id === null)).toBe(true);
    expect(await world.deps.db('checkpoint')).toHaveLength(1);
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('is not there for another organisation, nor is an agreement that does not exist', async () => {
    const signed = await signedAgreement();
    ({ world } = signed);
    const [, other] = signed.pair.partners;
    if (!other) throw new Error('no second partner');
    const stranger = await actor(world, other, ['contact', 'admin'], 'S. Vreemd');
    await expect(handOut(world, signed.number, stranger)).rejects.toMatchObject({ code: 'not-found' });
    await expect(handOut(world, 'OVK-2026-000099')).rejects.toMatchObject({ code: 'not-found' });
    expect(await world.deps.db('audit_entry').where({ kind: 'evidence-handed-out' })).toEqual([]);
  });

  it('tells nothing of other organisations but hashes, and holds no private key', async () => {
    const signed = await signedAgreement();
    ({ world } = signed);
    const [, other] = signed.pair.partners;
    if (!other) throw new Error('no second partner');
    await actor(world, other, ['contact', 'admin'], 'MARKERING Vreemd');
    await world.deps.db('party').where({ id: other.id }).update({ general_mailbox: 'markering@vreemd.example' });
    const files = await packageOf(world, signed.number);
    const all = Buffer.concat([...files.values()]);
    const people = await world.deps
      .db('membership')
      .where({ party_id: other.id })
      .select<{ person_id: string }[]>('person_id');
    const markers = [other.id, other.name, other.number ?? 'none', other.kvk ?? 'none', 'MARKERING', 'vreemd.example'];
    for (const marker of [...markers, ...people.map((one) => one.person_id)]) {
      for (const encoding of ['utf8', 'utf16le'] as const)
        expect([marker, all.includes(Buffer.from(marker, encoding))]).toEqual([marker, false]);
    }
    expect(all.includes(signed.pair.partners[0]?.name ?? '?')).toBe(true);
    const logged = [...files].filter(([name]) => /^logboek\/\d+\.json$/.test(name));
    expect(logged.map(([, text]) => (JSON.parse(text.toString()) as { kind: string }).kind)).toEqual([
      'agreements-offered',
      'ceremony-handed-over',
      'ceremony-consented',
      'agreement-signed',
      'ceremony-handed-over',
      'ceremony-consented',
      'agreement-signed',
      'agreement-in-force',
      'archive-closed',
    ]);
    const { issuing, timestamp } = world.deps.keys.portal;
    for (const key of [issuing.privateKey, timestamp?.privateKey]) expect(holds(all, key)).toBe(false);
    expect(holds(Buffer.concat([all, secretOf(issuing.privateKey)]), issuing.privateKey)).toBe(true);
    expect(all.toString('latin1')).not.toMatch(/PRIVATE KEY|BEGIN EC PARAMETERS/);
    const vault = await world.deps.db('credential').select<{ secret: string }[]>('secret');
    for (const { secret } of vault) {
      expect(all.includes(secret)).toBe(false);
      if (secret.length > 40 && !secret.startsWith('plain:'))
        expect(all.includes(world.deps.keys.vault.open(secret))).toBe(false);
    }
  });
});

const secretOf = (key: KeyObject | undefined): Buffer =>
  Buffer.from(key?.export({ format: 'jwk' }).d ?? '', 'base64url');

/** The secret number of a key as bytes, hexadecimal or base64. */
function holds(all: Buffer, key: KeyObject | undefined): boolean {
  const secret = secretOf(key);
  if (secret.length !== 32) throw new Error('no secret');
  const inDer = key?.export({ format: 'der', type: 'pkcs8' }).toString('base64').slice(48, 80) ?? '';
  return [secret, Buffer.from(secret.toString('hex')), Buffer.from(inDer)].some((form) => all.includes(form));
}

describe('an agreement that is not done', () => {
  it('has no evidence while nobody signed', async () => {
    world = await testWorld();
    await readyPair(world, 1);
    await expect(handOut(world, 'OVK-2026-000001')).rejects.toMatchObject({ code: 'nothing-signed' });
  });

  it('has evidence of what was signed, which says that it is not in force', async () => {
    world = await testWorld();
    const pair = await readyPair(world, 1);
    await signAll(world, pair.contact, pair.wethouder);
    const files = await packageOf(world, 'OVK-2026-000001');
    const verdict = runCheck(files);
    expect([verdict.status, verdict.wrong]).toEqual([0, []]);
    expect(verdict.said).toContain('1 van de 2 plaatsen zijn getekend: deze overeenkomst is (nog) niet van kracht');
    expect(files.get('README.txt')?.toString()).toContain('nog niet alle partijen hebben getekend');
  });

  it('has its true level while the archive is not closed, and another package after it', async () => {
    world = await testWorld();
    const pair = await readyPair(world, 1);
    await signAll(world, pair.contact, pair.wethouder);
    await signAll(world, pair.partnerContact, pair.director);
    const early = await packageOf(world, 'OVK-2026-000001');
    const verdict = runCheck(early);
    expect([verdict.status, verdict.wrong]).toEqual([0, []]);
    expect(verdict.said).toContain('2 handtekening(en), PAdES B-T.');
    expect(early.get('README.txt')?.toString()).toContain('nog niet gesloten voor het archief (niveau B-T)');
    await doJobs(world);
    const closed = runCheck(await packageOf(world, 'OVK-2026-000001'));
    expect([closed.status, closed.wrong]).toEqual([0, []]);
    expect(closed.said).toContain('2 handtekening(en), PAdES B-LTA.');
    expect(await world.deps.db('checkpoint')).toHaveLength(2);
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('keeps the renewals of its archive apart', async () => {
    const signed = await signedAgreement();
    ({ world } = signed);
    expect(await renewArchives(world.deps, '2026-10-01T00:00:00.000Z')).toEqual({ renewed: 1, failed: [] });
    const verdict = runCheck(await packageOf(world, signed.number));
    expect([verdict.status, verdict.wrong]).toEqual([0, []]);
    expect(verdict.said).toContain('archieftijdstempel 2: tijdstempel van 2026-11-28');
  });

  it('has proof from before and after a rotation of the issuing CA', async () => {
    world = await testWorld('2026-09-26T08:00:00.500Z');
    const { deps, clock } = world;
    const pair = await readyPair(world, 1);
    await signAll(world, pair.contact, pair.wethouder);
    clock.pass(DAY);
    const { root } = deps.keys.portal as unknown as PortalCa;
    const { made, crl } = renewUnder(root, caOptions(clock.now(), deps.config.baseUrl), 'issuing');
    const issuing = { ...made, version: 2 };
    const kept = { purpose: 'root' as const, version: 1, algorithm: 'EC P-256', wrappedPrivate: null };
    await deps.db.transaction((trx) => insertKeyVersion(trx, { ...kept, ...root, createdAt: clock.now() }));
    const portal = {
      ...deps.keys.portal,
      root: { certificate: root.certificate, crl },
      issuing,
    };
    const signer = portalSigner(issuing, { clock, newSerial, baseUrl: deps.config.baseUrl });
    const rotated = { ...world, deps: { ...deps, signer, keys: { ...deps.keys, portal } } };
    clock.pass(DAY);
    await signAll(rotated, pair.partnerContact, pair.director);
    for (const level of ['B-T', 'B-LTA']) {
      const files = await packageOf(rotated, 'OVK-2026-000001');
      const verdict = runCheck(files);
      expect([verdict.status, verdict.wrong]).toEqual([0, []]);
      expect(verdict.said).toContain(`2 handtekening(en), PAdES ${level}.`);
      expect([...files.keys()].filter((name) => name.startsWith('certificaten/uitgever'))).toHaveLength(2);
      await doJobs(rotated);
    }
  });

  it('has the word of an authority outside, as OCSP and as CRL', async () => {
    const plain = await testWorld('2026-10-05T08:00:00.500Z');
    const outside = await outsideAuthority(plain.clock, '2026-10-01T00:00:00.000Z');
    world = withAuthorities(plain, [outside]);
    try {
      const pair = await readyPair(world, 1);
      await signAll(world, pair.contact, pair.wethouder);
      world.clock.pass(60);
      await signAll(world, pair.partnerContact, pair.director);
      for (const level of ['B-T', 'B-LTA']) {
        const files = await packageOf(world, 'OVK-2026-000001');
        const verdict = runCheck(files);
        expect([verdict.status, verdict.wrong]).toEqual([0, []]);
        expect(verdict.said).toContain(`2 handtekening(en), PAdES ${level}.`);
        expect([...files.keys()].some((name) => name.startsWith('ocsp/'))).toBe(true);
        expect(files.get('README.txt')?.toString()).not.toContain('Built-in time-stamper');
        for (const [name, content] of files) {
          if (!name.startsWith('ocsp/')) continue;
          const bent = runCheck(forged(files, { [name]: flipped(content, content.length - 40) }));
          expect(bent.wrong.join('\n')).toContain('of was ingetrokken');
        }
        await doJobs(world);
        world.clock.pass(50 * DAY);
      }
    } finally {
      outside.server.close();
    }
  });

  it('says so when no time-stamp is to be had for a checkpoint, and records nothing', async () => {
    const signed = await signedAgreement();
    ({ world } = signed);
    const silent = { tokenRoom: 2000, stamp: () => Promise.reject(new TimestampError('unreachable', 'silent')) };
    const deaf = { ...world, deps: { ...world.deps, timestamper: silent } };
    await expect(handOut(deaf, signed.number)).rejects.toMatchObject({ code: 'proof-unavailable' });
    expect(await world.deps.db('checkpoint')).toEqual([]);
    expect(unzip(await handOut(world, signed.number)).has('check.sh')).toBe(true);
  });
});
