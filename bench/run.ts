// npm run bench -- documents [--full], which compiles as for production and starts this in the project's folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchDocuments } from './documents/bench';
import { benchSigning } from './signing/bench';

const BENCHES: Readonly<Record<string, (full: boolean) => Promise<unknown>>> = {
  documents: benchDocuments,
  signing: benchSigning,
};

async function main([name = '', ...flags]: readonly string[]): Promise<void> {
  const bench = BENCHES[name];
  if (bench === undefined) throw new Error(`which bench? ${Object.keys(BENCHES).join(', ')}`);
  const report = await bench(flags.includes('--full'));
  mkdirSync('reports', { recursive: true });
  writeFileSync(join('reports', `bench-${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
