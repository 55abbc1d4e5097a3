import { assemble } from '../assemble';
import { readConfig } from '../config';
import type { Deps } from '../deps';
import { createLog } from '../log';

/** Runs a command against the configured portal, and closes it. */
export async function withDeps<T>(run: (deps: Deps) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const deps = await assemble(config, createLog('error'));
  try {
    return await run(deps);
  } finally {
    await deps.db.destroy();
  }
}
