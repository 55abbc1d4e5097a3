import fc from 'fast-check';
import { hashBytes } from '../../../src/signing/algorithms';
import { readCertificate } from '../../../src/signing/certificates/read-certificate';
import { fromBer } from '../../../src/signing/open/cms/ber';
import { checkForeignToken } from '../../../src/signing/open/cms/token';
import { readForeignCms } from '../../../src/signing/open/cms/read-foreign';
import { verifyAny } from '../../../src/signing/open/verify-any';
import { SigningError } from '../../../src/signing/errors';
import type { Report } from '../../../src/signing/verify/report';
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
  /** The digits of the last signature. */
  readonly gap: { readonly start: number; readonly end: number };
  /** The CMS in those digits. */
  readonly cms: Buffer;
  /** What may not change in that CMS. */
  readonly kept: readonly Buffer[];
}

function sampleOf(bytes: Buffer, signedEnd: number): Sample {
  const start = bytes.lastIndexOf('/Contents <', signedEnd, 'latin1') + '/Contents <'.length;
  const gap = { start, end: bytes.indexOf('>', start, 'latin1') };
  const digits = bytesOf(bytes, gap);
  const own = digits.subarray(0, fromBer(digits).end);
  return { bytes, signedEnd, gap, cms: own, kept: signedParts(own) };
}

const bytesOf = (file: Buffer, { start, end }: Sample['gap']): Buffer =>
  Buffer.from(file.toString('latin1', start, end), 'hex');

/** What a signature stands or falls with: the content when it is inside, signed attributes (but for their tag), value, certificate. */
function signedParts(made: Buffer): readonly Buffer[] {
  const { content, certificates, signer } = readForeignCms(made);
  const [attributes = made] = signer.signedBytes;
  const certificate = certificates.find(signer.identifies)?.raw ?? made;
  return [...(content ? [content] : []), attributes.subarray(1), signer.signature, certificate];
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
  return [sampleOf(once, once.length), sampleOf(twice, twice.length), sampleOf(later, once.length)];
});
const content = Buffer.from('inhoud');
const cms = cmsOver(content, { kind: 'p256', stamped: true });
const stamp = token(content);

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
  readonly insert: readonly number[];
}
/** Anywhere: left to itself fast-check prefers both ends. */
const place = fc.noBias(fc.nat(999_999)).map((n) => n / 1e6);
const letter = fc.constantFrom(...Buffer.from('0123456789abcdefABCDEF /<>[]()%\n'));
/** As many bytes as there were: all that is found by its place is found still. */
const overwritten = fc
  .tuple(
    place,
    fc.oneof(fc.array(fc.nat(255), { minLength: 1, maxLength: 3 }), fc.array(letter, { minLength: 1, maxLength: 6 })),
  )
  .map(([at, insert]): Change => ({ at, remove: insert.length, insert }));
const spliced = fc.record({ at: place, remove: fc.nat(40), insert: fc.array(fc.nat(255), { maxLength: 40 }) });
const changes: fc.Arbitrary<readonly Change[]> = fc.oneof(
  { weight: 3, arbitrary: fc.array(overwritten, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(spliced, { minLength: 1, maxLength: 6 }) },
);
const apply = (bytes: Buffer, list: readonly Change[]): Buffer =>
  list.reduce((file, { at, remove, insert }) => {
    const start = Math.floor(at * Math.max(1, file.length - remove + 1));
    return Buffer.concat([file.subarray(0, start), Buffer.from(insert), file.subarray(start + remove)]);
  }, bytes);

type Part = 'all' | 'before the gap' | 'behind the gap' | 'behind what is signed';
const part = fc.constantFrom<Part[]>('all', 'before the gap', 'behind the gap', 'behind what is signed');
/** Where a part begins and ends. The gap is the most of a file: by chance hardly anything else would be changed. */
const placesOf = ({ bytes, gap, signedEnd }: Sample): Record<Part, readonly [number, number]> => ({
  all: [0, bytes.length],
  'before the gap': [0, gap.start],
  'behind the gap': [gap.end, bytes.length],
  'behind what is signed': [signedEnd, bytes.length],
});
function applyTo(sample: Sample, where: Part, list: readonly Change[]): Buffer {
  const { bytes } = sample;
  const [start, end] = placesOf(sample)[where];
  return Buffer.concat([bytes.subarray(0, start), apply(bytes.subarray(start, end), list), bytes.subarray(end)]);
}

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
/** What stands there; digits of a gap too, which are left alone. */
const TOKEN =
  /[0-9a-f]{40,}|\/[A-Za-z]+|\d+ \d+ R|\d+ \d+ obj|\b(?:xref|trailer|startxref|stream|endstream|endobj|R|n|f)\b|<<|>>|\[|\]|\d+/g;
/** The word takes the room of the one that stood there, is written over what stands there, or shifts all that follows. */
const HOW = ['fitted', 'over', 'shifting'] as const;
const words = fc.tuple(
  fc.constantFrom(...HOW),
  fc.array(fc.tuple(fc.noBias(fc.nat(100_000)), fc.constantFrom(...WORDS)), { minLength: 1, maxLength: 5 }),
);
const reword = (
  file: Buffer,
  [how, list]: readonly [(typeof HOW)[number], readonly (readonly [number, string])[]],
): Buffer => {
  let text = file.toString('latin1');
  for (const [pick, word] of list) {
    const found = [...text.matchAll(TOKEN)].filter(([token]) => token.length < 40);
    const match = found[pick % Math.max(1, found.length)];
    if (!match) continue;
    const old = match[0].length;
    const put = { fitted: word.padEnd(old).slice(0, old), over: word.padEnd(old), shifting: `${word} ` }[how];
    text = `${text.slice(0, match.index)}${put}${text.slice(match.index + (how === 'shifting' ? old : put.length))}`;
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

/** All that is signed is the same, in the gap too; behind it stands what changes nothing that is shown. */
function isHarmless({ bytes, signedEnd, gap, kept }: Sample, changed: Buffer, report: Report): boolean {
  const same = (start: number, end: number): boolean => changed.subarray(start, end).equals(bytes.subarray(start, end));
  const inGap = bytesOf(changed, gap);
  return (
    same(0, gap.start) &&
    same(gap.end, signedEnd) &&
    kept.every((part) => inGap.includes(part)) &&
    (bytes.length === signedEnd
      ? /^(?:\s|\0|%[^\r\n]*)*$/.test(changed.toString('latin1', signedEnd))
      : changesIn(report).every((what) => SHOWN_NOWHERE.test(what)))
  );
}

/** What came after the last signature. */
const changesIn = ({ signatures }: Report): readonly string[] =>
  signatures.at(-1)?.changesAfter.map(({ what }) => what) ?? [];
const SHOWN_NOWHERE = /^(?:document information|metadata|objects that nothing uses \(\d+\))$/;

test(
  'bytes of a PDF',
  () => {
    fc.assert(
      fc.property(anySample, part, changes, (sample, where, list) => {
        const changed = applyTo(sample, where, list);
        const report = judge(changed);
        if (report.indication === 'TOTAL-PASSED') expect(isHarmless(sample, changed, report)).toBe(true);
      }),
      effort,
    );
  },
  timeout,
);

test(
  'words of a PDF',
  () => {
    fc.assert(
      fc.property(anySample, words, (sample, list) => {
        const changed = reword(sample.bytes, list);
        const report = judge(changed);
        expect(['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED']).toContain(report.indication);
        if (report.indication === 'TOTAL-PASSED') expect(isHarmless(sample, changed, report)).toBe(true);
      }),
      effort,
    );
  },
  timeout,
);

test(
  'a revision of random objects after a signature',
  () => {
    const among = (words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words);
    const inObjects = WORDS.filter((word) => !/obj|xref|trailer|stream|EOF|%/.test(word));
    const names = inObjects.filter((word) => /^\/\w+$/.test(word));
    const value = among([
      ...names,
      'null',
      '0',
      '1.5',
      '0 0 R',
      '1 0 R',
      '20 0 R',
      '999999999 0 R',
      '[3 0 R]',
      '<< >>',
      '(x)',
    ]);
    const pair = fc
      .tuple(among([...names, '/Subtype', '/Kids', '/Annots', '/Title']), value)
      .map((list) => list.join(' '));
    const body = fc
      .oneof(fc.array(among(inObjects), { maxLength: 12 }), fc.array(pair, { maxLength: 6 }))
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(fc.constantFrom(...STYLES), sealedSample, fc.nat(45), body, (style, { bytes }, number, text) => {
        const report = judge(addRevision(bytes, style, { [number + 1]: `<< ${text} >>` }));
        if (report.indication !== 'TOTAL-PASSED') return;
        expect(changesIn(report)).not.toEqual([]);
        expect(changesIn(report).filter((what) => !SHOWN_NOWHERE.test(what))).toEqual([]);
      }),
      effort,
    );
  },
  timeout,
);

const trust = { anchors: [readCertificate(ROOT)], pool: [], proofs: [], seenAt: null };
const judgeToken = (bytes: Buffer): boolean =>
  within(() => checkForeignToken(bytes, (hash) => hashBytes(hash, content), trust)).trusted;

test('the time-stamp from which the others are made is trusted', () => {
  expect(judgeToken(stamp)).toBe(true);
});

test(
  'bytes of a CMS and of a time-stamp',
  () => {
    const kept = signedParts(stamp);
    fc.assert(
      fc.property(changes, fc.boolean(), (list, isStamp) => {
        const bytes = apply(isStamp ? stamp : cms, list);
        within(() => quietly(() => fromBer(bytes)));
        within(() => quietly(() => readForeignCms(bytes)));
        if (judgeToken(bytes)) expect(kept.filter((part) => !bytes.includes(part))).toEqual([]);
      }),
      effort,
    );
  },
  timeout,
);

/** The file with another CMS in its gap, as far as that fits. */
function withCms({ bytes, gap }: Sample, made: Buffer): Buffer {
  const file = Buffer.from(bytes).fill('0', gap.start, gap.end);
  file.write(made.toString('hex').slice(0, gap.end - gap.start), gap.start, 'latin1');
  return file;
}

test('a file with its own CMS put in the gap is the file itself', () => {
  for (const sample of samples) expect(withCms(sample, sample.cms).equals(sample.bytes)).toBe(true);
});

test(
  'a CMS of random bytes in the gap',
  () => {
    fc.assert(
      fc.property(sealedSample, changes, (sample, list) => {
        const changed = withCms(sample, apply(sample.cms, list));
        const report = judge(changed);
        if (report.indication === 'TOTAL-PASSED') expect(isHarmless(sample, changed, report)).toBe(true);
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
