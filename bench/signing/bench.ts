import { machine, sideBySide, type Contender, type Result } from '../measure';
import { make } from './made';
import { limits, ours, signedTwice, verifying } from './ours';
import { otherVerifiers } from './other-verifiers';
import { peers } from './peers';

type Ratio =
  | 'fast-BB/libpdf-BB'
  | 'fast-BB/signpdf'
  | 'fast-BT/libpdf-BT'
  | 'BLTA/libpdf-BLTA'
  | 'fast-BT/limit'
  /** Milliseconds that a document with two signatures takes. */
  | 'verify/ms';

interface Report {
  readonly machine: string;
  readonly size: { readonly ours: number; readonly peers: number; readonly rounds: number };
  readonly results: readonly Result[];
  readonly ratios: Readonly<Record<Ratio, number>>;
}

const sizeOf = (full: boolean): Report['size'] =>
  full ? { ours: 640, peers: 4, rounds: 150 } : { ours: 640, peers: 4, rounds: 60 };

export async function contenders(full: boolean): Promise<readonly Contender[]> {
  const size = sizeOf(full);
  const made = await make();
  return [
    ...ours(made, size.ours),
    ...(await peers(made, size.peers)),
    ...verifying(made, await signedTwice(made), size.ours),
    ...limits(made, size.ours),
  ];
}

/** Signatures a second on one core, side by side in one run on the same agreement; each process has keys of its own. */
export async function report(full: boolean): Promise<Report> {
  const size = sizeOf(full);
  const { length } = await contenders(full);
  const nodes = await sideBySide(['signing', ...(full ? ['--full'] : [])], length, size.rounds);
  const made = await make();
  const results = [...nodes, ...otherVerifiers(made, await signedTwice(made), full ? 100 : 20)];
  const speed = (name: string): number => {
    const found = results.find((result) => result.name.startsWith(name));
    if (!found) throw new Error(`no result called ${name}`);
    return found.perSecond;
  };
  const ratio = (one: number, other: number): number => Number((one / other).toPrecision(3));
  const told: Report = {
    machine: machine(),
    size,
    results,
    ratios: {
      'fast-BB/libpdf-BB': ratio(speed('ours, fast, B-B'), speed('@libpdf B-B')),
      'fast-BB/signpdf': ratio(speed('ours, fast, B-B'), speed('@signpdf')),
      'fast-BT/libpdf-BT': ratio(speed('ours, fast, B-T'), speed('@libpdf B-T')),
      'BLTA/libpdf-BLTA': ratio(speed('ours, fast, B-LTA'), speed('@libpdf B-LTA')),
      'fast-BT/limit': ratio(speed('ours, fast, B-T'), speed('limit: two')),
      'verify/ms': ratio(1000, speed('verify ours')),
    },
  };
  print(told);
  return told;
}

function print({ machine: name, results, ratios }: Report): void {
  console.log(name);
  for (const { name: what, perSecond, bytes, rssMiB } of results) {
    const cells = [what.padEnd(60), `${perSecond}`.padStart(9), `${bytes}`.padStart(9), `${rssMiB}`.padStart(6)];
    console.log(`${cells[0]}${cells[1]} per s${cells[2]} bytes${cells[3]} MiB`);
  }
  for (const [what, value] of Object.entries(ratios)) console.log(`${what.padEnd(60)}${value}`);
}
