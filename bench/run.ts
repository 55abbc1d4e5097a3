// npm run bench -- documents [--full], which compiles as for production and starts this in the project's folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as documents from './documents/bench';
import { CONTENDER, contend, type Contender } from './measure';
import * as signing from './signing/bench';

interface Bench {
  readonly contenders: (full: boolean) => Promise<readonly Contender[]>;
  readonly report: (full: boolean) => Promise<unknown>;
}

const BENCHES: Readonly<Record<string, Bench>> = { documents, signing };

async function main([name = '', ...flags]: readonly string[]): Promise<void> {
  const bench = BENCHES[name];
  if (bench === undefined) throw new Error(`which bench? ${Object.keys(BENCHES).join(', ')}`);
  const full = flags.includes('--full');
  const chosen = flags.indexOf(CONTENDER);
  if (chosen >= 0) {
    const contender = (await bench.contenders(full))[Number(flags[chosen + 1])];
    if (contender) await contend(contender);
    return;
  }
  const report = await bench.report(full);
  mkdirSync('reports', { recursive: true });
  writeFileSync(join('reports', `bench-${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
