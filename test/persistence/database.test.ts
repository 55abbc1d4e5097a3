import { pendingMigrations, collationProblem } from '../../src/persistence/db';
import { takeNumbers } from '../../src/persistence/counter';
import { testDatabase, type TestDatabase } from '../support/database';

describe('the database', () => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await testDatabase();
  });
  afterEach(() => test.close());

  it('is up to date and sorts by bytes', async () => {
    expect(await pendingMigrations(test.db)).toEqual([]);
    expect(await collationProblem(test.db)).toBeNull();
  });

  it('knows all 342 municipalities, with their aliases', async () => {
    const [count] = await test.db('party').where({ kind: 'municipality' }).count({ n: '*' });
    expect(Number(count?.['n'])).toBe(342);
    expect(await test.db('party_name').where({ search_key: 'den haag' }).first()).toMatchObject({ kind: 'alias' });
  });

  it('gives numbers in a row, also to those who ask at once', async () => {
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => test.db.transaction((trx) => takeNumbers(trx, 'a sequence', 3))),
    );
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => 1 + 3 * i));
  });

  it('never changes or deletes an audit entry', async () => {
    await test.db('audit_entry').insert({ seq: 1_000_000, at: 'x', kind: 'x', body: '{}', leaf_sha256: 'x' });
    await expect(test.db('audit_entry').update({ kind: 'y' })).rejects.toThrow(/append-only/);
    await expect(test.db('audit_entry').del()).rejects.toThrow(/append-only/);
  });

  it('loses nothing that was acknowledged after a COMMIT that failed', async () => {
    // A foreign key that is checked at COMMIT only makes the COMMIT itself fail, on both engines.
    await test.db.raw('create table anchor (id text primary key)');
    await test.db.raw('create table deferred (id text references anchor (id) deferrable initially deferred)');
    for (let i = 0; i < 50; i++) {
      await expect(test.db.transaction((trx) => trx('deferred').insert({ id: `missing ${i}` }))).rejects.toThrow();
      await test.db.transaction((trx) => trx('counter').insert({ name: `kept ${i}`, value: i }));
    }
    const kept = await test.db('counter').where('name', 'like', 'kept %').count({ n: '*' });
    expect(Number(kept[0]?.['n'])).toBe(50);
  });
});
