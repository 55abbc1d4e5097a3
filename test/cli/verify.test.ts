import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyCommand } from '../../src/cli/verify';
import { addRevision, contract, newPdf, streamBody } from '../support/foreign-pdf';
import { ROOT, signPdf } from '../support/foreign-signer';
import { pem } from '../support/openssl';

const folder = mkdtempSync(join(tmpdir(), 'verify-test-'));
const put = (name: string, content: Buffer | string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signed = signPdf(newPdf('packed', contract()), 'packed');
const anchor = put('anchor.pem', pem(ROOT));

async function run(...args: readonly string[]): Promise<{ readonly status: number; readonly said: string }> {
  const said: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    said.push(String(chunk));
    return true;
  });
  try {
    return { status: await verifyCommand(args), said: said.join('') };
  } finally {
    write.mockRestore();
  }
}

test('a good file of somebody else passes with its anchor, and is intact but unknown without', async () => {
  const file = put('good.pdf', signed);
  expect((await run(file, '--trust', anchor)).status).toBe(0);
  const { status, said } = await run(file, '--json');
  expect(status).toBe(1);
  expect(JSON.parse(said)).toMatchObject({
    indication: 'INDETERMINATE',
    subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    signatures: [{ field: 'Handtekening', intact: true, trusted: false, covers: 'whole-file', changesAfter: [] }],
  });
});

test('the report tells each later change and says problems in plain words', async () => {
  const file = put('changed.pdf', addRevision(signed, 'packed', { 4: streamBody('BT (anders) Tj ET') }));
  const { status, said } = await run(file, '--trust', anchor, '--json');
  expect(status).toBe(1);
  const report = JSON.parse(said) as { signatures: { changesAfter: unknown[]; problems: string[] }[] };
  expect(report.signatures[0]?.changesAfter).toEqual([{ what: 'page 1: object 4 was changed', permitted: false }]);
  expect(report.signatures[0]?.problems[0]).toMatch(/^The document was changed after it was signed/);
  expect((await run(file, '--trust', anchor)).said).toContain('NOT permitted');
});

test.each([
  ['no PDF', 'een brief', 'not-a-pdf'],
  ['a PDF that is cut off', signed.subarray(0, 500), 'damaged'],
  [
    'one with a password',
    newPdf('table', contract()).toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 5 0 R'),
    'encrypted',
  ],
])('%s cannot be read: status 2 and a typed error', async (name, content, type) => {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const { status, said } = await run(put(`${name}.pdf`, bytes), '--json');
  expect(status).toBe(2);
  expect(JSON.parse(said)).toMatchObject({ error: { type }, signatures: [] });
});

test('a file without signature says so', async () => {
  const { status, said } = await run(put('plain.pdf', newPdf('stream', contract())), '--json');
  expect(status).toBe(1);
  expect(JSON.parse(said)).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE' });
});
