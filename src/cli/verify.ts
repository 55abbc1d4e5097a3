import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '../outside/clock';
import { newBudget } from '../signing/open/budget';
import { verifyFile } from '../signing/open/verify-file';
import type { Report } from '../signing/verify/report';
import { plainWords, reportInWords } from '../signing/verify/words';
import { UsageError } from './failure';

/** `portal verify FILE [--trust CERT.pem]... [--json]`: exit 0 only for TOTAL-PASSED, 1 for the rest, 2 for what cannot be read. */
export function verifyCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { trust: { type: 'string', multiple: true, default: [] }, json: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new UsageError('usage: portal verify FILE [--trust CERT.pem]... [--json]');
  const anchors = values.trust.map(readCertificateFile);
  const report = verifyFile(read(file), { anchors, tsaAnchors: anchors, now: systemClock.now() }, newBudget(20));
  process.stdout.write(
    values.json ? `${JSON.stringify(reportInWords(report), null, 2)}\n` : `${inLines(report).join('\n')}\n`,
  );
  if (report.error && report.error.type !== 'not-of-ours') return Promise.resolve(2);
  return Promise.resolve(report.indication === 'TOTAL-PASSED' ? 0 : 1);
}

function inLines(report: Report): readonly string[] {
  const verdict = report.subIndication ? `${report.indication} ${report.subIndication}` : report.indication;
  const signatures = report.signatures.flatMap((one) => {
    const who = [
      one.signer?.name ?? 'unknown signer',
      ...((one.signer?.organisation ?? '') ? [one.signer?.organisation] : []),
    ];
    const found = [
      one.intact ? 'intact' : 'NOT intact',
      one.trusted ? 'trusted' : 'not trusted',
      `covers ${one.covers}`,
    ];
    return [
      `${one.field}: ${who.join(', ')}, ${one.time ?? 'no time'}, ${one.level ?? 'no level'}: ${found.join(', ')}`,
      ...one.problems.map((problem) => `  ${plainWords(problem)}`),
      ...one.changesAfter.map(({ what, permitted }) => `  afterwards: ${what}${permitted ? '' : ' (NOT permitted)'}`),
    ];
  });
  const timestamps = report.timestamps.flatMap((one) => [
    `time-stamp in ${one.field}: ${one.authority ?? 'unknown authority'}, ${one.time ?? 'no time'}: ${one.intact ? 'intact' : 'NOT intact'}, ${one.trusted ? 'trusted' : 'not trusted'}`,
    ...one.problems.map((problem) => `  ${plainWords(problem)}`),
  ]);
  const error = report.error ? [`${report.error.type}: ${report.error.message}`] : [];
  return [verdict, ...signatures, ...timestamps, ...report.problems.map(plainWords), ...error];
}

function readCertificateFile(file: string): Buffer {
  try {
    return Buffer.from(new X509Certificate(read(file)).raw);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is no certificate`);
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new UsageError(`${file} cannot be read`);
  }
}
