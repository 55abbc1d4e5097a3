import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addSeconds } from '../domain/time';
import { parseTemplate } from '../documents';
import { systemClock } from '../outside/clock';
import { agreementTexts } from '../outside/template-files';
import { everyCombination } from '../usecases/sample/every-combination';
import { makeSample } from '../usecases/sample/make-sample';
import { projectRoot } from '../web/project-root';
import { UsageError } from './failure';
import { inThrowAwayPortal } from './throw-away-portal';

const PAUSE_SECONDS = 300;

const USAGE = 'usage: portal sample DIR [--all]';

/**
 * `portal sample DIR`: an agreement as it goes through the portal, and what is needed to check it. With `--all` every
 * combination of places, days, levels and kinds of certificate, with `manifest.json`.
 */
export async function sampleCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false } },
  });
  const [folder, ...others] = positionals;
  if (!folder || others.length > 0) throw new UsageError(USAGE);
  mkdirSync(folder, { recursive: true });
  const files = values.all ? await allFiles() : await oneAgreement();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const names = Object.keys(files);
  process.stdout.write(`made in ${folder}: ${names.length > 8 ? `${names.length} files` : names.join(', ')}\n`);
  return 0;
}

type Files = Readonly<Record<string, Buffer | string>>;

async function oneAgreement(): Promise<Files> {
  // The last signature is made a moment ago, so that no checker finds it in the future.
  const start = addSeconds(systemClock.now(), -3 * PAUSE_SECONDS);
  return inThrowAwayPortal(start, async ({ deps, pass }) => {
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
}

async function allFiles(): Promise<Files> {
  const newest = agreementTexts(projectRoot).at(-1);
  if (!newest) throw new Error('there is no agreement text');
  const { anchors, made } = await everyCombination(parseTemplate(newest.source), systemClock.now());
  const manifest = made.map(({ name, level, slots, trust, expected }) => ({
    file: `${name}.pdf`,
    level,
    slots,
    trust: trust.map((anchor) => `${anchor}.pem`),
    expected,
  }));
  return {
    ...Object.fromEntries(made.map(({ name, bytes }) => [`${name}.pdf`, bytes])),
    ...Object.fromEntries([...anchors].map(([name, der]) => [`${name}.pem`, pem(der)])),
    'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`,
  };
}

const pem = (der: Buffer): string => new X509Certificate(der).toString();
