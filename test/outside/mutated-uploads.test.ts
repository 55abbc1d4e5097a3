import { performance } from 'node:perf_hooks';
import { verifyInChild } from '../../src/outside/verify-child';
import { readForeignCms } from '../../src/signing/open/cms/read-foreign';
import { basePdf } from '../support/base-pdf';
import { seededChance } from '../support/chance';
import { watchCheckers } from '../support/checker-memory';
import { contract, newPdf, STYLES } from '../support/foreign-pdf';
import { cmsOver, NOW, ROOT, signPdf } from '../support/foreign-signer';
import { signingWorld } from '../support/pki';

// Damaged and bent files as they come in at /controleren, each through the child process. MUTATED_UPLOADS=5000 takes longer.
const COUNT = Number(process.env['MUTATED_UPLOADS'] ?? 40);
const SEED = 20261128;
/** Ten seconds for the child to start, when the machine is busy, and five for the file. */
const SLOWEST_MS = 15_500;
/** To start a child, and to look how much memory it holds, takes some tens. */
const LONGEST_HELD_MS = 500;
/** Said of a check that ended without an answer. */
const ENDED = 'the file asks for more than one check may cost';
const MOST_MEMORY_KIB = 256 * 1024;

const world = signingWorld();
const trust = { anchors: [world.ca.root.certificate, ROOT], tsaAnchors: [world.ca.root.certificate], now: NOW };
const chance = seededChance(SEED);
const upTo = (limit: number): number => Math.floor(chance() * limit);

type Mutation = (file: Buffer) => Buffer;

const WORDS = [
  '<<',
  '>>',
  '[',
  '(',
  'stream',
  'endobj',
  'xref',
  'startxref',
  '/Prev 15',
  '/W [8 8 8]',
  '/Length 99999',
];
const splice = (file: Buffer, at: number, remove: number, put: Buffer): Buffer =>
  Buffer.concat([file.subarray(0, at), put, file.subarray(at + remove)]);

const MUTATIONS: readonly Mutation[] = [
  // Flipped bytes, a cut end, a part twice, a part gone, a word of the format in the wrong place, another number.
  (file) => {
    const bent = Buffer.from(file);
    for (let n = 1 + upTo(8); n > 0; n--) bent[upTo(bent.length)]! ^= 1 + upTo(255);
    return bent;
  },
  (file) => file.subarray(0, upTo(file.length)),
  (file) => {
    const at = upTo(file.length);
    return splice(file, upTo(file.length), 0, file.subarray(at, at + upTo(20_000)));
  },
  (file) => splice(file, upTo(file.length), upTo(4_000), Buffer.alloc(0)),
  (file) => splice(file, upTo(file.length), upTo(12), Buffer.from(WORDS[upTo(WORDS.length)] ?? '')),
  (file) => {
    const numbers = [...file.toString('latin1').matchAll(/\d+/g)];
    const { index, 0: digits } = numbers[upTo(numbers.length)] ?? { index: 0, 0: '' };
    return splice(file, index, digits.length, Buffer.from(String(upTo(2 ** 31))));
  },
];

async function seeds(): Promise<readonly Buffer[]> {
  const base = await basePdf();
  const { increment } = await world.sign(base.bytes, 'partij-1', base.appearance('x'));
  const foreign = STYLES.map((style) =>
    signPdf(newPdf(style, contract()), style, {
      room: 6_000,
      cms: (data) => cmsOver(data, { kind: 'p256', stamped: true }),
    }),
  );
  return [Buffer.concat([base.bytes, increment]), ...foreign];
}

/** What the signature of a seed rests on: all that stands outside its gap, and in the gap all but what is added to a signature. */
function signedIn(file: Buffer): readonly (string | undefined)[] {
  const start = file.lastIndexOf('/Contents <', file.length, 'latin1') + '/Contents <'.length;
  const end = file.indexOf('>', start, 'latin1');
  const { signer, certificates } = readForeignCms(Buffer.from(file.toString('latin1', start, end), 'hex'));
  return [
    file.toString('latin1', 0, start),
    file.toString('latin1', end),
    ...[...signer.signedBytes, signer.signature].map((bytes) => bytes.toString('hex')),
    certificates.find(signer.identifies)?.raw.toString('hex'),
  ];
}

test(
  `${COUNT} damaged files are answered in time, in words that are known, without holding up the portal`,
  async () => {
    const files = await seeds();
    // Files that are refused as they are would tell nothing of what is done to them.
    for (const bytes of files)
      expect(await verifyInChild({ bytes, trust })).toMatchObject({ indication: 'TOTAL-PASSED', problems: [] });
    const children = watchCheckers();
    const said = new Map<string, number>();
    let [slowest, held] = [0, 0];
    for (let i = 0; i < COUNT; i++) {
      const file = files[upTo(files.length)] ?? Buffer.alloc(0);
      const bytes = MUTATIONS[i % MUTATIONS.length]?.(file) ?? Buffer.alloc(0);
      const [begin, before] = [performance.now(), performance.eventLoopUtilization()];
      const report = await verifyInChild({ bytes, trust });
      slowest = Math.max(slowest, performance.now() - begin);
      held = Math.max(held, performance.eventLoopUtilization(before).active);
      // A checker that breaks ends without an answer too.
      expect(report.error?.message).not.toBe(ENDED);
      if (report.indication === 'TOTAL-PASSED') expect(signedIn(bytes)).toEqual(signedIn(file));
      const word = report.error?.type ?? report.indication;
      said.set(word, (said.get(word) ?? 0) + 1);
    }
    const most = children.stop();
    const known = [
      'not-a-pdf',
      'damaged',
      'encrypted',
      'too-complex',
      'not-of-ours',
      'TOTAL-PASSED',
      'INDETERMINATE',
      'TOTAL-FAILED',
    ];
    expect([...said.keys()].filter((word) => !known.includes(word))).toEqual([]);
    expect(slowest).toBeLessThan(SLOWEST_MS);
    expect(most).toBeLessThan(MOST_MEMORY_KIB);
    if (process.platform === 'linux') expect(most).toBeGreaterThan(0);
    expect(held).toBeLessThan(LONGEST_HELD_MS);
    if (process.env['MUTATED_UPLOADS'])
      console.log({ ...Object.fromEntries(said), slowestMs: slowest, mostMiB: most / 1024, heldMs: held });
  },
  60_000 + COUNT * 2_000,
);
