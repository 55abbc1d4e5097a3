import { machine, rssMiB, sideBySide, type Contender, type Result } from '../measure';
import type { Template } from '../../src/documents';
import { template } from './facts';
import { compiled, compiledPress, general, limit } from './ours';
import { peers } from './peers';
import { stored } from './stored';

interface Report {
  readonly machine: string;
  readonly size: { readonly compiled: number; readonly peers: number; readonly rounds: number; readonly flat: number };
  /** After every 10,000 of `size.flat` documents compiled in memory, MiB. */
  readonly rssMiB: readonly number[];
  readonly results: readonly Result[];
  readonly ratios: Readonly<Record<'compiled/best-peer' | 'stored/best-peer' | 'compiled/limit', number>>;
}

// Stored are as many as compiled in each round: 20,000 tails are more than a gigabyte.
const sizeOf = (full: boolean): Report['size'] =>
  full ? { compiled: 4_000, peers: 24, rounds: 5, flat: 100_000 } : { compiled: 3_000, peers: 24, rounds: 5, flat: 0 };

export async function contenders(full: boolean): Promise<readonly Contender[]> {
  const size = sizeOf(full);
  const text = template();
  return [
    general(text, size.peers),
    compiled(text, size.compiled),
    stored(text, size.compiled),
    ...(await peers(text, size.peers)),
    limit(text, size.compiled),
  ];
}

/** Documents a second, side by side in one run on the same content. */
export async function report(full: boolean): Promise<Report> {
  const size = sizeOf(full);
  const { length } = await contenders(full);
  const results = await sideBySide(['documents', ...(full ? ['--full'] : [])], length, size.rounds);
  const [, inMemory, inDatabase, ...rest] = results;
  const best = Math.max(...rest.slice(0, -1).map((result) => result.perSecond));
  const ratio = (a: Result | undefined, b: number): number => Number(((a?.perSecond ?? 0) / b).toPrecision(3));
  const made: Report = {
    machine: machine(),
    size,
    rssMiB: memoryOver(template(), size.flat),
    results,
    ratios: {
      'compiled/best-peer': ratio(inMemory, best),
      'stored/best-peer': ratio(inDatabase, best),
      'compiled/limit': ratio(inMemory, rest.at(-1)?.perSecond ?? 0),
    },
  };
  print(made);
  return made;
}

function memoryOver(text: Template, count: number): readonly number[] {
  const make = compiledPress(text);
  const measured: number[] = [];
  for (let i = 1; i <= count; i += 1) {
    make(i);
    if (i % 10_000 === 0) measured.push(rssMiB());
  }
  return measured;
}

function print({ machine: name, results, ratios, rssMiB: memory }: Report): void {
  console.log(name);
  for (const { name: what, perSecond, perSecondWall, bytes, rssMiB: rss } of results) {
    const speeds = `${`${perSecond}`.padStart(9)} per s of CPU${`${perSecondWall}`.padStart(9)} per s`;
    console.log(`${what.padEnd(28)}${speeds}${`${bytes}`.padStart(9)} bytes${`${rss}`.padStart(6)} MiB`);
  }
  if (memory.length > 0) console.log(`MiB after each 10,000       ${memory.join(' ')}`);
  for (const [what, value] of Object.entries(ratios)) console.log(`${what.padEnd(28)}${value}`);
}
