import { createHash } from 'node:crypto';
import { composeAgreement, parseTemplate, renderAgreementPdf } from '../../../src/documents';
import type { AgreementFacts } from '../../../src/domain/agreement-facts';
import { isSqlite, type Db } from '../../../src/persistence/db';
import { fileOf } from '../../../src/persistence/document-segment';
import { beginningOf } from '../../../src/persistence/template-shape';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { carryOut, newWorker } from '../../../src/usecases/ceremony/carry-out';
import { prepareBatch } from '../../../src/usecases/ceremony/prepare-batch';
import { knowPrefix } from '../../../src/signing/known-file';
import { idsOf, prepareAll, press } from '../../support/ceremonies';
import { readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a document that was offered', () => {
  let world: World;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  it('begins with bytes that others share, and is whole what its frozen facts say', async () => {
    const { deps } = world;
    const pair = await readyPair(world, 3);
    await prepareAll(world, pair.contact, pair.wethouder);
    const ids = await idsOf(world, pair.municipality.id, 'offered');
    expect(ids).toHaveLength(3);
    const rows = await deps
      .db('agreement')
      .join('template_version as t', 't.id', 'agreement.template_version_id')
      .select<{ id: string; facts: string; shape_id: string; base_sha256: string; source: string }[]>(
        'agreement.id',
        'facts',
        'shape_id',
        'base_sha256',
        'source',
      );
    for (const { id, facts, source, shape_id: shapeId, base_sha256: base } of rows) {
      const file = (await fileOf(deps.db, id))?.bytes ?? Buffer.alloc(0);
      const template = parseTemplate(source);
      const whole = renderAgreementPdf(composeAgreement(template, JSON.parse(facts) as AgreementFacts));
      expect(file.equals(whole)).toBe(true);
      expect(base).toBe(sha256(whole));
      const beginning = await beginningOf(deps.db, shapeId);
      expect(whole.subarray(0, beginning.length).equals(beginning)).toBe(true);
      expect(whole.length - beginning.length).toBeLessThan(14 * 1024);
    }
    const shapes = await deps.db('template_shape').select<{ id: string; sha256: string; bytes: Buffer }[]>();
    expect(new Set(rows.map((row) => row.shape_id))).toEqual(new Set(shapes.map(({ id }) => id)));
    for (const shape of shapes) expect(shape.sha256).toBe(sha256(shape.bytes));
    expect(await findProblems(deps)).toEqual([]);

    expect(rows).toHaveLength(3);
  });

  it('finds its beginning there when another one has it already', async () => {
    const { deps } = world;
    const pair = await readyPair(world, 3);
    const drafts = await idsOf(world, pair.municipality.id, 'draft');
    const shapes: number[] = [];
    for (const id of drafts) {
      const batch = { viewer: pair.contact, agreementIds: [id], signatoryId: pair.wethouder.personId, message: null };
      await prepareBatch(deps, batch);
      shapes.push((await deps.db('template_shape')).length);
    }
    const used = await deps.db('agreement').whereNotNull('shape_id').distinct('shape_id');
    expect(drafts).toHaveLength(3);
    expect(shapes.at(-1)).toBe(used.length);
  });

  it('is signed by a worker that knows many other beginnings, and that forgets them', async () => {
    const { deps } = world;
    const pair = await readyPair(world, 2);
    const { ceremonyNumber } = await prepareAll(world, pair.contact, pair.wethouder);
    await press(world, pair.wethouder, ceremonyNumber);
    const worker = newWorker(deps);
    for (let i = 0; i < 100; i += 1) worker.prefixes.set(`other ${i}`, knowPrefix(Buffer.from(`%PDF ${i}`)));
    expect(await carryOut(deps, worker)).toBe(2);
    expect(await deps.db('signature')).toHaveLength(2);
    expect(worker.prefixes.size).toBeLessThan(3);
    expect(await carryOut(deps, worker)).toBe(0);
    expect(worker.prefixes.size).toBe(0);
  });

  describe('and whose beginning somebody changes', () => {
    let shapeId = '';
    let number = '';
    beforeEach(async () => {
      const { db } = world.deps;
      const pair = await readyPair(world, 2);
      await prepareAll(world, pair.contact, pair.wethouder);
      const [row] = await db('agreement').whereNotNull('shape_id').orderBy('number').select('shape_id', 'number');
      shapeId = row?.shape_id ?? '';
      number = row?.number ?? '';
      // As an owner of the database can.
      for (const deed of ['update', 'delete'])
        await db.raw(`drop trigger template_shape_no_${deed}${isSqlite(db) ? '' : ' on template_shape'}`);
    });

    it('is found out', async () => {
      const { db } = world.deps;
      const bytes = (await db('template_shape').where({ id: shapeId }).first<{ bytes: Buffer }>()).bytes;
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await db('template_shape').where({ id: shapeId }).update({ bytes });
      expect((await findProblems(world.deps)).join('\n')).toContain(
        `${number}: the text is not the one that was frozen`,
      );
    });

    it('is named when it is gone, and the others are checked', async () => {
      const { db } = world.deps;
      await withoutForeignKeys(db, () => db('agreement').where({ number }).update({ shape_id: 'gone' }));
      const problems = await findProblems(world.deps);
      expect(problems).toEqual([`${number}: what the document begins with is missing`]);
    });
  });

  it('cannot be changed by the portal itself', async () => {
    const { db } = world.deps;
    const pair = await readyPair(world, 1);
    await prepareAll(world, pair.contact, pair.wethouder);
    for (const table of ['template_variant', 'template_shape']) {
      await expect(db(table).update({ id: 'other' })).rejects.toThrow('append-only');
      await expect(db(table).del()).rejects.toThrow('append-only');
    }
  });
});

/** The row of a shape was taken away below the portal. */
async function withoutForeignKeys(db: Db, deed: () => Promise<unknown>): Promise<void> {
  if (isSqlite(db)) await db.raw('pragma foreign_keys = off');
  else await db.raw('alter table agreement drop constraint agreement_shape_id_foreign');
  await deed();
  if (isSqlite(db)) await db.raw('pragma foreign_keys = on');
}
