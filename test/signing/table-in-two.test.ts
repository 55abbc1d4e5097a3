import { appearanceOf, composeAgreement, renderAgreementPdf } from '../../src/documents';
import { verifyAny } from '../../src/signing/open/verify-any';
import { readFile } from '../../src/signing/pdf/file';
import { verifyOwn } from '../../src/signing/verify/verify-own';
import type { Report } from '../../src/signing/verify/report';
import { sampleFacts, sampleTemplate } from '../documents/sample';
import { append } from '../support/pdf-bytes';
import { signingWorld } from '../support/pki';
import { verdict } from '../support/verdicts';

// A base whose table continues in an older section, at the end of what it shares with others. That is one revision, and only
// this shape of it is read.

/** `@obj00003@` stands for where object 3 begins, `@tab00002@` for where the second table does. */
const SOURCE = `%PDF-1.7
%\xe2\xe3\xcf\xd3
3 0 obj
<< /Type /Catalog /Pages 1 0 R /AcroForm 2 0 R >>
endobj
4 0 obj
<< /Length 2 >>
stream
BT
endstream
endobj
xref
3 2
@obj00003@ 00000 n 
@obj00004@ 00000 n 
trailer
<< /Size 5 /Root 3 0 R >>
1 0 obj
<< /Type /Pages /Kids [6 0 R] /Count 1 >>
endobj
2 0 obj
<< /Fields [5 0 R] /SigFlags 3 /DR << /Font << >> >> >>
endobj
5 0 obj
<< /Type /Annot /Subtype /Widget /FT /Sig /T (Plaats1) /Rect [0 0 9 9] /P 6 0 R /AP << /N 7 0 R >> >>
endobj
6 0 obj
<< /Type /Page /Parent 1 0 R /MediaBox [0 0 99 99] /Resources << >> /Annots [5 0 R] >>
endobj
7 0 obj
<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>
stream

endstream
endobj
xref
0 3
0000000000 65535 f 
@obj00001@ 00000 n 
@obj00002@ 00000 n 
5 3
@obj00005@ 00000 n 
@obj00006@ 00000 n 
@obj00007@ 00000 n 
trailer
<< /Size 8 /Root 3 0 R /ID [<00> <00>] /Prev @tab00001@ >>
startxref
@tab00002@
%%EOF
`;

/** The file of a source, perhaps behind another file. */
function made(source: string, onto: Buffer = Buffer.alloc(0)): Buffer {
  const text = `${onto.toString('latin1')}${source}`;
  const at = (found: RegExpExecArray | RegExpMatchArray | undefined): string =>
    String((found?.index ?? -1) + 1).padStart(10, '0');
  const filled = text
    .replace(/@obj(\d{5})@/g, (_, number: string) =>
      at([...text.matchAll(RegExp(`\n${Number(number)} 0 obj`, 'g'))].at(-1)),
    )
    .replace(/@tab(\d{5})@/g, (_, nth: string) => at([...text.matchAll(/\nxref/g)][Number(nth) - 1]));
  return Buffer.from(filled, 'latin1');
}

function bent(from: string, to: string): Buffer {
  if (!SOURCE.includes(from)) throw new Error(`no "${from}" in the source`);
  return made(SOURCE.replace(from, to));
}

const world = signingWorld();
const anchors = [world.ca.root.certificate];
const trust = { anchors, tsaAnchors: anchors, now: '2026-12-01T00:00:00.000Z' };
const appearance = { content: Buffer.from('0 0 9 9 re'), width: 9, height: 9 };
const signed = async (file: Buffer): Promise<Buffer> =>
  Buffer.concat([file, (await world.sign(file, 'Plaats1', appearance)).increment]);

describe('is read as one revision', () => {
  test('which may be signed', async () => {
    const base = made(SOURCE);
    expect(verdict(verifyOwn(base, trust))).toBe('INDETERMINATE/NO_SIGNATURE');
    const file = await signed(base);
    expect(readFile(file).revisions.map(({ end }) => end)).toEqual([base.length, file.length]);
    expect(verdict(verifyOwn(file, trust))).toBe('TOTAL-PASSED/');
    expect(verifyAny(file, trust)).toMatchObject({
      indication: 'TOTAL-PASSED',
      signatures: [{ covers: 'whole-file', changesAfter: [] }],
    });
  });

  test('of an agreement, by both verifiers; a change after it is seen by both', async () => {
    const base = renderAgreementPdf(composeAgreement(sampleTemplate(), sampleFacts()));
    const look = appearanceOf({ name: 'Z', functionTitle: 'wethouder', onBehalfOf: 'gemeente', at: world.clock.now() });
    const { increment } = await world.sign(base, 'Plaats1', look);
    const file = Buffer.concat([base, increment]);
    expect([verifyOwn(file, trust), verifyAny(file, trust)].map(verdict)).toEqual(['TOTAL-PASSED/', 'TOTAL-PASSED/']);
    const [first] = readFile(file).revisions;
    expect(first).toMatchObject({ start: 0, end: base.length });
    expect(first?.subsections).toHaveLength(3);
    const page = Number(/(\d+) 0 obj\n<<\/Type\/Page\//.exec(base.toString('latin1'))?.[1]);
    const changed = append(file, [{ number: page, body: '<< /Type /Page /MediaBox [0 0 9 9] >>' }]);
    const own = verifyOwn(changed, trust);
    expect([own, verifyAny(changed, trust)].map(verdict)).toEqual([
      'TOTAL-FAILED/FORMAT_FAILURE',
      'TOTAL-FAILED/FORMAT_FAILURE',
    ]);
    expect(own.error?.message).toContain('not three objects');
  });
});

const END = /revision does not end as it should/;
const ORDER = /on the other side of a table/;
const BETWEEN = /bytes between objects/;

const TRAILER = '/Size 5 /Root 3 0 R >>\n';
const FOUR = '4 0 obj\n<< /Length 2 >>\nstream\nBT\nendstream\nendobj\n';
const [OLDER = ''] = /xref\n3 2\n[^>]*>>\n/.exec(SOURCE) ?? [];

const BENT: readonly (readonly [string, RegExp, () => Buffer])[] = [
  ['bytes after the header', BETWEEN, () => bent('3 0 obj', '%%\n3 0 obj')],
  [
    'an object after the header that no table lists',
    /bytes after the header/,
    () => bent('3 0 obj', '9 0 obj\n(los)\nendobj\n3 0 obj'),
  ],
  ['bytes before the older section', /bytes before a table/, () => bent(OLDER, `%%\n${OLDER}`)],
  ['bytes after it', BETWEEN, () => bent('>>\n1 0 obj', '>>\n%%\n1 0 obj')],
  ['an object after it that no table lists', /after a table/, () => bent(OLDER, `${OLDER}9 0 obj\n(los)\nendobj\n`)],
  ['a blank after it', END, () => bent(TRAILER, TRAILER.replace('\n', ' \n'))],
  ['another line end after it', END, () => bent(TRAILER, TRAILER.replace('\n', '\r\n'))],
  ['a second line end after it', BETWEEN, () => bent(TRAILER, `${TRAILER}\n`)],
  ['an end of its own', /no object 2/, () => bent(TRAILER, `${TRAILER}startxref\n@tab00001@\n%%EOF\n`)],
  ['half an end', END, () => bent(TRAILER, `${TRAILER}startxref\n0\n`)],
  ['an object in both sections', END, () => bent('5 3\n', '4 4\n@obj00004@ 00000 n \n')],
  [
    'an object in both sections with a body for each',
    END,
    () => made(SOURCE.replace('1 0 obj', `${FOUR}1 0 obj`).replace('5 3\n', '4 4\n@obj00004@ 00000 n \n')),
  ],
  ['an object of the older section behind it', ORDER, () => bent('@obj00004@', '@obj00007@')],
  [
    'an object of the newer section before the older',
    ORDER,
    () =>
      made(
        SOURCE.replace(OLDER, `8 0 obj\n(los)\nendobj\n${OLDER}`).replace('5 3\n', '8 1\n@obj00008@ 00000 n \n5 3\n'),
      ),
  ],
  ['two runs in the older section', END, () => bent('@obj00004@ 00000 n \n', '@obj00004@ 00000 n \n9 0\n')],
  ['no run in it', END, () => bent(OLDER, OLDER.replace(/3 2[^t]*/, ''))],
  ['another catalog in it', END, () => bent(TRAILER, TRAILER.replace('3 0 R', '4 0 R'))],
  ['no catalog in it', END, () => bent(TRAILER, '/Size 5 >>\n')],
  ['another size in it', END, () => bent(TRAILER, TRAILER.replace('5', '6'))],
  ['another key in it', END, () => bent(TRAILER, TRAILER.replace('>>', '/Info 4 0 R >>'))],
  [
    'a third section',
    END,
    () =>
      made(
        SOURCE.replace('4 0 obj', 'xref\n3 1\n@obj00003@ 00000 n \ntrailer\n<< /Size 4 /Root 3 0 R >>\n4 0 obj')
          .replace('3 2\n@obj00003@ 00000 n \n', '4 1\n')
          .replace('@tab00002@', '@tab00003@')
          .replace('@tab00001@', '@tab00002@')
          .replace(TRAILER, TRAILER.replace('>>', '/Prev @tab00001@ >>')),
      ),
  ],
  [
    'a third section that it does not lead to',
    END,
    () =>
      made(
        SOURCE.replace('1 0 obj', 'xref\n8 0\ntrailer\n<< /Size 8 /Root 3 0 R /Prev @tab00001@ >>\n1 0 obj').replace(
          '/Prev @tab00001@ >>\nstartxref\n@tab00002@',
          '/Prev @tab00002@ >>\nstartxref\n@tab00003@',
        ),
      ),
  ],
  ['the older section alone', END, () => bent('startxref\n@tab00002@', 'startxref\n@tab00001@')],
  [
    'the older section in a stream',
    /bytes before a table/,
    () =>
      made(SOURCE.replace(OLDER, '').replace('<< /Length 2 >>\nstream\nBT\n', `<< /Length 96 >>\nstream\n${OLDER}`)),
  ],
  ['no table where the older section should be', /no cross-reference/, () => bent('@tab00001@', '@obj00004@')],
  ['its table as the older section', /lead back/, () => bent('/Prev @tab00001@', '/Prev @tab00002@')],
  ['an older section that follows', /lead back/, () => bent('/Prev @tab00001@', '/Prev 9999999999')],
];

test.each(BENT)('a base is refused with %s', (_, why, make) => {
  const report = verifyOwn(make(), trust);
  expect(verdict(report)).toBe('TOTAL-FAILED/FORMAT_FAILURE');
  expect(report.error?.message).toMatch(why);
});

/** An increment whose table continues in an older section in it; `more` stands in the trailer of that. */
const later = (more: string): string => `10 0 obj
<< /Een 1 >>
endobj
xref
10 1
@obj00010@ 00000 n 
trailer
<< /Size 11 /Root 3 0 R${more} >>
11 0 obj
<< /Twee 2 >>
endobj
xref
11 1
@obj00011@ 00000 n 
trailer
<< /Size 12 /Root 3 0 R /ID [<00> <00>] /Prev @tab00004@ >>
startxref
@tab00005@
%%EOF
`;

/** With what the verifier of our own files says, and the one of any file. */
const LATER: readonly (readonly [string, RegExp, string, () => string])[] = [
  [
    'a table in two that leads on to the signature',
    END,
    'a revision without its own startxref and end',
    () => later(' /Prev @tab00003@'),
  ],
  [
    'a table in two that leads on to the older section of the base',
    END,
    'no-signature',
    () => later(' /Prev @tab00001@'),
  ],
  ['a table in two that leads nowhere', BETWEEN, 'bytes after the end of the last revision', () => later('')],
  [
    'a table that continues in the older section of the base',
    BETWEEN,
    'no-signature',
    () =>
      later('')
        .replace(/^[^]*?trailer\n.*\n/, '')
        .replace('@tab00004@', '@tab00001@')
        .replace('@tab00005@', '@tab00004@'),
  ],
];

/** What the verifier of any file has against it. */
const objections = ({ problems, signatures }: Report): string =>
  [
    ...problems,
    ...signatures.flatMap(({ changesAfter }) => changesAfter.flatMap((each) => (each.permitted ? [] : each.what))),
  ].join();

test.each(LATER)('after a signature nobody trusts %s', async (_, own, any, source) => {
  const file = await signed(made(SOURCE));
  const changed = made(source(), file);
  expect(changed.subarray(0, file.length).equals(file)).toBe(true);
  const ours = verifyOwn(changed, trust);
  expect([ours.indication, ours.signatures]).toEqual(['TOTAL-FAILED', []]);
  expect(ours.error?.message).toMatch(own);
  const theirs = verifyAny(changed, trust);
  expect(theirs.indication).not.toBe('TOTAL-PASSED');
  expect(objections(theirs)).toContain(any);
});

test('the same objects in a table of its own harm no signature, though the portal writes no such revision', async () => {
  const changed = append(await signed(made(SOURCE)), [
    { number: 10, body: '<< /Een 1 >>' },
    { number: 11, body: '<< /Twee 2 >>' },
  ]);
  expect(verdict(verifyAny(changed, trust))).toBe('TOTAL-PASSED/');
  const own = verifyOwn(changed, trust);
  expect(own.signatures).toMatchObject([{ intact: true }]);
  expect(own.error?.message).toContain('not three objects');
});
