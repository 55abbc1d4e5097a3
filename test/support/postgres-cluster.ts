import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, chmodSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where PostgreSQL's programs are, or null: Debian keeps them out of the PATH. */
export function postgresPrograms(): string | null {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(base, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  return found ?? null;
}

export interface Cluster {
  readonly directory: string;
  readonly port: number;
  readonly adminUrl: string;
}

/** A throw-away cluster on loopback, sorting by bytes; PostgreSQL refuses to run as root, so root starts it as `postgres`. */
export async function startCluster(): Promise<Cluster> {
  const bin = postgresPrograms();
  if (!bin) throw new Error('PostgreSQL is not installed');
  const directory = mkdtempSync(join(tmpdir(), 'portal-postgres-'));
  chmodSync(directory, 0o777);
  const port = await freePort();
  const data = join(directory, 'data');
  as(bin, 'initdb', ['-D', data, '-U', 'portal', '-A', 'trust', '--locale=C', '--encoding=UTF8', '-N']);
  const options = `-p ${port} -h 127.0.0.1 -k ${directory} -c fsync=off -c full_page_writes=off -c max_connections=200`;
  as(bin, 'pg_ctl', ['-D', data, '-w', '-l', join(directory, 'log'), '-o', options, 'start']);
  return { directory, port, adminUrl: `postgres://portal@127.0.0.1:${port}/postgres` };
}

export function stopCluster(directory: string): void {
  const bin = postgresPrograms();
  if (!bin) return;
  as(bin, 'pg_ctl', ['-D', join(directory, 'data'), '-m', 'immediate', 'stop']);
  rmSync(directory, { recursive: true, force: true });
}

function as(bin: string, program: string, args: readonly string[]): void {
  const command = [join(bin, program), ...args];
  const [file, ...rest] =
    process.getuid?.() === 0
      ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...command]
      : command;
  if (!file) throw new Error('no command');
  execFileSync(file, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
