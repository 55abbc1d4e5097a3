import { parseArgs } from 'node:util';
import { addSteward } from '../usecases/onboarding/add-steward';
import { UsageError } from './failure';
import { withDeps } from './with-deps';

/** `portal steward add MAIL [--name NAME]`: invites a steward and prints the link, which works once. */
export async function stewardCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { name: { type: 'string' } },
  });
  const [verb, email] = positionals;
  if (verb !== 'add' || !email || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new UsageError('usage: portal steward add MAIL [--name NAME]');
  const link = await withDeps((deps) => addSteward(deps, email, values.name ?? email.split('@')[0] ?? email));
  process.stdout.write(`invited. The link works once and for 14 days:\n${link}\n`);
  return 0;
}
