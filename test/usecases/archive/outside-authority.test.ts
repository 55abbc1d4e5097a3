import { agreementsOfParty } from '../../../src/persistence/agreement';
import { fileOf } from '../../../src/persistence/document-segment';
import { verifyAny } from '../../../src/signing/open/verify-any';
import { verifyOwn, type OwnTrust } from '../../../src/signing/verify/verify-own';
import { findProblems } from '../../../src/usecases/check/find-problems';
import { deliver } from '../../../src/usecases/notifications/deliver';
import { signAll } from '../../support/ceremonies';
import { outsideAuthority, withAuthorities, type OutsideAuthority } from '../../support/outside-authority';
import { CRL_LIES, OCSP_LIES } from '../../support/revocation-lies';
import { readyPair, type Pair } from '../../support/signing-parties';
import { testWorld, type World } from '../../support/world';

const SINCE = '2026-10-01T00:00:00.000Z';
let world: World;
let outside: OutsideAuthority;
let second: OutsideAuthority;
let pair: Pair;
beforeEach(async () => {
  const plain = await testWorld();
  outside = await outsideAuthority(plain.clock, SINCE);
  second = await outsideAuthority(plain.clock, SINCE);
  world = withAuthorities(plain, [outside, second]);
  pair = await readyPair(world, 1);
  await signAll(world, pair.contact, pair.wethouder);
  world.clock.pass(60);
  await signAll(world, pair.partnerContact, pair.director);
});
afterEach(async () => {
  outside.server.close();
  second.server.close();
  await world.close();
});

const work = async (): Promise<void> => {
  while ((await deliver(world.deps, new Map(), 'test')) > 0);
};
const asked = (path: string): number => outside.heard.filter((one) => one.path === path).length;
const trust = (): OwnTrust => ({ ...world.deps.trust, now: world.clock.now() });
const files = async (): Promise<readonly Buffer[]> => {
  const agreements = await agreementsOfParty(world.deps.db, pair.municipality.id, ['in-force']);
  return Promise.all(agreements.map(async ({ id }) => (await fileOf(world.deps.db, id))?.bytes ?? Buffer.alloc(0)));
};
const levels = async (): Promise<readonly unknown[]> =>
  (await files()).map((file) => {
    const report = verifyOwn(file, trust());
    return [report.indication, ...report.signatures.map(({ level }) => level)];
  });
const AT_T = [['TOTAL-PASSED', 'B-T', 'B-T']];
const AT_LTA = [['TOTAL-PASSED', 'B-LTA', 'B-LTA']];

it('closes documents with the proof of the authority outside, and no transaction is open meanwhile', async () => {
  outside.meanwhile = async () => {
    // SQLite has one connection: within a transaction this would wait for ever.
    await world.deps.db('agreement').first();
  };
  await work();
  expect(await levels()).toEqual(AT_LTA);
  expect([asked('/ocsp'), asked('/root.crl')]).toEqual([1, 1]);
  expect(await findProblems(world.deps)).toEqual([]);
  const segments = await world.deps.db('document_segment').select<{ kind: string; bytes: Buffer }[]>('kind', 'bytes');
  for (const { bytes } of segments.filter(({ kind }) => kind === 'signature'))
    expect(bytes.length).toBeLessThan(14_000);
  const open = (await files()).map((file) => {
    const { now, anchors, tsaAnchors } = trust();
    const report = verifyAny(file, { anchors: [...anchors, ...tsaAnchors], now });
    return [report.indication, ...report.signatures.map(({ level }) => level)];
  });
  expect(open).toEqual(AT_LTA);
});

const LIES = [
  ...OCSP_LIES.map((lie) => ({ ...lie, of: 'ocsp' as const })),
  ...CRL_LIES.map((lie) => ({ ...lie, of: 'crl' as const })),
].filter((_, index) => index % 6 === 0);

it.each(LIES)(
  'stays at B-T, in force, while the answer ($of) is $name; and is closed when it is right',
  async (lie) => {
    const honest = { ...outside.answers };
    outside.answers[lie.of] = () => lie.answer({ pki: outside.pki, now: world.clock.now() });
    await work();
    expect(await levels()).toEqual(AT_T);
    expect(await world.deps.db('document_segment').whereIn('kind', ['dss', 'timestamp'])).toEqual([]);
    expect(await findProblems(world.deps)).toEqual([]);
    const waiting = await world.deps.db('outbox').where({ kind: 'complete-archive', done_at: null });
    expect(waiting).toMatchObject([{ failed_at: null }]);
    expect(JSON.stringify(waiting)).toContain(lie.fault);
    Object.assign(outside.answers, honest);
    world.clock.pass(3600);
    await work();
    expect(await levels()).toEqual(AT_LTA);
  },
);

it('closes with the second authority what the first one signed, with the proof of both', async () => {
  world.clock.pass(60);
  outside.answers.ahead = 3600;
  await work();
  expect(await levels()).toEqual(AT_LTA);
  expect([asked('/ocsp'), second.heard.filter(({ path }) => path === '/ocsp').length]).toEqual([1, 1]);
});

it('does not close a document before it was signed, by the clock of another authority', async () => {
  outside.answers.ahead = 3600;
  second.answers.ahead = -55;
  await work();
  expect(await levels()).toEqual(AT_T);
  world.clock.pass(120);
  await work();
  expect(await levels()).toEqual(AT_LTA);
});
