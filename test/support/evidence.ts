import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The files of a package by name. */
export type Files = ReadonlyMap<string, Buffer>;

/** Reads a ZIP by its central directory (APPNOTE 4.3.12); the portal stores, so nothing is inflated. */
export function unzip(zip: Buffer): Files {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt16LE(at + 10) !== 0) throw new Error('not stored');
    const [size, nameLength] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(zip.toString('utf8', at + 46, at + 46 + nameLength), zip.subarray(start, start + size));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

export interface Verdict {
  readonly status: number | null;
  readonly said: string;
  /** The lines that say what is wrong. */
  readonly wrong: readonly string[];
}

/** Runs the package's own script in an empty folder that holds nothing but the package, with nothing in the environment but PATH. */
export function runCheck(files: Files, args: readonly string[] = []): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const { status, stdout, stderr } = spawnSync('sh', ['check.sh', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    return { status, said: stdout + stderr, wrong: stdout.split('\n').filter((line) => line.startsWith('FOUT')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The package with some files changed (null: left out), and SHA256SUMS made again as a forger would. */
export function forged(files: Files, changes: Readonly<Record<string, Buffer | string | null>>): Files {
  const all = new Map(files);
  for (const [name, content] of Object.entries(changes)) {
    if (content === null) all.delete(name);
    else all.set(name, Buffer.from(content));
  }
  all.delete('SHA256SUMS');
  const sums = [...all].map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
  return new Map([...all, ['SHA256SUMS', Buffer.from(sums.join(''))]]);
}

/** One bit of one byte turned round. */
export function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
