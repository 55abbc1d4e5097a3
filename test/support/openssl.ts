import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tests by an independent tool; left out, visibly, where it is not installed. */
export const withOpenssl = spawnSync('openssl', ['version']).status === 0 ? test : test.skip;

/**
 * Runs one openssl command (its words apart by single blanks) in a folder of its own that holds the given files; answers everything that it
 * says, and the file `out` if it made one.
 */
export function openssl(
  files: Readonly<Record<string, Buffer | string>>,
  command: string,
): { readonly ok: boolean; readonly said: string; readonly out: Buffer | null } {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const { status, stdout, stderr } = spawnSync('openssl', command.split(' '), { cwd: folder, encoding: 'utf8' });
    const out = join(folder, 'out');
    return { ok: status === 0, said: stdout + stderr, out: existsSync(out) ? readFileSync(out) : null };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** RFC 7468; OpenSSL refuses an empty line, so a last line that is full ends once. */
export const pem = (der: Buffer, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END ${label}-----\n`;

export const seconds = (instant: string): string => String(Math.floor(Date.parse(instant) / 1000));
