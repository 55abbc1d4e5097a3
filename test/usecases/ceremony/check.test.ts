import { findProblems } from '../../../src/usecases/check/find-problems';
import { isSqlite } from '../../../src/persistence/db';
import { signAll } from '../../support/ceremonies';
import { readyPair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

describe('portal check', () => {
  let world: World;
  beforeEach(async () => {
    world = await testWorld();
    const pair = await readyPair(world, 2);
    await signAll(world, pair.contact, pair.wethouder);
    await signAll(world, pair.partnerContact, pair.director);
  });
  afterEach(() => world.close());

  /** The engine refuses to change these rows; who owns the database can take that away, and the check must see it. */
  const unguard = async (table: string): Promise<void> => {
    for (const deed of ['update', 'delete']) {
      const on = isSqlite(world.deps.db) ? '' : ` on ${table}`;
      await world.deps.db.raw(`drop trigger ${table}_no_${deed}${on}`);
    }
  };

  it('finds nothing where all is well', async () => {
    expect(await findProblems(world.deps)).toEqual([]);
  });

  it('sees one changed byte of a stored document', async () => {
    await unguard('document_segment');
    const row = await world.deps
      .db('document_segment')
      .where({ ordinal: 0 })
      .first<{ agreement_id: string; bytes: Buffer }>();
    row.bytes[5000] = (row.bytes[5000] ?? 0) ^ 1;
    await world.deps
      .db('document_segment')
      .where({ agreement_id: row.agreement_id, ordinal: 0 })
      .update({ bytes: row.bytes });
    const problems = await findProblems(world.deps);
    expect(problems.join('\n')).toMatch(/segment 0 is not what was recorded/);
    expect(problems.join('\n')).toMatch(/the signatures do not verify/);
  });

  it('sees a signature that was taken away, with its right to exchange', async () => {
    await unguard('signature');
    await world.deps.db('signature').where({ slot: 2, ordinal: 2 }).del();
    expect((await findProblems(world.deps)).join('\n')).toMatch(/1 of 2 places signed, state in-force/);
  });

  it('sees a right to exchange without ground, and one that is missing', async () => {
    await world.deps.db('agreement').where({ number: 'OVK-2026-000001' }).update({ status: 'declined' });
    expect((await findProblems(world.deps)).join('\n')).toMatch(/a right to exchange without an agreement in force/);
    await world.deps.db('agreement').where({ status: 'declined' }).update({ status: 'in-force' });
    await world.deps.db('exchange_permission').update({ replaced_seq: 99 });
    expect((await findProblems(world.deps)).join('\n')).toMatch(/the register gives no right to exchange/);
  });

  it('sees a log entry that was rewritten, and one that is gone', async () => {
    await unguard('audit_entry');
    await world.deps.db('audit_entry').where({ kind: 'agreement-signed' }).update({ actor_id: 'somebody else' });
    expect((await findProblems(world.deps)).join('\n')).toMatch(/the log entry is not what its hash says/);
    await world.deps.db('audit_entry').where({ kind: 'agreement-in-force' }).del();
    expect((await findProblems(world.deps)).join('\n')).toMatch(/the log has \d+ entries/);
  });

  it('sees work that is left on a finished ceremony', async () => {
    const pair = await world.deps.db('ceremony').first<{ id: string }>();
    await world.deps.db('ceremony_item').where({ ceremony_id: pair.id, position: 1 }).update({ state: 'queued' });
    expect((await findProblems(world.deps)).join('\n')).toMatch(/the work left on it disagree/);
  });
});
