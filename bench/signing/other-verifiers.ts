// The same file under pdfsig (poppler, NSS) and pyHanko, where they are: programs of others, measured by their CPU time.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../measure';
import { NOW, type Made } from './made';

/** Says which of them are left out. */
export function otherVerifiers({ ca }: Made, signed: Buffer, count: number): readonly Result[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const [file, anchor] = [join(folder, 'signed.pdf'), join(folder, 'root.cer')];
    writeFileSync(file, signed);
    writeFileSync(anchor, ca.root.certificate);
    return [...pdfsig(file, signed.length, count), ...pyhanko(file, anchor, signed.length, count)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One process for each file is how it works; its start is measured apart, and taken off in the second line. */
function pdfsig(file: string, bytes: number, count: number): readonly Result[] {
  const checked = spawnSync('pdfsig', ['-no-ocsp', file], { encoding: 'latin1' });
  if (checked.error) {
    console.log('pdfsig is not here: left out');
    return [];
  }
  if (checked.stdout.split('Signature is Valid').length !== 3) throw new Error('pdfsig refuses the file');
  const whole = secondsOf(`pdfsig -no-ocsp ${file}`, count);
  const start = secondsOf('pdfsig -v', count);
  return [
    result('verify any PDF: pdfsig', whole, bytes, null),
    result('verify any PDF: pdfsig, without its start', Math.max(whole - start, 1e-4), bytes, null),
  ];
}

/** CPU time of a command, mean of many: the shell's `times` counts that of its children (user and system, third and fourth). */
function secondsOf(command: string, count: number): number {
  const script = `i=0; while [ $i -lt ${count} ]; do ${command} >/dev/null 2>&1; i=$((i+1)); done; times`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'latin1' });
  const [, , user, system] = [...stdout.matchAll(/(\d+)m([\d.,]+)s/g)].map(
    ([, minutes, seconds = '']) => Number(minutes) * 60 + Number(seconds.replace(',', '.')),
  );
  if (user === undefined || system === undefined) throw new Error('the shell tells no times');
  return (user + system) / count;
}

/** Many validations in one process: its start is not counted. */
function pyhanko(file: string, anchor: string, bytes: number, count: number): readonly Result[] {
  const python = pythons().find((each) => spawnSync(each, ['-c', 'import pyhanko']).status === 0);
  if (python === undefined) {
    console.log('pyHanko is not here: left out');
    return [];
  }
  const script = join('bench', 'signing', 'time_pyhanko.py');
  const done = spawnSync(python, [script, anchor, NOW, file, String(count)], { encoding: 'latin1' });
  if (done.status !== 0) throw new Error(`pyHanko: ${done.stderr}`);
  const [seconds = 0, rss = 0] = done.stdout.trim().split(' ').map(Number);
  return [result('verify any PDF: pyHanko', seconds, bytes, rss)];
}

/** Where the validators beside the project keep theirs, and the machine's own. */
function pythons(): readonly string[] {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'agreement-validators');
  const kept = existsSync(cache) ? readdirSync(cache).filter((name) => /^pyhanko-[0-9a-f]+$/.test(name)) : [];
  return [...kept.map((name) => join(cache, name, 'bin', 'python')), 'python3'];
}

const result = (name: string, seconds: number, bytes: number, rssMiB: number | null): Result => {
  const perSecond = Number((1 / seconds).toPrecision(4));
  return { name, perSecond, perSecondWall: null, bytes, rssMiB };
};
