import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../src/assemble';
import { checkCommand } from '../../src/cli/check';
import { evidenceCommand } from '../../src/cli/evidence';
import { readConfig } from '../../src/config';
import { createLog } from '../../src/log';
import { deliver } from '../../src/usecases/notifications/deliver';
import { makeSample } from '../../src/usecases/sample/make-sample';
import { runCheck, unzip } from '../support/evidence';

// scrypt takes its time on purpose, and each command opens the keys of a portal.
jest.setTimeout(180_000);

let folder: string;
let number: string;
const said: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-command-'));
  Object.assign(process.env, { DATABASE_URL: `sqlite:${folder}/portal.sqlite`, LOG_LEVEL: 'silent', PORT: '3000' });
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const deps = await assemble(readConfig(process.env), createLog('silent'));
  ({ number } = await makeSample(deps, () => undefined));
  while ((await deliver(deps, new Map(), 'test')) > 0);
  await deps.db.destroy();
});
afterAll(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('writes a package that its own script finds in order, for its owner alone', async () => {
  const out = join(folder, 'x.zip');
  expect(await evidenceCommand([number, '--out', out])).toBe(0);
  expect(statSync(out).mode & 0o077).toBe(0);
  expect(runCheck(unzip(readFileSync(out)))).toMatchObject({ status: 0, wrong: [] });
});

it('says what is wrong with the question', async () => {
  expect(await evidenceCommand(['OVK-2026-009999', '--out', join(folder, 'y.zip')])).toBe(1);
  expect(said.join('')).toContain('there is no agreement OVK-2026-009999');
  await expect(evidenceCommand([number])).rejects.toThrow('usage: portal evidence KENMERK --out FILE.zip');
});

it('holds the log against the checkpoint of a package', async () => {
  const out = join(folder, 'z.zip');
  await evidenceCommand([number, '--out', out]);
  const checkpoint = unzip(readFileSync(out)).get('logboek/controlepunt.txt')?.toString() ?? '';
  const file = join(folder, 'controlepunt.txt');
  writeFileSync(file, checkpoint);
  expect(await checkCommand(['--checkpoint', file])).toBe(0);
  const another = checkpoint.replace(/^.(?=.{42}=$)/m, (first) => (first === 'A' ? 'B' : 'A'));
  writeFileSync(file, another);
  expect(await checkCommand(['--checkpoint', file])).toBe(1);
  expect(said.at(-1)).toMatch(/^the log is not the one of the checkpoint over \d+ entries\n$/);
  writeFileSync(file, 'geen controlepunt');
  await expect(checkCommand(['--checkpoint', file])).rejects.toThrow('is not a checkpoint');
});
