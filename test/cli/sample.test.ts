import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCommand } from '../../src/cli/sample';
import { verifyCommand } from '../../src/cli/verify';
import { contentsOf, gapsOf } from '../support/pdf-bytes';
import { openssl, withOpenssl } from '../support/openssl';

const withPdfsig = spawnSync('pdfsig', ['-v']).error ? test.skip : test;

const folder = mkdtempSync(join(tmpdir(), 'sample-test-'));
const at = (name: string): string => join(folder, name);
const read = (name: string): Buffer => readFileSync(at(name));
const quietly = async (run: () => Promise<number>): Promise<number> => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    return await run();
  } finally {
    write.mockRestore();
  }
};
const verify = (name: string): Promise<number> =>
  quietly(() => verifyCommand([at(name), '--trust', at('ca.pem'), '--trust', at('tsa.pem')]));

/** The sample with one letter of its first page's content, deep in the first revision, changed. */
function spoil(name: string): Buffer {
  const file = Buffer.from(read(name));
  const place = Math.floor(read('base.pdf').length / 2);
  file[place] = (file[place] ?? 0) ^ 1;
  return file;
}

beforeAll(async () => {
  expect(await quietly(() => sampleCommand([folder]))).toBe(0);
  writeFileSync(at('spoilt.pdf'), spoil('signed-2.pdf'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('each file of the sample only adds to the one before it', () => {
  const [base, one, two] = ['base.pdf', 'signed-1.pdf', 'signed-2.pdf'].map(read) as [Buffer, Buffer, Buffer];
  expect(one.subarray(0, base.length).equals(base)).toBe(true);
  expect(two.subarray(0, one.length).equals(one)).toBe(true);
  expect([one, two].map((file) => gapsOf(file).length)).toEqual([1, 2]);
});

test('the portal passes both signed files and refuses one with a changed byte', async () => {
  expect(await verify('signed-1.pdf')).toBe(0);
  expect(await verify('signed-2.pdf')).toBe(0);
  expect(await verify('spoilt.pdf')).toBe(1);
  expect(await verify('base.pdf')).toBe(1);
});

withOpenssl('OpenSSL verifies each signature of the sample, and none after a byte was changed', () => {
  const check = (file: Buffer, index: number): boolean => {
    const gap = gapsOf(file)[index];
    const range = /\/ByteRange \[0 (\d+) (\d+) (\d+) *\]/.exec(file.toString('latin1', gap?.end ?? 0));
    const [start, end, rest] = (range ?? []).slice(1).map(Number) as [number, number, number];
    const content = Buffer.concat([file.subarray(0, start), file.subarray(end, end + rest)]);
    const moment = Math.floor(Date.now() / 1000) - 60;
    return openssl(
      { 'c.der': contentsOf(file, index), 'content.bin': content, 'ca.pem': read('ca.pem') },
      `cms -verify -binary -cades -inform DER -in c.der -content content.bin -CAfile ca.pem -attime ${moment} -out out`,
    ).ok;
  };
  expect([0, 1].map((index) => check(read('signed-2.pdf'), index))).toEqual([true, true]);
  expect([0, 1].map((index) => check(read('spoilt.pdf'), index))).toEqual([false, false]);
});

withPdfsig('pdfsig calls each signature of the sample valid, and none after a byte was changed', () => {
  const verdicts = (name: string): readonly string[] =>
    spawnSync('pdfsig', ['-nocert', at(name)])
      .stdout.toString()
      .match(/Signature is Valid|Digest Mismatch/g) ?? [];
  expect(verdicts('signed-1.pdf')).toEqual(['Signature is Valid']);
  expect(verdicts('signed-2.pdf')).toEqual(['Signature is Valid', 'Signature is Valid']);
  expect(verdicts('spoilt.pdf')).toEqual(['Digest Mismatch', 'Digest Mismatch']);
});
