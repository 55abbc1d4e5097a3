import { DomainError } from '../../../src/domain/errors';
import type { Viewer } from '../../../src/domain/parties';
import { draftByLabel } from '../../../src/persistence/template-draft';
import { templateByLabel, versionInUse } from '../../../src/persistence/template-version';
import { askRelease } from '../../../src/usecases/templates/ask-release';
import { dropDraft } from '../../../src/usecases/templates/drop-draft';
import { releaseText } from '../../../src/usecases/templates/release-text';
import { saveDraft, type Replaces, type SavedDraft } from '../../../src/usecases/templates/save-draft';
import { steward } from '../../support/registrations';
import { textOf } from '../../support/texts';
import { testWorld, type World } from '../../support/world';

let world: World;
let bakker: Viewer;
let visser: Viewer;
beforeEach(async () => {
  world = await testWorld();
  bakker = await steward(world);
  visser = await steward(world, 'K. Visser');
});
afterEach(() => world.close());

const LABEL = '2027.1';
const TEXT = textOf(LABEL, '2027-01-01');
const FIRST = { label: LABEL, version: 1 };

const save = (source = TEXT, replaces: Replaces = { kind: 'nothing' }): Promise<SavedDraft> =>
  saveDraft(world.deps, { personId: bakker.personId, partyId: bakker.party.id }, source, replaces);
const refusal = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  throw new Error('nothing was refused');
};
const deeds = async (): Promise<string[]> =>
  (await world.deps.db('audit_entry').where('kind', 'like', 'template-%').orderBy('seq').select('kind')).map(
    (row: { kind: string }) => row.kind,
  );

test('one steward asks, another releases; the text holds from its day, and each step is in the log', async () => {
  expect(await save()).toEqual({ label: LABEL, state: 'saved' });
  await askRelease(world.deps, bakker, FIRST);
  await releaseText(world.deps, visser, { label: LABEL, version: 2 });
  const released = await templateByLabel(world.deps.db, LABEL);
  expect(released?.source).toBe(TEXT);
  expect(await draftByLabel(world.deps.db, LABEL)).toBeNull();
  expect((await versionInUse(world.deps.db, '2026-12-31'))?.label).toBe('2026.1');
  expect((await versionInUse(world.deps.db, '2027-01-01'))?.label).toBe(LABEL);
  expect(await deeds()).toEqual(['template-released', 'template-drafted', 'template-release-asked', 'template-released']);
});

test('who asked cannot release, and what nobody asked is not released', async () => {
  await save();
  expect(await refusal(releaseText(world.deps, visser, FIRST))).toBe('release-not-asked');
  await askRelease(world.deps, bakker, FIRST);
  expect(await refusal(releaseText(world.deps, bakker, { label: LABEL, version: 2 }))).toBe('own-release-request');
  expect(await templateByLabel(world.deps.db, LABEL)).toBeNull();
});

test('the database itself refuses a release by one person, and a change of a released text', async () => {
  const { db, clock, newId } = world.deps;
  const row = {
    id: newId(),
    label: LABEL,
    source: TEXT,
    source_sha256: 'x',
    signing_order: 'municipality,executor,partner',
    notice_days: 90,
    effective_from: '2027-01-01',
    released_by: bakker.personId,
    approved_by: bakker.personId,
    released_at: clock.now(),
  };
  await expect(db('template_version').insert(row)).rejects.toThrow(/four_eyes/);
  await expect(db('template_version').where({ label: '2026.1' }).update({ source: 'anders' })).rejects.toThrow();
  expect((await templateByLabel(db, '2026.1'))?.source).not.toBe('anders');
});

test('a change after the request makes that a new request is needed', async () => {
  await save();
  await askRelease(world.deps, bakker, FIRST);
  await save(TEXT.replace('binnen 24 uur', 'binnen 12 uur'), { kind: 'draft', version: 2 });
  expect(await refusal(releaseText(world.deps, visser, { label: LABEL, version: 3 }))).toBe('release-not-asked');
});

test('what another steward changed meanwhile is not released or overwritten unseen', async () => {
  await save();
  await askRelease(world.deps, bakker, FIRST);
  expect(await refusal(releaseText(world.deps, visser, FIRST))).toBe('changed-meanwhile');
  const other = TEXT.replace('binnen 24 uur', 'binnen 12 uur');
  expect(await refusal(save(other, { kind: 'draft', version: 1 }))).toBe('changed-meanwhile');
  expect(await refusal(save(other))).toBe('template-draft-exists');
  expect((await draftByLabel(world.deps.db, LABEL))?.source).toBe(TEXT);
});

test('of two who release at once one succeeds', async () => {
  await save();
  await askRelease(world.deps, bakker, FIRST);
  const smit = await steward(world, 'B. Smit');
  const seen = { label: LABEL, version: 2 };
  const done = await Promise.allSettled([releaseText(world.deps, visser, seen), releaseText(world.deps, smit, seen)]);
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await deeds()).filter((kind) => kind === 'template-released')).toHaveLength(2);
});

test('a released label keeps its text: the same text changes nothing, another is refused', async () => {
  const seeded = await templateByLabel(world.deps.db, '2026.1');
  expect(await save(seeded?.source, { kind: 'any' })).toEqual({ label: '2026.1', state: 'already-released' });
  expect(await refusal(save(textOf('2026.1', '2027-01-01'), { kind: 'any' }))).toBe('template-label-released');
});

test('line ends of another system make no other text', async () => {
  await save();
  expect(await save(TEXT.replaceAll('\n', '\r\n'), { kind: 'any' })).toEqual({ label: LABEL, state: 'already-saved' });
});

test('a text cannot hold from a day that is over, nor from the day of another text', async () => {
  await save(textOf(LABEL, '2026-11-22'));
  expect(await refusal(askRelease(world.deps, bakker, FIRST))).toBe('day-in-past');
  await save(TEXT, { kind: 'draft', version: 1 });
  await askRelease(world.deps, bakker, { label: LABEL, version: 2 });
  await releaseText(world.deps, visser, { label: LABEL, version: 3 });
  await save(textOf('2027.2', '2027-01-01'));
  expect(await refusal(askRelease(world.deps, bakker, { label: '2027.2', version: 1 }))).toBe('template-day-taken');
});

test('a text with a fault is no draft, also when only some agreements would meet it', async () => {
  await expect(save(TEXT.replace('{{municipality.name}}', '{{gemeente.naam}}'))).rejects.toThrow('unknown-placeholder');
  const loose = TEXT.replace('| Sector | {{sector.name}} |', '| Sector | {{executor.kvk}} |');
  await expect(save(loose)).rejects.toThrow('missing-value');
  expect(await draftByLabel(world.deps.db, LABEL)).toBeNull();
});

test('a draft that is thrown away is gone, and the log knows which text it was', async () => {
  await save();
  await dropDraft(world.deps, visser, FIRST);
  expect(await draftByLabel(world.deps.db, LABEL)).toBeNull();
  expect((await deeds()).at(-1)).toBe('template-draft-dropped');
});
