import { askAuthorities } from '../usecases/check/authority-problems';
import { findProblems } from '../usecases/check/find-problems';
import { withDeps } from './with-deps';

/** `portal check`: one line for each fault, exit 1; or "nothing found", exit 0. Asks the time-stamp authorities as well. */
export async function checkCommand(): Promise<number> {
  const problems = await withDeps(async (deps) => [...(await findProblems(deps)), ...(await askAuthorities(deps))]);
  process.stdout.write(problems.length === 0 ? 'nothing found\n' : `${problems.join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
}
