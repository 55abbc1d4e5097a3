// The program as an operator starts it: a process of its own, from `dist`, as built by the test command.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/persistence/db';

const dist = join(__dirname, '../../dist/src');

describe('the program, started', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portal-process-'));
    writeFileSync(join(folder, 'passphrase'), 'een lange wachtzin\n', { mode: 0o600 });
    writeFileSync(join(folder, 'tsa.pem'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const production = (): Record<string, string> => ({
    NODE_ENV: 'production',
    BASE_URL: 'https://portaal.example',
    DATABASE_URL: `sqlite:${folder}/portal.sqlite`,
    SESSION_SECRET: 'x'.repeat(40),
    KEY_PASSPHRASE_FILE: join(folder, 'passphrase'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'bericht@portaal.example',
    TSA_URL: 'http://127.0.0.1:1/',
    TSA_ANCHORS_FILE: join(folder, 'tsa.pem'),
    DESK_TELEPHONE: '030 000 00 00',
    DESK_MAIL: 'desk@portaal.example',
  });
  const run = (program: string, args: readonly string[], environment: Record<string, string>) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, program), ...args], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status, said: `${stdout}${stderr}` };
  };
  const start = (environment: Record<string, string>) => run('main.js', [], environment);
  const portal = (...args: readonly string[]) => run('cli/portal.js', args, production());
  const noStack = expect.not.stringMatching(/^ {4}at /m);

  it('refuses production without its settings: every complaint at once, exit status 1', () => {
    const { status, said } = start({ NODE_ENV: 'production', PORT: 'x', BASE_URL: 'http://portaal.example' });
    expect(status).toBe(1);
    expect(said).toEqual(noStack);
    for (const name of ['PORT', 'BASE_URL', 'DATABASE_URL', 'SESSION_SECRET', 'KEY_PASSPHRASE_FILE', 'TSA_URL'])
      expect(said).toContain(`  - ${name}: `);
  });

  it('in production makes no tables, no keys and no data by itself, and says what to do', async () => {
    const before = start(production());
    expect(before).toEqual({ status: 1, said: expect.stringContaining('run: npx --no portal migrate') });
    expect(portal('migrate').status).toBe(0);
    const without = start(production());
    expect(without).toEqual({ status: 1, said: expect.stringContaining('npx --no portal keys init') });
    const lost = portal('keys', 'init', '--root-key', join(folder, 'nowhere/root.pem'));
    expect(lost.status).toBe(2);
    const made = portal('keys', 'init', '--root-key', join(folder, 'root.pem'));
    expect(made.status).toBe(0);
    const locked = start({ ...production(), KEY_PASSPHRASE_FILE: '', KEY_PASSPHRASE: 'een andere lange wachtzin' });
    expect(locked).toEqual({ status: 1, said: expect.stringContaining('the keys do not open: KEY_PASSPHRASE') });
    expect(locked.said).toEqual(noStack);

    const db = openDatabase(`sqlite:${folder}/portal.sqlite`);
    try {
      expect(await db('person')).toEqual([]);
      expect(await db('agreement')).toEqual([]);
      await db('knex_migrations').insert({ name: '9999-later', batch: 9, migration_time: new Date() });
    } finally {
      await db.destroy();
    }
    const older = start(production());
    expect(older).toEqual({ status: 1, said: expect.stringContaining('newer than this program: it has 9999-later') });
    expect(older.said).toEqual(noStack);
    expect(portal('migrate')).toEqual({ status: 1, said: expect.stringContaining('newer than this program') });
  }, 180_000);

  it('says that a database does not answer', () => {
    const { status, said } = start({ ...production(), DATABASE_URL: 'postgres://portal@127.0.0.1:1/portal' });
    expect([status, said.includes('the database does not answer (DATABASE_URL)')]).toEqual([1, true]);
  });
});
