import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { deflateSync } from 'node:zlib';
import { verifyInChild } from '../../src/outside/verify-child';
import { verifyFile } from '../../src/signing/open/verify-file';
import { basePdf } from '../support/base-pdf';
import { watchCheckers } from '../support/checker-memory';
import { signingWorld } from '../support/pki';

// The child is the compiled one, as the test command builds it.
const world = signingWorld();
const trust = {
  anchors: [world.ca.root.certificate],
  tsaAnchors: [world.ca.root.certificate],
  now: '2026-11-24T09:30:00.000Z',
};

/** Said of a check that ended without an answer; also when it was the checker that broke. */
const ENDED = 'the file asks for more than one check may cost';

test('a file of the portal is checked in a process of its own', async () => {
  const base = await basePdf();
  const { increment } = await world.sign(base.bytes, 'partij-1', base.appearance('x'));
  const report = await verifyInChild({ bytes: Buffer.concat([base.bytes, increment]), trust });
  expect(report).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ field: 'partij-1', trusted: true }] });
});

test('what is no PDF is told, not thrown', async () => {
  const report = await verifyInChild({ bytes: Buffer.from('geen pdf'), trust });
  expect(report.error).toMatchObject({ type: 'not-a-pdf' });
});

test('bombs are refused in time', async () => {
  const children = watchCheckers();
  for (const bytes of bombs()) {
    const report = await verifyInChild({ bytes, trust });
    expect(['too-complex', 'damaged']).toContain(report.error?.type);
    expect(report.error?.message).not.toBe(ENDED);
  }
  const most = children.stop();
  expect(most).toBeLessThan(256 * 1024);
  if (process.platform === 'linux') expect(most).toBeGreaterThan(0);
}, 90_000);

test('a bomb does not hold up the process that asked', async () => {
  const [, bytes = Buffer.alloc(0)] = bombs();
  const begin = performance.now();
  verifyFile(bytes, trust);
  const here = performance.now() - begin;
  const before = performance.eventLoopUtilization();
  await verifyInChild({ bytes, trust });
  const { active } = performance.eventLoopUtilization(before);
  expect(active).toBeLessThan(here / 2);
}, 60_000);

test('a check that takes too long is ended', async () => {
  const base = await basePdf();
  const report = await verifyInChild({ bytes: base.bytes, trust }, { milliseconds: 0, heapMiB: 192 });
  expect(report.error).toEqual({ type: 'too-much-time', message: ENDED });
});

test('a check that takes too much memory is ended', async () => {
  const report = await verifyInChild({ bytes: readFileSync(__filename), trust }, { milliseconds: 5000, heapMiB: 1 });
  expect(report.error).toEqual({ type: 'too-complex', message: ENDED });
});

function bombs(): readonly Buffer[] {
  const stream = (dictionary: string, bytes: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`%PDF-1.7\n1 0 obj\n<< ${dictionary} /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n`),
      bytes,
      Buffer.from('\nendstream\nendobj\nstartxref\n9\n%%EOF\n'),
    ]);
  const zeros = deflateSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 });
  const entries = deflateSync(Buffer.alloc(11 * 1024 * 1024, 1));
  return [
    stream('/Type /XRef /W [1 2 1] /Size 9 /Root 2 0 R', zeros),
    stream('/Type /XRef /W [1 2 1] /Size 999999 /Root 2 0 R', entries),
    Buffer.from(
      `%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n${'<< /A '.repeat(200_000)}\nstartxref\n9\n%%EOF\n`,
    ),
    Buffer.from(
      `%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /A [${'0 '.repeat(1_500_000)}] >>\nstartxref\n9\n%%EOF\n`,
    ),
  ];
}
