import { BLOCK, followPath, inclusionPath, rootOf } from '../../../src/domain/merkle';
import type { AuditEntry } from '../../../src/domain/audit';
import { leafHash } from '../../../src/domain/audit';
import { recordDeeds } from '../../../src/persistence/audit-entry';
import { openTree, storedBlocks } from '../../../src/persistence/audit-tree';
import { isSqlite } from '../../../src/persistence/db';
import { logProblems, type KeptCheckpoint } from '../../../src/usecases/check/log-problems';
import { checkpointFor } from '../../../src/usecases/evidence/make-checkpoint';
import { testWorld, type World } from '../../support/world';

const COUNT = 2 * BLOCK + 10;
let world: World;
let kept: KeptCheckpoint;
beforeEach(async () => {
  world = await testWorld();
  const { db, clock } = world.deps;
  const deeds = Array.from({ length: COUNT }, (_, i): AuditEntry => {
    return { at: clock.now(), kind: 'logged-in', actorId: `p${i}`, actingForId: null, subjectId: null, body: { i } };
  });
  await db.transaction((trx) => recordDeeds(trx, deeds));
  kept = await checkpointFor(world.deps, COUNT);
});
afterEach(() => world.close());

/** The engine refuses to change these rows; who owns the database can take that away, and the check must see it. */
const unguard = async (...tables: readonly string[]): Promise<void> => {
  for (const table of tables) {
    for (const deed of ['update', 'delete']) {
      const on = isSqlite(world.deps.db) ? '' : ` on ${table}`;
      await world.deps.db.raw(`drop trigger ${table}_no_${deed}${on}`);
    }
  }
};
const problems = async (of: readonly KeptCheckpoint[] = []): Promise<string> =>
  (await logProblems(world.deps, of)).join('\n');

describe('the log', () => {
  it('is borne out by its checkpoint, and proves each of its entries', async () => {
    expect(await problems([kept])).toBe('');
    const { db } = world.deps;
    const size = (await db('audit_entry').count('* as n').first())?.['n'] as number;
    expect(await storedBlocks(db)).toHaveLength(Math.floor(size / BLOCK));
    const indexes = [0, 1, BLOCK - 1, BLOCK, 2 * BLOCK, size - 1];
    const tree = await openTree(db, size, indexes);
    expect(rootOf(size, tree)).toBe(kept.root);
    for (const index of indexes) {
      const row = await db('audit_entry')
        .where({ seq: index + 1 })
        .first<{ leaf_sha256: string }>();
      expect(followPath(index, size, row.leaf_sha256, inclusionPath(index, size, tree))).toBe(kept.root);
    }
  });

  const edits: Readonly<Record<string, string | number>> = {
    at: '2026-01-01T00:00:00.000Z',
    kind: 'logged-out',
    actor_id: 'somebody else',
    acting_for_id: 'for another',
    subject_id: 'of another',
    body: '{"i":1000}',
    leaf_sha256: 'ab'.repeat(32),
  };
  it.each(Object.keys(edits))('shows that %s of an entry was edited', async (column) => {
    await unguard('audit_entry');
    await world.deps
      .db('audit_entry')
      .where({ seq: 17 })
      .update({ [column]: edits[column] });
    expect(await problems()).toMatch(/17: the log entry is not what its hash says|the log is not the one/);
  });

  it('shows an entry that was rewritten together with its hash, by the stored block and by the checkpoint', async () => {
    await unguard('audit_entry');
    const row = await world.deps.db('audit_entry').where({ seq: 17 }).first<{ at: string; body: string }>();
    const entry: AuditEntry = {
      at: row.at,
      kind: 'logged-in',
      actorId: 'q',
      actingForId: null,
      subjectId: null,
      body: JSON.parse(row.body) as AuditEntry['body'],
    };
    await world.deps
      .db('audit_entry')
      .where({ seq: 17 })
      .update({ actor_id: 'q', leaf_sha256: leafHash(17, entry) });
    const found = await problems();
    expect(found).toContain('the stored hash of block 0 is not that of its entries');
    expect(found).toContain(`the log is not the one of the checkpoint over ${kept.size} entries`);
    await world.deps.db('audit_node').del();
    expect(await problems()).toBe(`the log is not the one of the checkpoint over ${kept.size} entries`);
  });

  it('shows entries that changed places, were taken out, or were put in', async () => {
    await unguard('audit_entry');
    const { db } = world.deps;
    await db('audit_entry').where({ seq: 5 }).update({ seq: 90_005 });
    await db('audit_entry').where({ seq: 6 }).update({ seq: 5 });
    await db('audit_entry').where({ seq: 90_005 }).update({ seq: 6 });
    expect(await problems()).toMatch(/5: the log entry is not what its hash says\n6: the log entry is not/);
    await db('audit_entry').where({ seq: 9 }).del();
    expect(await problems()).toMatch(/the log has \d+ entries, the last is/);
    const entry: AuditEntry = {
      at: world.clock.now(),
      kind: 'logged-in',
      actorId: 'x',
      actingForId: null,
      subjectId: null,
      body: {},
    };
    await db('audit_entry').insert({ ...(await db('audit_entry').where({ seq: 8 }).first()), seq: 9 });
    expect(await problems()).toMatch(/9: the log entry is not what its hash says/);
    await db('audit_entry')
      .where({ seq: 9 })
      .update({ actor_id: 'x', body: '{}', at: entry.at, leaf_sha256: leafHash(9, entry) });
    expect(await problems()).toMatch(/the log is not the one of the checkpoint/);
  });

  it('shows a log that was cut off or written anew as a whole, with a checkpoint that was kept elsewhere', async () => {
    await unguard('audit_entry', 'checkpoint', 'checkpoint_signature');
    const { db } = world.deps;
    await db('checkpoint_signature').del();
    await db('checkpoint').del();
    await db('audit_node').del();
    await db('audit_entry')
      .where('seq', '>', kept.size - 3)
      .del();
    await db('counter')
      .where({ name: 'ledger' })
      .update({ value: kept.size - 3 });
    // Without the checkpoint nothing can be seen; with it, everything.
    expect(await problems()).toBe('');
    expect(await problems([kept])).toBe(`the log is shorter than its checkpoint over ${kept.size} entries`);
    await db.transaction((trx) =>
      recordDeeds(
        trx,
        ['a', 'b', 'c', 'd'].map((actorId): AuditEntry => {
          return { at: world.clock.now(), kind: 'logged-in', actorId, actingForId: null, subjectId: null, body: {} };
        }),
      ),
    );
    expect(await problems()).toBe('');
    expect(await problems([kept])).toBe(`the log is not the one of the checkpoint over ${kept.size} entries`);
  });

  it('shows a checkpoint or stored hash that was edited', async () => {
    await unguard('checkpoint', 'checkpoint_signature');
    const { db } = world.deps;
    const checkpoint = await db('checkpoint').first<{ note: string; root: string }>();
    await db('checkpoint').update({ root: 'cd'.repeat(32) });
    expect(await problems()).toMatch(
      /the log is not the one of the checkpoint[\s\S]*the signed text says something else/,
    );
    await db('checkpoint').update({ root: checkpoint.root, note: checkpoint.note.replace('2026', '2025') });
    expect(await problems()).toMatch(/the checkpoint over \d+ entries: wrong-message-digest/);
    await db('checkpoint').update({ note: checkpoint.note });
    expect(await problems()).toBe('');
    await db('checkpoint_signature').update({ serial: 'ab' });
    expect(await problems()).toMatch(/another certificate signed it/);
    await db('audit_node')
      .where({ position: 1 })
      .update({ hash: 'ef'.repeat(32) });
    expect(await problems()).toMatch(/the stored hash of block 1 is not that of its entries/);
  });

  it('keeps checkpoints for ever', async () => {
    for (const table of ['checkpoint', 'checkpoint_signature']) {
      await expect(world.deps.db(table).del()).rejects.toThrow(/append-only/);
      await expect(world.deps.db(table).update({ size: 1 })).rejects.toThrow(/append-only/);
    }
  });
});
