import { createHash } from 'node:crypto';
import { composeAgreement, parseTemplate, renderAgreementPdf } from '../../../src/documents';
import type { AgreementFacts } from '../../../src/domain/agreement-facts';
import { fileOf } from '../../../src/persistence/document-segment';
import { beginningOf } from '../../../src/persistence/template-shape';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { idsOf, prepareAll } from '../../support/ceremonies';
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

    // Whoever changes what many share is found out for each of them.
    const [shape] = shapes;
    const bent = Buffer.from(shape?.bytes ?? []);
    bent[bent.length >> 1] = (bent[bent.length >> 1] ?? 0) ^ 1;
    await deps.db('template_shape').where({ id: shape?.id }).update({ bytes: bent });
    const found = (await findProblems(deps)).join('\n');
    const touched = rows.filter((row) => row.shape_id === shape?.id);
    expect(touched.length).toBeGreaterThan(0);
    expect(found.match(/the text is not the one that was frozen/g)).toHaveLength(touched.length);
  });
});
