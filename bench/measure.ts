import { cpus } from 'node:os';

export interface Contender {
  readonly name: string;
  /** Documents in one round. */
  readonly count: number;
  /** Makes document `i` and gives its length in bytes. */
  readonly make: (i: number) => number | Promise<number>;
  /** Once, after the last round. */
  readonly finish?: () => void;
}

export interface Result {
  readonly name: string;
  readonly perSecond: number;
  readonly bytes: number;
  /** Of the process, at the highest after a round. */
  readonly rssMiB: number;
}

export const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;

const MIB = 1024 * 1024;

/**
 * Every contender in turn, `rounds` times, in one process: what else the machine does hits all of them. Counted is the best
 * round of each, after one small round to warm up.
 */
export async function sideBySide(contenders: readonly Contender[], rounds: number): Promise<readonly Result[]> {
  const results = new Map<string, Result>();
  for (const contender of contenders) await round(contender, 0, Math.ceil(contender.count / 4));
  for (let r = 0; r < rounds; r += 1) {
    for (const contender of contenders) {
      const { seconds, bytes } = await round(contender, r * contender.count, contender.count);
      const former = results.get(contender.name);
      results.set(contender.name, {
        name: contender.name,
        perSecond: Math.max(former?.perSecond ?? 0, contender.count / seconds),
        bytes,
        rssMiB: Math.max(former?.rssMiB ?? 0, Math.round(process.memoryUsage().rss / MIB)),
      });
    }
  }
  for (const contender of contenders) contender.finish?.();
  return [...results.values()].map((result) => ({ ...result, perSecond: Number(result.perSecond.toPrecision(4)) }));
}

async function round(
  { make }: Contender,
  from: number,
  count: number,
): Promise<{ readonly seconds: number; readonly bytes: number }> {
  // CPU time of the process: per second of one core, however busy the machine is with others.
  const started = process.cpuUsage();
  let bytes = 0;
  for (let i = from; i < from + count; i += 1) {
    const made = make(i);
    bytes += typeof made === 'number' ? made : await made;
  }
  const { user, system } = process.cpuUsage(started);
  return { seconds: (user + system) / 1e6, bytes: Math.round(bytes / count) };
}
