import { UsageError } from './failure';
import { registerLookup } from './register-lookup';
import { withDeps } from './with-deps';

/** `portal register lookup ...` */
export async function registerCommand(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb !== 'lookup')
    throw new UsageError('usage: portal register lookup --municipality GM0344 --partner SP-00042 [--on DAY] [--json]');
  const { text, exitCode } = await withDeps((deps) => registerLookup(deps, rest));
  (exitCode === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return exitCode;
}
