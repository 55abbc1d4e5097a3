import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateCommand } from '../../src/cli/template';
import { UsageError } from '../../src/cli/failure';

const SEEDED = join(__dirname, '../../templates/agreement/2026.1.md');
const folder = mkdtempSync(join(tmpdir(), 'template-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The exit status and all that was said. */
async function run(...args: string[]): Promise<{ readonly status: number; readonly said: string }> {
  let said = '';
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    }),
  );
  try {
    return { status: await templateCommand(args), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test('a sound text is in order', async () => {
  const { status, said } = await run('check', SEEDED);
  expect(status).toBe(0);
  expect(said).toContain('2026.1 is in order, 180 cases');
});

test('each mistake is told with file, line, column and the name that was meant', async () => {
  const file = join(folder, 'faulty.md');
  writeFileSync(file, readFileSync(SEEDED, 'utf8').replace('| {{number}} |', '| {{kenmerk}} |'));
  const { status, said } = await run('check', file);
  expect(status).toBe(1);
  const line = readFileSync(file, 'utf8').split('\n').indexOf('| Kenmerk | {{kenmerk}} |') + 1;
  expect(said).toBe(`${file}:${line}:13: {{kenmerk}} bestaat niet. Bedoelt u {{number}}?\n`);
});

test('the matrix holds a document for every case of the text that comes with the program, and the name tells the case', async () => {
  const { status } = await run('preview', '--matrix', join(folder, 'matrix'));
  expect(status).toBe(0);
  const files = readdirSync(join(folder, 'matrix'));
  for (const sector of ['huur', 'energie', 'drinkwater', 'zorgverzekering']) {
    for (const party of ['college', 'verband', 'volmacht']) {
      for (const places of ['zonder-uitvoerder-2', 'zonder-uitvoerder-4', 'met-uitvoerder-3', 'met-uitvoerder-5']) {
        for (const names of ['kort', 'lang'])
          expect(files).toContain(`${sector}-${party}-${places}-plaatsen-${names}.pdf`);
      }
    }
  }
  expect(files).toHaveLength(180);
}, 120_000);

test('a file that is not there, and a deed that does not exist, are a wrong call', async () => {
  await expect(run('check', join(folder, 'niets.md'))).rejects.toThrow(UsageError);
  await expect(run('print', SEEDED)).rejects.toThrow(UsageError);
});
