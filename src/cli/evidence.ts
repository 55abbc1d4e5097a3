import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DomainError } from '../domain/errors';
import { evidenceTexts } from '../outside/template-files';
import { handOutEvidence } from '../usecases/evidence/hand-out-evidence';
import { projectRoot } from '../web/project-root';
import { UsageError } from './failure';
import { withDeps } from './with-deps';

/** `portal evidence KENMERK --out FILE.zip`: exit 0 when the package was written, 1 when there is none to be had. */
export async function evidenceCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: 'string' } },
  });
  const [number, ...others] = positionals;
  const { out } = values;
  if (!number || others.length > 0 || !out) throw new UsageError('usage: portal evidence KENMERK --out FILE.zip');
  return withDeps(async (deps) => {
    try {
      const { zip } = await handOutEvidence(deps, evidenceTexts(projectRoot), { number, viewer: null });
      writeFileSync(out, zip, { mode: 0o600 });
      process.stdout.write(`${out}: evidence of ${number}, ${zip.length} bytes; unpack it and run: sh check.sh\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const known: Partial<Record<DomainError['code'], string>> = {
        'not-found': `there is no agreement ${number}`,
        'nothing-signed': `nobody has signed ${number} yet: there is evidence after the first signature`,
        'proof-unavailable': 'a time-stamp or CRL that the evidence needs is not to be had now: try again later',
      };
      process.stderr.write(`${known[error.code] ?? error.message}\n`);
      return 1;
    }
  });
}
