import { verifyAny } from '../../../src/signing/open/verify-any';
import { addRevision, contract, newPdf, plainObject, streamBody, type ObjectBodies } from '../../support/foreign-pdf';
import { NOW, ROOT, signPdf, token, type SigningTerms } from '../../support/foreign-signer';
import { verdict, FORMAT, PASSED } from '../../support/verdicts';

// A later revision may change proof, looks, extensions and metadata. The signer of these files was made to sign objects that are one
// of those and something that a page shows as well, or that are named and not there: then a permitted change would alter the page.

const judge = (file: Buffer): ReturnType<typeof verifyAny> =>
  verifyAny(file, { anchors: [ROOT], now: '2026-11-25T10:00:00.000Z' });
const verdictOn = (file: Buffer): string => verdict(judge(file));

const CATALOG = '/Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R';
const FONTS = '<< /Font << /F1 5 0 R >> >>';
const other = streamBody('BT /F1 14 Tf 60 760 Td (Wij betalen 900 euro) Tj ET');
const look = streamBody('BT (900) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 140 20]');
const CERTIFIED =
  '/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>]';

const signed = (objects: ObjectBodies, terms: SigningTerms = {}): Buffer =>
  signPdf(newPdf('table', contract(objects)), 'table', terms);
const page = (contents: string, resources: string, annotations: string): string =>
  `<< /Type /Page /Parent 2 0 R /Contents ${contents} /Resources ${resources} /Annots [7 0 R ${annotations}] >>`;
/** A signed contract whose page has these contents and resources. */
const shown = (contents: string, resources: string, objects: ObjectBodies): Buffer =>
  signed({ ...objects, 3: page(contents, resources, '') }, { around: { 3: page(contents, resources, '20 0 R') } });
const later = (file: Buffer, objects: ObjectBodies): Buffer => addRevision(file, 'table', objects);

const FIELD =
  '<< /Type /Annot /Subtype /Widget /FT /Tx /T (bedrag) /V (100) /Rect [60 600 200 620] /P 3 0 R /AP 50 0 R >>';
const filled = (sigExtra = ''): Buffer => signed({ 7: FIELD, 50: '<< /N 12 0 R >>', 13: look }, { sigExtra });

/** A signed page names object 60, which stands beyond the end; later metadata holds it in that very place. */
function filledAfterwards(): Buffer {
  const place = 60_000;
  const contents = '[4 0 R 60 0 R]';
  const base = addRevision(
    newPdf('table', contract({ 3: page(contents, FONTS, '') })),
    'table',
    { 8: '<< /Title (Contract) >>' },
    { entries: [[60, place]] },
  );
  const file = signPdf(base, 'table', { around: { 3: page(contents, FONTS, '20 0 R') } });
  const metadata = (blanks: number): Buffer =>
    later(file, {
      9: streamBody(' '.repeat(blanks) + plainObject(60, other), '/Type /Metadata /Subtype /XML'),
    });
  const short = metadata(10_000).indexOf('60 0 obj', file.length, 'latin1');
  const made = metadata(10_000 + place - short);
  expect(made.toString('latin1', place, place + 8)).toBe('60 0 obj');
  return made;
}

const EXTENDED = { 60: '<< /Font << /F1 5 0 R >> /ExtGState 61 0 R >>', 61: '<< /G << /ca 1 >> >>' };
const withForms = '<< /Font << /F1 5 0 R >> /XObject 71 0 R >>';

const attacks: readonly (readonly [string, () => Buffer])[] = [
  ['a look that is another, where it stood', () => later(filled(), { 50: '<< /N 13 0 R >>' })],
  ['the same in a certified document', () => later(filled(CERTIFIED), { 50: '<< /N 13 0 R >>' })],
  ['a look that is gone', () => later(filled(), { 50: '<< >>' })],
  [
    'a look that is called proof',
    () => later(filled(), { 50: '<< /N 61 0 R >>', 61: look, 1: `<< ${CATALOG} /DSS << /Certs [61 0 R] >> >>` }),
  ],
  [
    'another look of the signature',
    () =>
      later(signed({ 13: look, 50: '<< /N 12 0 R >>' }, { fieldExtra: '/AP 50 0 R', rect: '60 60 200 100' }), {
        50: '<< /N 13 0 R >>',
      }),
  ],
  [
    'a list of certificates that is the contents of a page',
    () =>
      later(shown('60 0 R', FONTS, { 1: `<< ${CATALOG} /DSS << /Certs 60 0 R >> >>`, 60: '[4 0 R]' }), {
        60: '[61 0 R]',
        61: other,
      }),
  ],
  [
    'a record of proof that names what a page draws',
    () => {
      const record = { 1: `<< ${CATALOG} /DSS << /VRI << /AB 71 0 R >> >> >>`, 71: '<< /TS 12 0 R >>' };
      const file = shown('4 0 R', withForms, { ...record, 4: streamBody('/TS Do') });
      return later(file, { 71: '<< /TS 72 0 R >>', 72: look });
    },
  ],
  [
    'proof that names the fonts of a page',
    () =>
      later(shown('4 0 R', '<< /Font 71 0 R >>', { 1: `<< ${CATALOG} /DSS 71 0 R >>`, 71: '<< /F1 5 0 R >>' }), {
        71: '<< /Type /DSS >>',
      }),
  ],
  [
    'extensions that are the resources of a page',
    () =>
      later(
        shown('4 0 R', '60 0 R', { ...EXTENDED, 1: `<< ${CATALOG} /Extensions 60 0 R >>`, 4: streamBody('/G gs') }),
        { 61: '<< /G << /ca 0 >> >>' },
      ),
  ],
  [
    'contents that were not there',
    () => later(shown('[4 0 R 60 0 R]', FONTS, {}), { 1: `<< ${CATALOG} /DSS << /Certs [60 0 R] >> >>`, 60: other }),
  ],
  ['contents whose place was beyond the end', filledAfterwards],
  [
    'a page of which one of two contents is left',
    () =>
      later(
        signed(
          {},
          {
            around: {
              3: page('4 0 R /Contents 11 0 R', FONTS, '20 0 R'),
            },
          },
        ),
        { 3: page('11 0 R', FONTS, '20 0 R') },
      ),
  ],
  [
    'cross-references to nothing, with a catalog of their own',
    () =>
      later(signed({ 40: '<< /Type /Catalog /Pages 2 0 R >>' }), {
        90: '<< /Type /XRef /W [1 4 2] /Index [0 0] /Size 1 /Root 40 0 R /Length 0 >>\nstream\n\nendstream',
      }),
  ],
];

test.each(attacks)('%s', (_what, make) => {
  expect(verdictOn(make())).toBe(FORMAT);
});

test('the files from which they are made pass', () => {
  expect([filled(), filled(CERTIFIED), shown('[4 0 R 60 0 R]', FONTS, {})].map(verdictOn)).toEqual([
    PASSED,
    PASSED,
    PASSED,
  ]);
});

describe('a form whose fields readers draw themselves', () => {
  const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (bedrag) /V (100) /Rect [60 600 200 620] /P 3 0 R >>';
  const form = (needed: boolean, more = ''): string =>
    `<< /Fields [7 0 R 20 0 R] /SigFlags 3 /NeedAppearances ${needed} ${more} >>`;
  const changed = (needed: boolean, more: string): string =>
    verdictOn(later(signed({ 7: field }, { around: { 6: form(needed) } }), { 6: form(needed, more) }));

  test.each(['/DA (/Helv 12 Tf 1 g)', '/DR << /Font << /Foo << /Type /Font /Subtype /Type3 >> >> >>'])(
    'gets no %s afterwards',
    (more) => {
      expect(changed(true, more)).toBe(FORMAT);
      expect(changed(false, more)).toBe(PASSED);
    },
  );
});

describe('a prepared field as large as the page', () => {
  const prepared = (flags: number, sigExtra = ''): Buffer =>
    signed(
      {
        30: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Later) /F ${flags} /P 3 0 R /Rect [0 0 595 842] >>`,
        3: page('4 0 R', FONTS, '30 0 R'),
        6: '<< /Fields [7 0 R 30 0 R] >>',
      },
      { others: [30], sigExtra },
    );
  const second = (file: Buffer, terms: SigningTerms = {}): string =>
    verdictOn(
      signPdf(file, 'table', {
        number: 30,
        others: [20],
        field: 'Later',
        rect: '0 0 595 842',
        appearance: true,
        around: {
          3: page('4 0 R', FONTS, '30 0 R 20 0 R'),
          6: '<< /Fields [7 0 R 30 0 R 20 0 R] /SigFlags 3 >>',
        },
        ...terms,
      }),
    );
  const stamp: SigningTerms = { subFilter: 'ETSI.RFC3161', cms: (data) => token(data, NOW) };

  test('may be signed when the first signer saw it', () => {
    expect(second(prepared(4))).toBe(PASSED);
    expect([2, 32].map((hidden) => second(prepared(hidden)))).toEqual([FORMAT, FORMAT]);
  });
  test('is not covered by a time-stamp', () => {
    expect([prepared(4), prepared(2), prepared(2, CERTIFIED)].map((file) => second(file, stamp))).toEqual([
      FORMAT,
      FORMAT,
      FORMAT,
    ]);
  });
});

test('white space that is skipped from many places is too much work', () => {
  const file = signed({});
  const entries = Array.from({ length: 500 }, (_, i) => [2000 + i, file.length + 2] as const);
  const report = judge(addRevision(file, 'table', {}, { stray: '\n'.repeat(4_000_000), entries }));
  expect(report.error).toMatchObject({ type: 'too-complex' });
});
