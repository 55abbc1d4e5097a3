import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '../outside/clock';
import type { Report } from '../signing/verify/report';
import { verifyOwn } from '../signing/verify/verify-own';
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
  const report = verifyOwn(read(file), { anchors, tsaAnchors: anchors, now: systemClock.now() });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${inLines(report).join('\n')}\n`);
  if (report.error !== undefined) return Promise.resolve(2);
  return Promise.resolve(report.indication === 'TOTAL-PASSED' ? 0 : 1);
}

function inLines(report: Report): readonly string[] {
  const verdict = report.subIndication ? `${report.indication} ${report.subIndication}` : report.indication;
  const signatures = report.signatures.map((one) => {
    const who = one.signer ? `${one.signer.name ?? '?'}, ${one.signer.organisation ?? '?'}` : 'unknown signer';
    const found = [
      one.intact ? 'intact' : 'NOT intact',
      one.trusted ? 'trusted' : 'not trusted',
      one.covers,
      ...one.problems,
    ];
    return `${one.field}: ${who}, ${one.time ?? 'no time'}, ${one.level ?? 'no level'}: ${found.join(', ')}`;
  });
  return [verdict, ...signatures, ...report.problems];
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
