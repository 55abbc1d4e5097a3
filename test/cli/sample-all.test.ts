import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onlyValue, readSignedData } from '../../src/signing/cms/read';
import { OID } from '../../src/signing/oids';
import { openssl, withOpenssl } from '../support/openssl';
import { contentsOf, gapsOf } from '../support/pdf-bytes';
import { makeAllSamples, type SampleEntry } from '../support/all-samples';

// Every combination of places, days, levels and certificates under the tools that anybody has.

const withTool = (tool: string, version: string): typeof test.skip =>
  spawnSync(tool, [version]).error ? test.skip : test;

const folder = mkdtempSync(join(tmpdir(), 'sample-all-'));
const at = (name: string): string => join(folder, name);
let entries: readonly SampleEntry[] = [];
let shown = '';
/** The fewest and the most places; the project `conformance` takes them all. */
const extremes = (): readonly SampleEntry[] => entries.filter(({ slots }) => slots === 2 || slots === 5);

beforeAll(async () => {
  entries = await makeAllSamples(folder);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const said = (tool: string, ...args: readonly string[]): string => {
  const { stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
  return stdout + stderr;
};

/** What the n-th signature of a file covers. */
function covered(file: Buffer, index: number): Buffer {
  const after = file.toString('latin1', gapsOf(file)[index]?.end ?? 0, (gapsOf(file)[index]?.end ?? 0) + 400);
  const range = /\/ByteRange ?\[0 (\d+) (\d+) (\d+) *\]/.exec(after) ?? [];
  const [start = 0, end = 0, rest = 0] = range.slice(1).map(Number);
  return Buffer.concat([file.subarray(0, start), file.subarray(end, end + rest)]);
}

test('there is a file for each combination', () => {
  const names = new Set(entries.map(({ file }) => file));
  expect(names.size).toBe(104);
  for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'])
    expect(entries.filter((entry) => entry.level === level)).toHaveLength(26);
});

withOpenssl(
  'OpenSSL verifies every signature as of its own moment, and every time-stamp, of each file',
  () => {
    const count = { signatures: 0, stamps: 0 };
    for (const { file: name, level, slots, trust } of extremes()) {
      const file = readFileSync(at(name));
      const anchors = trust.map((each) => readFileSync(at(each), 'utf8')).join('');
      expect(gapsOf(file)).toHaveLength(level === 'B-LTA' ? slots + 1 : slots);
      for (let index = 0; index < gapsOf(file).length; index++) {
        const [contents, content] = [contentsOf(file, index), covered(file, index)];
        // The whole file or the whole revision: nothing lies outside but the gap.
        expect(file.subarray(0, 8).equals(content.subarray(0, 8))).toBe(true);
        if (index === slots) {
          const digest = createHash('sha256').update(content).digest('hex');
          const checked = openssl(
            { token: contents, ca: anchors },
            `ts -verify -token_in -in token -digest ${digest} -CAfile ca`,
          );
          expect([name, checked.said]).toEqual([name, expect.stringContaining('Verification: OK')]);
          count.stamps++;
          continue;
        }
        // /M, in UTC: D:20260929174126Z
        const m = [...file.toString('latin1').matchAll(/\/M ?\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/g)][index] ?? [];
        const moment = Date.UTC(+m[1]!, +m[2]! - 1, +m[3]!, +m[4]!, +m[5]!, +m[6]!) / 1000;
        const checked = openssl(
          { 'c.der': contents, content, ca: anchors },
          `cms -verify -binary -cades -inform DER -in c.der -content content -CAfile ca -attime ${moment} -out out`,
        );
        expect([name, index, checked.said]).toEqual([name, index, expect.stringContaining('successful')]);
        count.signatures++;
        const { signer } = readSignedData(contents);
        const token = onlyValue(signer.unsigned, OID.signatureTimestamp);
        expect(token === null).toBe(level === 'B-B');
        if (!token) continue;
        const digest = createHash('sha256').update(signer.signature).digest('hex');
        const stamped = openssl({ token, ca: anchors }, `ts -verify -token_in -in token -digest ${digest} -CAfile ca`);
        expect([name, index, stamped.said]).toEqual([name, index, expect.stringContaining('Verification: OK')]);
        count.stamps++;
      }
    }
    // And eight files of two places that an authority outside stamped.
    expect(count).toEqual({ signatures: 24 * 7 + 8 * 2, stamps: 18 * 7 + 12 + 6 * 2 + 2 });
  },
  300_000,
);

withTool('pdfsig', '-v')(
  'pdfsig calls every signature valid',
  () => {
    for (const { file, slots } of extremes()) {
      shown = said('pdfsig', '-nocert', at(file));
      expect([file, shown.match(/Signature is Valid/g)?.length]).toEqual([file, slots]);
      expect(shown).not.toMatch(/Digest Mismatch|Invalid/);
    }
  },
  120_000,
);

withTool('mutool', '-v')(
  'MuPDF finds no digest that is wrong',
  () => {
    for (const { file, slots } of extremes()) {
      shown = said('mutool', 'sign', '-v', at(file));
      expect([file, shown.match(/signature is valid|unchanged since signing/g)?.length]).toEqual([file, slots]);
      expect(shown).not.toMatch(/digest|invalid/i);
    }
  },
  120_000,
);

withTool('qpdf', '--version')(
  'qpdf finds nothing to complain of',
  () => {
    for (const { file } of extremes()) {
      const { status, stdout, stderr } = spawnSync('qpdf', ['--check', at(file)], { encoding: 'utf8' });
      expect([file, status, stdout.includes('No syntax or stream encoding errors'), stderr]).toEqual([
        file,
        0,
        true,
        '',
      ]);
    }
  },
  120_000,
);
