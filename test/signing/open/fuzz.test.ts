import fc from 'fast-check';
import { fromBer } from '../../../src/signing/open/cms/ber';
import { checkForeignToken } from '../../../src/signing/open/cms/token';
import { readForeignCms } from '../../../src/signing/open/cms/read-foreign';
import { verifyAny } from '../../../src/signing/open/verify-any';
import { SigningError } from '../../../src/signing/errors';
import { addRevision, contract, newPdf, STYLES } from '../../support/foreign-pdf';
import { cmsOver, NOW, ROOT, signPdf, token } from '../../support/foreign-signer';

// Whatever bytes come in: an answer, within the limits, and never "passed" for what was changed. FUZZ_MINUTES=5 goes on longer.

const minutes = Number(process.env['FUZZ_MINUTES'] ?? 0);
const effort =
  minutes > 0
    ? { numRuns: 100_000_000, interruptAfterTimeLimit: minutes * 60_000, markInterruptAsFailure: false }
    : { numRuns: 300 };
const timeout = minutes * 60_000 + 60_000;
const SLOWEST = 5_000;
const LARGEST = 200 * 1024 * 1024;

/** Digits of a gap. */
const ROOM = 6_000;

interface Sample {
  readonly bytes: Buffer;
  /** Up to where it is signed. */
  readonly signedEnd: number;
}

const samples: readonly Sample[] = STYLES.flatMap((style) => {
  const once = signPdf(newPdf(style, contract()), style, {
    room: ROOM,
    cms: (data) => cmsOver(data, { kind: 'p256', stamped: true }),
  });
  const twice = signPdf(once, style, {
    room: ROOM,
    number: 30,
    others: [20],
    field: 'Tweede',
    cms: (data) => cmsOver(data, { kind: 'p256' }),
  });
  const later = addRevision(once, style, { 8: '<< /Title (Contract) >>' });
  return [
    { bytes: once, signedEnd: once.length },
    { bytes: twice, signedEnd: twice.length },
    { bytes: later, signedEnd: once.length },
  ];
});
const cms = cmsOver(Buffer.from('inhoud'), { kind: 'p256', stamped: true });
const stamp = token(Buffer.from('inhoud'));

/** Checks, and fails on anything uncaught, slow or large. */
function within<T>(check: () => T): T {
  const [before, memory] = [performance.now(), process.memoryUsage().rss];
  const answer = check();
  expect(performance.now() - before).toBeLessThan(SLOWEST);
  expect(process.memoryUsage().rss - memory).toBeLessThan(LARGEST);
  return answer;
}

const judge = (file: Buffer) => within(() => verifyAny(file, { anchors: [ROOT], now: NOW }));

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: Uint8Array;
}
const changes = fc.array(
  fc.record({
    at: fc.nat(999_999).map((n) => n / 1e6),
    remove: fc.nat(40),
    insert: fc.uint8Array({ maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const apply = (bytes: Buffer, list: readonly Change[]): Buffer =>
  list.reduce((file, { at, remove, insert }) => {
    const place = Math.floor(at * file.length);
    return Buffer.concat([file.subarray(0, place), Buffer.from(insert), file.subarray(place + remove)]);
  }, bytes);

/** Words that mean something to a reader, put where others stood. */
const WORDS = [
  'null',
  '0 0 R',
  '1 0 R',
  '21 0 R',
  '20 0 R',
  '999999999 0 R',
  '<<',
  '>>',
  '[',
  ']',
  '<',
  '>',
  '(',
  ')',
  'stream',
  'endstream',
  'endobj',
  '1 0 obj',
  'xref',
  'trailer',
  'startxref',
  '%%EOF',
  '-1',
  '0',
  '99999999999',
  '1.5',
  '/Type',
  '/XRef',
  '/ObjStm',
  '/Prev 0',
  '/Prev 15',
  '/Length 99999',
  '/Size 0',
  '/W [8 8 8]',
  '/W [0 0 0]',
  '/Index [0 999999]',
  '/Kids [2 0 R]',
  '/Parent 3 0 R',
  '/ByteRange [0 0 0 0]',
  '/Contents <00>',
  '/Encrypt 1 0 R',
  '/Root 3 0 R',
  '/V 20 0 R',
  '/N 1000000',
  '/First 0',
  '%',
  '\n',
];
const TOKEN =
  /\/[A-Za-z]+|\d+ \d+ R|\d+ \d+ obj|\b(?:xref|trailer|startxref|stream|endstream|endobj|R|n|f)\b|<<|>>|\[|\]|\d+/g;
const words = fc.array(fc.tuple(fc.nat(100_000), fc.constantFrom(...WORDS), fc.boolean()), {
  minLength: 1,
  maxLength: 5,
});
const reword = (file: Buffer, list: readonly (readonly [number, string, boolean])[]): Buffer => {
  let text = file.toString('latin1');
  for (const [pick, word, replace] of list) {
    const found = [...text.matchAll(TOKEN)];
    const match = found[pick % Math.max(1, found.length)];
    if (match)
      text = `${text.slice(0, match.index)}${word} ${text.slice(match.index + (replace ? match[0].length : 0))}`;
  }
  return Buffer.from(text, 'latin1');
};

const isSealed = ({ bytes, signedEnd }: Sample): boolean => bytes.length === signedEnd;
const anySample = fc.constantFrom(...samples);
/** Those that end with a signature: nothing at all may be different in them. */
const sealedSample = fc.constantFrom(...samples.filter(isSealed));

test('the files from which the others are made pass', () => {
  expect(samples.map(({ bytes }) => judge(bytes).indication)).toEqual(samples.map(() => 'TOTAL-PASSED'));
});

test(
  'bytes of a PDF',
  () => {
    fc.assert(
      fc.property(anySample, changes, (sample, list) => {
        const changed = apply(sample.bytes, list);
        if (changed.equals(sample.bytes)) return;
        if (judge(changed).indication === 'TOTAL-PASSED') expect(isHarmless(sample, changed)).toBe(true);
      }),
      effort,
    );
  },
  timeout,
);

/** All that is signed is the same, but for the spelling of digits in the gap; at most white space follows a last signature. */
function isHarmless(sample: Sample, changed: Buffer): boolean {
  const signed = (bytes: Buffer): string =>
    bytes.toString('latin1', 0, sample.signedEnd).replace(/<[0-9a-fA-F]{1000,}>/g, (gap) => gap.toLowerCase());
  const rest = changed.toString('latin1', sample.signedEnd);
  return signed(sample.bytes) === signed(changed) && (!isSealed(sample) || /^[\s\0]*$/.test(rest));
}

test(
  'words of a PDF',
  () => {
    fc.assert(
      fc.property(sealedSample, words, ({ bytes }, list) => {
        const report = judge(reword(bytes, list));
        expect(['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED']).toContain(report.indication);
        expect(report.indication).not.toBe('TOTAL-PASSED');
      }),
      effort,
    );
  },
  timeout,
);

test(
  'a revision of random objects after a signature',
  () => {
    const body = fc
      .array(fc.constantFrom(...WORDS.filter((word) => !/obj|xref|trailer|stream|EOF|%/.test(word))), { maxLength: 12 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(fc.constantFrom(...STYLES), sealedSample, fc.nat(45), body, (style, { bytes }, number, text) => {
        judge(addRevision(bytes, style, { [number + 1]: `<< ${text} >>` }));
      }),
      effort,
    );
  },
  timeout,
);

test(
  'bytes of a CMS and of a time-stamp',
  () => {
    fc.assert(
      fc.property(changes, fc.boolean(), (list, isStamp) => {
        const bytes = apply(isStamp ? stamp : cms, list);
        within(() => quietly(() => fromBer(bytes)));
        within(() => quietly(() => readForeignCms(bytes)));
        const answer = within(() =>
          checkForeignToken(bytes, () => Buffer.alloc(32), { anchors: [], pool: [], proofs: [], seenAt: null }),
        );
        expect(answer.trusted).toBe(false);
      }),
      effort,
    );
  },
  timeout,
);

test(
  'a CMS of random bytes in the gap',
  () => {
    const prepared = samples[0]?.bytes ?? Buffer.alloc(0);
    const gap = prepared.indexOf('/Contents <', 0, 'latin1') + '/Contents <'.length;
    fc.assert(
      fc.property(changes, (list) => {
        const made = apply(cms, list)
          .subarray(0, ROOM / 2)
          .toString('hex');
        const file = Buffer.from(prepared);
        file.write(made, gap, 'latin1');
        expect(judge(file).indication).not.toBe('TOTAL-PASSED');
      }),
      effort,
    );
  },
  timeout,
);

/** A reader of DER refuses with an error of its own, and no other. */
function quietly(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(SigningError);
  }
}
