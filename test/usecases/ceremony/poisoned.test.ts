import { createHash } from 'node:crypto';
import { agreementsById } from '../../../src/persistence/agreement';
import { findCeremony } from '../../../src/persistence/ceremony';
import { itemsOf } from '../../../src/persistence/ceremony-item';
import { fileOf } from '../../../src/persistence/document-segment';
import { isSqlite } from '../../../src/persistence/db';
import { verifyOwn } from '../../../src/signing/verify/verify-own';
import { carryOutAll, prepareAll, press } from '../../support/ceremonies';
import { readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

// One document of a bulk is not what was agreed to. It is refused, and every other one is signed, each by its own signature.
// POISONED=300 puts the poison at every place of a bulk of that size, one after another.

const size = Number(process.env['POISONED'] ?? 0);
/** Size of the bulk and place of the poison; work is taken in chunks of 32. */
const cases: readonly (readonly [number, number])[] =
  size > 0
    ? Array.from({ length: size }, (_, i) => [size, i + 1] as const)
    : [
        [300, 150],
        [60, 1],
        [60, 32],
        [60, 33],
        [60, 60],
      ];

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world.close());

/** Changes one byte of a stored document, as only who owns the database can. */
async function poison(agreementId: string): Promise<void> {
  const { db } = world.deps;
  await db.raw(`drop trigger document_segment_no_update${isSqlite(db) ? '' : ' on document_segment'}`);
  const where = { agreement_id: agreementId, ordinal: 0 };
  const { bytes } = await db('document_segment').where(where).first<{ bytes: Buffer }>();
  bytes[3000] = (bytes[3000] ?? 0) ^ 1;
  await db('document_segment').where(where).update({ bytes });
}

test.each(cases)(
  'of a bulk of %i the poisoned document, the %ith, is refused and all others are signed',
  async (count, place) => {
    const { db } = world.deps;
    const pair = await readyPair(world, count);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    const ceremony = await findCeremony(db, ceremonyNumber);
    const before = await itemsOf(db, ceremony?.id ?? '');
    expect(before).toHaveLength(count);
    const offered = new Map(before.map(({ agreementId, fileSha256 }) => [agreementId, fileSha256]));
    const poisoned = before[place - 1]?.agreementId ?? '';
    await poison(poisoned);
    await press(world, pair.wethouder, ceremonyNumber);
    await carryOutAll(world);

    const after = await itemsOf(db, ceremony?.id ?? '');
    expect(after.filter(({ state }) => state !== 'signed')).toMatchObject([
      { agreementId: poisoned, state: 'refused', position: place },
    ]);
    expect((await findCeremony(db, ceremonyNumber))?.status).toBe('finished');
    const agreements = await agreementsById(
      db,
      after.map(({ agreementId }) => agreementId),
    );
    expect(agreements).toHaveLength(count);
    const seen = new Set<string>();
    for (const { id, number, status } of agreements) {
      expect(status).toBe('offered');
      const rows = await db('signature').where({ agreement_id: id });
      expect([number, rows.length]).toEqual([number, id === poisoned ? 0 : 1]);
      if (id === poisoned) continue;
      const bytes = (await fileOf(db, id))?.bytes ?? Buffer.alloc(0);
      const { signatures, indication } = verifyOwn(bytes, { ...world.deps.trust, now: world.clock.now() });
      expect([number, indication, signatures.length]).toEqual([number, 'TOTAL-PASSED', 1]);
      // Its own document: the signed file begins with the bytes that were offered under this number.
      const tail = bytes.subarray(0, bytes.lastIndexOf('%%EOF', bytes.length - 20) + '%%EOF\n'.length);
      expect(createHash('sha256').update(tail).digest('hex')).toBe(offered.get(id));
      seen.add(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(seen.size).toBe(count - 1);
  },
  240_000,
);
