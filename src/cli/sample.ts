import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addSeconds } from '../domain/time';
import { systemClock } from '../outside/clock';
import { makeSample } from '../usecases/sample/make-sample';
import { UsageError } from './failure';
import { inThrowAwayPortal } from './throw-away-portal';

const PAUSE_SECONDS = 300;

/** `portal sample DIR`: an agreement as it goes through the portal, and what is needed to check it. */
export async function sampleCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const [folder, ...others] = positionals;
  if (!folder || others.length > 0) throw new UsageError('usage: portal sample DIR');
  // The last signature is made a moment ago, so that no checker finds it in the future.
  const start = addSeconds(systemClock.now(), -3 * PAUSE_SECONDS);
  const files = await inThrowAwayPortal(start, async ({ deps, pass }) => {
    const sample = await makeSample(deps, () => pass(PAUSE_SECONDS));
    const [anchor] = deps.trust.anchors.map(pem);
    const [tsaAnchor] = deps.trust.tsaAnchors.map(pem);
    return {
      'base.pdf': sample.base,
      ...Object.fromEntries(sample.signed.map((file, i) => [`signed-${i + 1}.pdf`, file])),
      'ca.pem': anchor ?? '',
      'tsa.pem': tsaAnchor ?? '',
    };
  });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  process.stdout.write(`made in ${folder}: ${Object.keys(files).join(', ')}\n`);
  return 0;
}

const pem = (der: Buffer): string => new X509Certificate(der).toString();
