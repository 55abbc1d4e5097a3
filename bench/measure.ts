import { fork, type ChildProcess } from 'node:child_process';
import { cpus } from 'node:os';

export interface Contender {
  readonly name: string;
  /** Documents in one round. */
  readonly count: number;
  /** Documents that one call makes together, of which `count` is a multiple; one when not given. */
  readonly together?: number;
  /** Makes document `i`, and those after it that are made together, and gives their length in bytes. */
  readonly make: (i: number) => number | Promise<number>;
  /** Once, before the first round. */
  readonly begin?: () => Promise<void>;
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
  /** Of its process, at the highest after a round; null for another program that does not tell. */
  readonly rssMiB: number | null;
}

export const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;

const MIB = 1024 * 1024;
export const rssMiB = (): number => Math.round(process.memoryUsage().rss / MIB);

/** CPU time that each contender gets to warm up in: the compiler of Node optimises what ran often. */
const WARM_UP_SECONDS = 3;

interface Order {
  readonly from: number;
  readonly count: number;
}

interface Lap {
  readonly seconds: number;
  readonly wall: number;
  readonly bytes: number;
  readonly rssMiB: number;
}

/** What a child says when it can begin. */
interface Ready {
  readonly name: string;
  readonly count: number;
}

/**
 * Every contender in turn, `rounds` times, each in a process of its own: neither one's garbage nor its types of objects slow
 * another, and what else the machine does hits all of them. Counted is the best round of each, after it has warmed up.
 */
export async function sideBySide(
  argv: readonly string[],
  contenders: number,
  rounds: number,
): Promise<readonly Result[]> {
  const runners: (Ready & { readonly child: ChildProcess })[] = [];
  try {
    for (let index = 0; index < contenders; index += 1) {
      const child = fork(process.argv[1] ?? '', [...argv, CONTENDER, String(index)]);
      const ready = await answer<Ready>(child);
      runners.push({ ...ready, child });
      for (let spent = 0; spent < WARM_UP_SECONDS;) {
        spent += (await lap(child, { from: 0, count: Math.ceil(ready.count / 4) })).seconds;
      }
    }
    const laps: Lap[][] = runners.map(() => []);
    for (let r = 0; r < rounds; r += 1) {
      for (const [index, { child, count }] of runners.entries()) {
        laps[index]?.push(await lap(child, { from: r * count, count }));
      }
    }
    return runners.map(({ name, count }, index) => resultOf(name, count, laps[index] ?? []));
  } finally {
    for (const { child } of runners) child.disconnect();
  }
}

function resultOf(name: string, count: number, laps: readonly Lap[]): Result {
  const fastest = (time: (one: Lap) => number): number => Number((count / Math.min(...laps.map(time))).toPrecision(4));
  return {
    name,
    perSecond: fastest(({ seconds }) => seconds),
    perSecondWall: fastest(({ wall }) => wall),
    bytes: laps.at(-1)?.bytes ?? 0,
    rssMiB: Math.max(...laps.map((one) => one.rssMiB)),
  };
}

/** The flag that makes a process the one of a single contender. */
export const CONTENDER = '--contender';

/** Serves as one contender until the parent is done. */
export async function contend({ name, count, together = 1, make, begin, finish }: Contender): Promise<void> {
  await begin?.();
  process.on('message', ({ from, count: asked }: Order) => {
    measured(make, together, from, asked).then(
      (done) => process.send?.(done),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => finish?.());
  process.send?.({ name, count } satisfies Ready);
}

const lap = (child: ChildProcess, order: Order): Promise<Lap> => {
  child.send(order);
  return answer<Lap>(child);
};

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((done, fail) => {
    const gone = (): void => fail(new Error('a contender ended before its time'));
    child.once('exit', gone);
    child.once('message', (said) => {
      child.off('exit', gone);
      done(said as T);
    });
  });
}

async function measured(make: Contender['make'], together: number, from: number, count: number): Promise<Lap> {
  const began = process.hrtime.bigint();
  const started = process.cpuUsage();
  let bytes = 0;
  for (let i = from; i < from + count; i += together) {
    const made = make(i);
    bytes += typeof made === 'number' ? made : await made;
  }
  const { user, system } = process.cpuUsage(started);
  const wall = Number(process.hrtime.bigint() - began) / 1e9;
  return { seconds: (user + system) / 1e6, wall, bytes: Math.round(bytes / count), rssMiB: rssMiB() };
}
