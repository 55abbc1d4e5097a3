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
  /** Per second of CPU time of the process: what else the machine does tells little. */
  readonly perSecond: number;
  /** Per second of the clock; null for another program. */
  readonly perSecondWall: number | null;
  readonly bytes: number;
  /** Of the process, at the highest after a round; null for another program that does not tell. */
  readonly rssMiB: number | null;
}

export const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;

const MIB = 1024 * 1024;
export const rssMiB = (): number => Math.round(process.memoryUsage().rss / MIB);

/** CPU time that each contender gets to warm up in: the compiler of Node optimises what ran often. */
const WARM_UP_SECONDS = 1;

/**
 * Every contender in turn, `rounds` times, in one process: what else the machine does hits all of them. Counted is the best
 * round of each, after all have warmed up.
 */
export async function sideBySide(contenders: readonly Contender[], rounds: number): Promise<readonly Result[]> {
  const results = new Map<string, Result>();
  for (const contender of contenders) {
    for (let spent = 0; spent < WARM_UP_SECONDS;) {
      spent += (await round(contender, 0, Math.ceil(contender.count / 4))).seconds;
    }
  }
  for (let r = 0; r < rounds; r += 1) {
    for (const contender of contenders) {
      const { seconds, wall, bytes } = await round(contender, r * contender.count, contender.count);
      const former = results.get(contender.name);
      results.set(contender.name, {
        name: contender.name,
        perSecond: Math.max(former?.perSecond ?? 0, contender.count / seconds),
        perSecondWall: Math.max(former?.perSecondWall ?? 0, contender.count / wall),
        bytes,
        rssMiB: Math.max(former?.rssMiB ?? 0, rssMiB()),
      });
    }
  }
  for (const contender of contenders) contender.finish?.();
  const rounded = (speed: number): number => Number(speed.toPrecision(4));
  return [...results.values()].map((result) => ({
    ...result,
    perSecond: rounded(result.perSecond),
    perSecondWall: result.perSecondWall === null ? null : rounded(result.perSecondWall),
  }));
}

async function round(
  { make }: Contender,
  from: number,
  count: number,
): Promise<{ readonly seconds: number; readonly wall: number; readonly bytes: number }> {
  const began = process.hrtime.bigint();
  const started = process.cpuUsage();
  let bytes = 0;
  for (let i = from; i < from + count; i += 1) {
    const made = make(i);
    bytes += typeof made === 'number' ? made : await made;
  }
  const { user, system } = process.cpuUsage(started);
  const wall = Number(process.hrtime.bigint() - began) / 1e9;
  return { seconds: (user + system) / 1e6, wall, bytes: Math.round(bytes / count) };
}
