import { machine, sideBySide, type Result } from '../measure';
import { template } from './facts';
import { compiled, general, limit } from './ours';
import { peers } from './peers';
import { stored } from './stored';

interface Report {
  readonly machine: string;
  readonly size: { readonly compiled: number; readonly peers: number; readonly rounds: number };
  readonly results: readonly Result[];
  readonly ratios: Readonly<Record<'compiled/best-peer' | 'stored/best-peer' | 'compiled/limit', number>>;
}

/** Documents a second, side by side in one run on the same content. */
export async function benchDocuments(full: boolean): Promise<Report> {
  const size = full ? { compiled: 20_000, peers: 20, rounds: 5 } : { compiled: 1_000, peers: 8, rounds: 5 };
  const text = template();
  const results = await sideBySide(
    [
      general(text, size.peers),
      compiled(text, size.compiled),
      await stored(text, size.compiled),
      ...(await peers(text, size.peers)),
      limit(text, size.compiled),
    ],
    size.rounds,
  );
  const [, inMemory, inDatabase, ...rest] = results;
  const best = Math.max(...rest.slice(0, -1).map((result) => result.perSecond));
  const ratio = (a: Result | undefined, b: number): number => Number(((a?.perSecond ?? 0) / b).toPrecision(3));
  const report: Report = {
    machine: machine(),
    size,
    results,
    ratios: {
      'compiled/best-peer': ratio(inMemory, best),
      'stored/best-peer': ratio(inDatabase, best),
      'compiled/limit': ratio(inMemory, rest.at(-1)?.perSecond ?? 0),
    },
  };
  print(report);
  return report;
}

function print({ machine: name, results, ratios }: Report): void {
  console.log(name);
  for (const { name: what, perSecond, bytes, rssMiB } of results) {
    const cells = [what.padEnd(28), `${perSecond}`.padStart(9), `${bytes}`.padStart(9), `${rssMiB}`.padStart(6)];
    console.log(`${cells[0]}${cells[1]} per s${cells[2]} bytes${cells[3]} MiB`);
  }
  for (const [what, value] of Object.entries(ratios)) console.log(`${what.padEnd(28)}${value}`);
}
