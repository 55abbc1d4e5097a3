import { parseArgs } from 'node:util';
import { isDay } from '../domain/time';
import { renewArchives } from '../usecases/archive/complete-archive';
import { UsageError } from './failure';
import { withDeps } from './with-deps';

/** `portal archive renew --before DAY`: exit 0 when all were renewed, 1 when some must be tried again. */
export async function archiveCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { before: { type: 'string' } },
  });
  const { before } = values;
  if (positionals[0] !== 'renew' || !before || !isDay(before))
    throw new UsageError('usage: portal archive renew --before YYYY-MM-DD');
  const { renewed, failed } = await withDeps((deps) => renewArchives(deps, `${before}T00:00:00.000Z`));
  process.stdout.write(`${renewed} renewed, ${failed.length} not\n`);
  return failed.length === 0 ? 0 : 1;
}
