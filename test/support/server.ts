import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface Server {
  readonly url: string;
  /** SIGKILL, and wait until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit status. */
  stop(): Promise<number | null>;
}

/** The real portal as a process of its own: `node dist/src/main.js`, as built by the test command. */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<Server> {
  const child = spawn(process.execPath, [join(__dirname, '../../dist/src/main.js')], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await listening(child);
  return {
    url: `http://localhost:${port}`,
    kill: async () => {
      child.kill('SIGKILL');
      await gone(child);
    },
    stop: async () => {
      child.kill('SIGTERM');
      await gone(child);
      return child.exitCode;
    },
  };
}

/** The port that it listens on; the system chose one that was free. */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, port] = /"port":(\d+)[^\n]*"msg":"listening"/.exec(said) ?? [];
      if (port !== undefined) done(Number(port));
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => fail(new Error(`the portal ended with ${code} before it listened:\n${said}`)));
  });
}

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', () => done()));
}
