import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAllSamples, type SampleEntry } from '../support/all-samples';

// EU DSS, pyHanko and veraPDF on what the portal makes; they share no code with it or with each other. They stand beside the
// project, where its maintainers keep them.

const VALIDATE = join(__dirname, '../../../shared/validators/validate');

const SUSPICIOUS = ['pages', 'overlaps', 'visual', 'undefined', 'annotations'] as const;
/** The seals of the samples come from an authority that publishes nothing. */
const KNOWN_WARNINGS = /authority info access is not present/;

interface Finding {
  readonly dss: {
    readonly signatures: readonly {
      readonly indication: string;
      readonly format: string;
      readonly warnings: readonly string[];
      /** Objects by what EU DSS makes of their change after the signature. */
      readonly modifications: Readonly<Record<string, readonly string[]>>;
    }[];
  };
  readonly pyhanko: { readonly passed: boolean };
  readonly verapdf: { readonly passed: boolean };
}

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
let entries: readonly SampleEntry[] = [];

beforeAll(async () => {
  entries = await makeAllSamples(folder);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All files with the same anchors in one call: starting the validators costs more than a file. */
function findings(trust: string, files: readonly string[]): ReadonlyMap<string, Finding> {
  const anchors = trust.split(' ').flatMap((name) => ['--trust', join(folder, name)]);
  const paths = files.map((file) => join(folder, file));
  const { stdout, stderr } = spawnSync(VALIDATE, ['--json', ...anchors, ...paths], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const found = JSON.parse(stdout || `"${stderr}"`) as Readonly<Record<string, Finding>>;
  return new Map(files.map((file, i) => [file, found[paths[i] ?? ''] ?? (found[file] as Finding)]));
}

test.each(['ca.pem', 'ca.pem rsa-2048.pem', 'ca.pem rsa-3072.pem', 'ca.pem tsa.pem'])(
  'validators say of every sample under %s what the manifest says, while its certificates live and after',
  (trust) => {
    const ours = entries.filter((entry) => entry.trust.join(' ') === trust);
    // An authority outside stamped those of two places only.
    expect(ours).toHaveLength(trust.includes('tsa') ? 8 : 32);
    const found = findings(
      trust,
      ours.map(({ file }) => file),
    );
    const said = ours.map(({ file }) => {
      const { dss, pyhanko, verapdf } = found.get(file) as Finding;
      const word = (passed: boolean): string => (passed ? 'passed' : 'failed');
      return {
        file,
        dss: [...new Set(dss.signatures.map(({ indication }) => indication.replace('_', '-')))].join(),
        pyhanko: word(pyhanko.passed),
        verapdf: word(verapdf.passed),
        signatures: dss.signatures.length,
        // EU DSS only warns of these, and still says TOTAL-PASSED.
        suspicious: dss.signatures.flatMap(({ modifications }) => SUSPICIOUS.flatMap((kind) => modifications[kind])),
        warnings: dss.signatures.flatMap(({ warnings }) => warnings).filter((warning) => !KNOWN_WARNINGS.test(warning)),
        formats: [...new Set(dss.signatures.map(({ format }) => format))].join(),
      };
    });
    const wanted = ours.map(({ file, expected, slots, level }) => ({
      file,
      ...expected,
      signatures: slots,
      suspicious: [],
      warnings: [],
      formats: `PAdES-BASELINE-${level.slice(2)}`,
    }));
    expect(said).toEqual(wanted);
  },
  900_000,
);
