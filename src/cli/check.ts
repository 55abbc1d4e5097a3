import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCheckpointText } from '../domain/checkpoint';
import { askAuthorities } from '../usecases/check/authority-problems';
import { findProblems } from '../usecases/check/find-problems';
import { UsageError } from './failure';
import { withDeps } from './with-deps';

/**
 * `portal check [--checkpoint FILE]...`: one line for each fault, exit 1; or "nothing found", exit 0. Asks the time-stamp
 * authorities as well. FILE: a checkpoint that was kept elsewhere, such as logboek/controlepunt.txt of an evidence package.
 */
export async function checkCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { checkpoint: { type: 'string', multiple: true, default: [] } },
  });
  const kept = values.checkpoint.map((file) => {
    const checkpoint = readCheckpointText(readFileSync(file, 'utf8'));
    if (!checkpoint) throw new UsageError(`${file} is not a checkpoint`);
    return checkpoint;
  });
  const problems = await withDeps(async (deps) => [
    ...(await findProblems(deps, kept)),
    ...(await askAuthorities(deps)),
  ]);
  process.stdout.write(problems.length === 0 ? 'nothing found\n' : `${problems.join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
}
