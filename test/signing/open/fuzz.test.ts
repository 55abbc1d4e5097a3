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

const files = STYLES.flatMap((style) => {
  const once = signPdf(newPdf(style, contract()), style, {
    room: 4_000,
    cms: (data) => cmsOver(data, { kind: 'p256', stamped: true }),
  });
  const twice = signPdf(once, style, {
    room: 3_000,
    number: 30,
    others: [20],
    field: 'Tweede',
    cms: (data) => cmsOver(data, { kind: 'p256' }),
  });
  return [once, twice, addRevision(once, style, { 8: '<< /Title (Contract) >>' })];
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
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
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

const anyFile = fc.constantFrom(...files);
/** Those that end with a signature: nothing at all may be different in them. */
const sealedFile = fc.constantFrom(...files.filter((_, index) => index % 3 < 2));

test(
  'bytes of a PDF',
  () => {
    fc.assert(
      fc.property(anyFile, changes, (file, list) => {
        const changed = apply(file, list);
        if (changed.equals(file)) return;
        const report = judge(changed);
        // Passed at most where what was changed stands in no signature: blanks and zeros after the end.
        if (report.indication === 'TOTAL-PASSED') expect(isHarmless(file, changed)).toBe(true);
      }),
      effort,
    );
  },
  timeout,
);

/** The same but for white space behind the end, or another spelling of digits in the gap. */
function isHarmless(file: Buffer, changed: Buffer): boolean {
  const plain = (bytes: Buffer): string =>
    bytes
      .toString('latin1')
      .replace(/\s+$/, '')
      .replace(/<[0-9a-fA-F]{1000,}>/g, (gap) => gap.toLowerCase());
  return plain(file) === plain(changed) || plain(file).startsWith(plain(changed));
}

test(
  'words of a PDF',
  () => {
    fc.assert(
      fc.property(sealedFile, words, (file, list) => {
        const report = judge(reword(file, list));
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
      fc.property(
        fc.constantFrom(...STYLES),
        fc.nat(files.length / 3 - 1),
        fc.nat(45),
        body,
        (style, index, number, text) => {
          const file = files[index * 3] ?? Buffer.alloc(0);
          judge(addRevision(file, style, { [number + 1]: `<< ${text} >>` }));
        },
      ),
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
          checkForeignToken(bytes, () => Buffer.alloc(32), { anchors: [], pool: [], proofs: [] }),
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
    const prepared = files[0] ?? Buffer.alloc(0);
    const gap = prepared.indexOf('/Contents <', 0, 'latin1') + '/Contents <'.length;
    fc.assert(
      fc.property(changes, (list) => {
        const made = apply(cms, list).subarray(0, 3_900).toString('hex');
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
