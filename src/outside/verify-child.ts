import { fork } from 'node:child_process';
import { join } from 'node:path';
import { unreadableFile } from '../signing/open/verify-any';
import type { OwnTrust } from '../signing/verify/verify-own';
import type { Report } from '../signing/verify/report';

/** What goes to the child: bytes and facts, no keys and no settings. */
export interface CheckOrder {
  readonly bytes: Buffer;
  readonly trust: Omit<OwnTrust, 'known'>;
}

export interface ChildLimits {
  readonly milliseconds: number;
  readonly heapMiB: number;
}

/** The child's first word. */
export const READY = 'ready';
const STARTING = 10_000;
const LIMITS: ChildLimits = { milliseconds: 5_000, heapMiB: 192 };

/** The compiled child; from the sources (tests) it is found where the build puts it. */
const ENTRY = join(__dirname, __filename.endsWith('.ts') ? '../../dist/src/outside' : '.', 'verify-child-main.js');

/**
 * Checks a stranger's file in a process of its own, which holds nothing but that file and is killed when it takes too long
 * or too much memory. What a file does to its reader then happens to nobody else. Never rejects on the file's account.
 */
export function verifyInChild(order: CheckOrder, limits: ChildLimits = LIMITS): Promise<Report> {
  return new Promise((done) => {
    const child = fork(ENTRY, [], {
      env: {},
      execArgv: [`--max-old-space-size=${limits.heapMiB}`, '--disallow-code-generation-from-strings'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let answer: Report | null = null;
    let late = false;
    const end = (): void => {
      late = true;
      child.kill('SIGKILL');
    };
    // Starting is not the file's doing: its own time begins when the child is there.
    let timer = setTimeout(end, STARTING);
    child.on('message', (message: Report | typeof READY) => {
      clearTimeout(timer);
      if (message === READY) {
        timer = setTimeout(end, limits.milliseconds);
        child.send(order, () => {
          // A child that is gone before it heard says so by closing.
        });
        return;
      }
      answer = message;
      child.kill('SIGKILL');
    });
    child.once('error', () => child.kill('SIGKILL'));
    child.once('close', () => {
      clearTimeout(timer);
      done(
        answer ??
          unreadableFile(late ? 'too-much-time' : 'too-complex', 'the file asks for more than one check may cost'),
      );
    });
  });
}
