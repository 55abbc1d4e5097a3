import type { Deps } from '../deps';
import { sweepLogins } from '../usecases/accounts/sweep';
import { carryOut, newWorker } from '../usecases/ceremony/carry-out';
import { deliver } from '../usecases/notifications/deliver';

export interface Jobs {
  /** Finishes what is under way and takes nothing new. */
  stop(): Promise<void>;
}

/** What runs without a request: consented items that a request left, the outbox, and once an hour ended sessions. Looks every second; safe in many processes. */
export function startJobs(deps: Deps, mailTexts: ReadonlyMap<string, string>): Jobs {
  const worker = newWorker(deps);
  let stopping = false;
  /** The hour in which ended sessions were last thrown away: 2026-11-23T08. */
  let sweptIn = '';
  const round = async (): Promise<void> => {
    while (!stopping && (await carryOut(deps, worker)) > 0);
    while (!stopping && (await deliver(deps, mailTexts, worker.owner)) > 0);
    const hour = deps.clock.now().slice(0, 13);
    if (stopping || hour === sweptIn) return;
    sweptIn = hour;
    await sweepLogins(deps);
  };
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy || stopping) return;
    busy = true;
    running = round()
      .catch((error: unknown) => deps.log.error({ err: error }, 'a job failed'))
      .finally(() => {
        busy = false;
      });
  }, 1000);
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
