import * as extend from '../../../src/signing/certificates/extensions';
import { encodeName } from '../../../src/signing/certificates/name';
import { makePartitionCrl } from '../../../src/signing/certificates/crl';
import { readCertificate } from '../../../src/signing/certificates/read-certificate';
import * as der from '../../../src/signing/der/write';
import { OID } from '../../../src/signing/oids';
import { FOREIGN_OID } from '../../../src/signing/open/cms/oids';
import { verifyAny } from '../../../src/signing/open/verify-any';
import type { Report } from '../../../src/signing/verify/report';
import {
  addRevision,
  contract,
  lastStart,
  newPdf,
  streamBody,
  STYLES,
  taggedContract,
  tagsFor,
  type ObjectBodies,
  type RevisionOptions,
  type Style,
} from '../../support/foreign-pdf';
import {
  cmsOver,
  crlAgainst,
  issuer,
  keyOf,
  leaf,
  NOW,
  ROOT,
  rootAuthority,
  signPdf,
  STAMPING,
  token,
  type CmsTerms,
  type SigningTerms,
} from '../../support/foreign-signer';
import { flip, splice } from '../../support/pdf-bytes';
import {
  verdict,
  CHAIN,
  CONSTRAINTS,
  CRYPTO,
  FORMAT,
  HASH,
  NO_CHAIN,
  NO_SIGNATURE,
  WEAK,
} from '../../support/verdicts';

// What is known of attacks on signed PDFs (signature wrapping, incremental saving, universal forgery, shadows that hide and
// replace, sneaky signatures, evil annotations), each on four kinds of file.

const judge = (file: Buffer): Report => verifyAny(file, { anchors: [ROOT], now: '2026-11-25T10:00:00.000Z' });

const signedWith = (style: Style, more: ObjectBodies = {}, terms: SigningTerms = {}): Buffer =>
  signPdf(newPdf(style, contract(more)), style, terms);
const signedBy = (style: Style, terms: CmsTerms, pdf: SigningTerms = {}): Buffer =>
  signedWith(style, {}, { ...pdf, cms: (data) => cmsOver(data, terms) });

// One signature and two, of each kind of file: most attacks begin with them.
const once = new Map(STYLES.map((style) => [style, signedWith(style)]));
const onceOf = (style: Style): Buffer => once.get(style) ?? Buffer.alloc(0);
const PAGE = '/Type /Page /Parent 2 0 R /Resources << /Font << /F1 5 0 R >> >>';
const FIELD = '/Type /Annot /Subtype /Widget /FT /Sig /T (Handtekening) /F 132 /P 3 0 R /Rect [0 0 0 0]';
const TEXT_FIELD = '/Type /Annot /Subtype /Widget /FT /Tx /T (bedrag) /P 3 0 R';
const CATALOG = '/Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R';
/** Page 1 with what page 2 says. */
const OTHER_PAGE = `<< ${PAGE} /Contents 11 0 R /Annots [7 0 R 20 0 R] >>`;
const evil = streamBody('BT /F1 14 Tf 60 760 Td (Wij betalen 900 euro) Tj ET');

const later =
  (objects: ObjectBodies, options: RevisionOptions = {}) =>
  (style: Style): Buffer =>
    addRevision(onceOf(style), style, objects, options);

/** It follows on the contract, as if that had never been signed. */
const leavingOut =
  (objects: ObjectBodies, options: RevisionOptions = {}) =>
  (style: Style) =>
    later(objects, { ...options, previous: lastStart(newPdf(style, contract())) })(style);

const withText =
  (from: string | RegExp, to: string | ((found: string) => string)) =>
  (style: Style): Buffer => {
    const text = onceOf(style).toString('latin1');
    const changed = text.replace(from, (found) => (typeof to === 'string' ? to : to(found)));
    if (changed === text) throw new Error(`no ${String(from)}`);
    return Buffer.from(changed, 'latin1');
  };

/** The same length, so that nothing else moves. */
const byteRange =
  (range: string) =>
  (style: Style): Buffer => {
    const file = onceOf(style);
    const at = file.lastIndexOf('/ByteRange [', file.length, 'latin1') + '/ByteRange ['.length;
    const end = file.indexOf(']', at, 'latin1');
    return splice(file, at, end, range.padEnd(end - at));
  };
const rangeOf = (file: Buffer): readonly [number, number, number] => {
  const [, start, after, rest] = /\/ByteRange \[0 (\d+) +(\d+) +(\d+) *\]/.exec(file.toString('latin1')) ?? [];
  return [Number(start), Number(after), Number(rest)];
};

type Attack = readonly [string, string, (style: Style) => Buffer];

const shownDocument: readonly Attack[] = [
  ['the content of a page is replaced', FORMAT, later({ 4: evil })],
  [
    'a page shows another content',
    FORMAT,
    later({ 3: `<< ${PAGE} /Contents 40 0 R /Annots [7 0 R 20 0 R] >>`, 40: evil }),
  ],
  [
    'pages change places',
    FORMAT,
    later({ 2: '<< /Type /Pages /Kids [10 0 R 3 0 R] /Count 2 /MediaBox [0 0 595 842] >>' }),
  ],
  ['a page is taken away', FORMAT, later({ 2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>' })],
  [
    'a page is added',
    FORMAT,
    later({
      2: '<< /Type /Pages /Kids [3 0 R 10 0 R 40 0 R] /Count 3 /MediaBox [0 0 595 842] >>',
      40: `<< ${PAGE} /Contents 41 0 R >>`,
      41: evil,
    }),
  ],
  [
    'a page is cropped',
    FORMAT,
    later({ 3: `<< ${PAGE} /Contents 4 0 R /Annots [7 0 R 20 0 R] /CropBox [0 0 595 400] >>` }),
  ],
  ['a page is turned', FORMAT, later({ 10: `<< ${PAGE} /Contents 11 0 R /Rotate 180 >>` })],
  ['a font is swapped', FORMAT, later({ 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' })],
  [
    'a page uses another font',
    FORMAT,
    later({
      10: '<< /Type /Page /Parent 2 0 R /Contents 11 0 R /Resources << /Font << /F1 40 0 R >> >> >>',
      40: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>',
    }),
  ],
  [
    'a remark with text lies over the page',
    FORMAT,
    later({
      10: `<< ${PAGE} /Contents 11 0 R /Annots [40 0 R] >>`,
      40: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /Contents (Anders) >>',
    }),
  ],
  [
    'a stamp lies over the page',
    FORMAT,
    later({
      10: `<< ${PAGE} /Contents 11 0 R /Annots [40 0 R] >>`,
      40: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /AP << /N 41 0 R >> >>',
      41: streamBody('q', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
    }),
  ],
  [
    'a link is added',
    FORMAT,
    later({
      10: `<< ${PAGE} /Contents 11 0 R /Annots [40 0 R] >>`,
      40: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://x.example) >> >>',
    }),
  ],
  [
    'a highlight is added where nothing allows it',
    FORMAT,
    later({
      10: `<< ${PAGE} /Contents 11 0 R /Annots [40 0 R] >>`,
      40: '<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] >>',
    }),
  ],
  [
    'a widget outside the form lies over the page',
    FORMAT,
    later({
      10: `<< ${PAGE} /Contents 11 0 R /Annots [40 0 R] >>`,
      40: '<< /Type /Annot /Subtype /Widget /FT /Btn /Rect [0 0 595 842] /MK << /BG [1 1 1] >> >>',
    }),
  ],
  ['a script runs on opening', FORMAT, later({ 1: `<< ${CATALOG} /OpenAction << /S /JavaScript /JS (x) >> >>` })],
  ['actions are added', FORMAT, later({ 1: `<< ${CATALOG} /AA << /WC << /S /JavaScript /JS (x) >> >> >>` })],
  [
    'a file is attached',
    FORMAT,
    later({
      1: `<< ${CATALOG} /Names << /EmbeddedFiles << /Names [(x) 40 0 R] >> >> >>`,
      40: '<< /Type /Filespec /F (x) >>',
    }),
  ],
  ['layers are added', FORMAT, later({ 1: `<< ${CATALOG} /OCProperties << /OCGs [] /D << >> >> >>` })],
  ['extensions hold more than names', FORMAT, later({ 1: `<< ${CATALOG} /Extensions 40 0 R >>`, 40: streamBody('x') })],
  ['another catalog is shown', FORMAT, later({ 40: `<< ${CATALOG} /X 1 >>` }, { root: 40 })],
  [
    'the catalog says a thing twice',
    FORMAT,
    later({ 1: `<< ${CATALOG} /Metadata 9 0 R /Perms << >> /Perms << >> >>` }),
  ],
  ['the metadata are taken away', FORMAT, later({ 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>' })],
  ['an object is freed', FORMAT, later({ 4: null })],
  ['an object that nothing uses is added', FORMAT, later({ 40: '(los)' })],
  ['a page that nothing uses is added', FORMAT, later({ 40: `<< ${PAGE} /Contents 41 0 R >>`, 41: evil })],
  ['a catalog that nothing uses is added', FORMAT, later({ 40: `<< ${CATALOG} >>` })],
  ['a tree of pages that nothing uses is added', FORMAT, later({ 40: '<< /Kids [3 0 R] /Count 1 >>' })],
  ['a drawing that nothing uses is added', FORMAT, later({ 40: evil })],
  ['a catalog that cannot be read is added', FORMAT, later({ 40: `<< ${CATALOG} /X ) >>` })],
  ['text in the place of an object is added', FORMAT, later({ 40: 'hier staat tekst' })],
  [
    'what is called metadata is a page too',
    FORMAT,
    (style) =>
      addRevision(
        signedWith(style, {
          4: streamBody('BT ET', '/Type /Metadata /Subtype /XML'),
          1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 4 0 R >>',
        }),
        style,
        { 4: streamBody('BT (anders) Tj ET', '/Type /Metadata /Subtype /XML') },
      ),
  ],
  [
    'what is called information is a remark too',
    FORMAT,
    (style) =>
      addRevision(
        signedWith(style, {
          8: '<< /Type /Annot /Subtype /FreeText /Contents (a) /Rect [0 0 9 9] >>',
          10: `<< ${PAGE} /Contents 11 0 R /Annots [8 0 R] >>`,
        }),
        style,
        { 8: '<< /Type /Annot /Subtype /FreeText /Contents (b) /Rect [0 0 9 9] >>' },
      ),
  ],
  [
    'the length of a stream is changed from elsewhere',
    FORMAT,
    (style) =>
      addRevision(
        signedWith(style, { 4: '<< /Length 50 0 R >>\nstream\nBT ET BT (x) Tj ET\nendstream', 50: '18' }),
        style,
        { 50: '5' },
      ),
  ],
];

const form: readonly Attack[] = [
  [
    'a form field is filled in without permission',
    FORMAT,
    later({ 7: `<< ${TEXT_FIELD} /V (900) /Rect [60 600 200 620] /AP << /N 12 0 R >> >>` }),
  ],
  [
    'a form field looks different from its value',
    FORMAT,
    later({
      7: `<< ${TEXT_FIELD} /V (100) /Rect [60 600 200 620] /AP << /N 40 0 R >> >>`,
      40: streamBody('BT (900) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 140 20]'),
    }),
  ],
  [
    'the look itself of a form field is changed',
    FORMAT,
    later({ 12: streamBody('BT (900) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 140 20]') }),
  ],
  [
    'a form field is moved',
    FORMAT,
    later({ 7: `<< ${TEXT_FIELD} /V (100) /Rect [0 0 595 842] /AP << /N 12 0 R >> >>` }),
  ],
  ['a form field is taken away', FORMAT, later({ 6: '<< /Fields [20 0 R] /SigFlags 3 >>' })],
  [
    'a form field is added',
    FORMAT,
    later({
      6: '<< /Fields [7 0 R 20 0 R 40 0 R] /SigFlags 3 >>',
      40: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (x) /Rect [0 0 595 842] >>',
    }),
  ],
  [
    'the viewer is told to draw fields anew',
    FORMAT,
    later({ 6: '<< /Fields [7 0 R 20 0 R] /SigFlags 3 /NeedAppearances true >>' }),
  ],
  [
    'a dynamic form is added',
    FORMAT,
    later({ 6: '<< /Fields [7 0 R 20 0 R] /SigFlags 3 /XFA 40 0 R >>', 40: streamBody('<xdp/>') }),
  ],
  [
    'the form is a stream that was a page',
    FORMAT,
    later({
      1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /Metadata 9 0 R >>',
      4: streamBody('BT (anders) Tj ET', '/Fields [7 0 R 20 0 R] /SigFlags 3'),
    }),
  ],
  ['a signature is taken out of its field', FORMAT, later({ 20: `<< ${FIELD} >>` })],
  ['a signature field is taken out of the form', FORMAT, later({ 6: '<< /Fields [7 0 R] /SigFlags 3 >>' })],
  ['the form is taken out of the catalog', FORMAT, later({ 1: '<< /Type /Catalog /Pages 2 0 R /Metadata 9 0 R >>' })],
  [
    'a signature is given another look',
    FORMAT,
    later({
      20: `<< ${FIELD} /V 21 0 R /AP << /N 40 0 R >> >>`,
      40: streamBody('q', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
    }),
  ],
  [
    'a signature is moved over the page',
    FORMAT,
    later({ 20: `<< ${FIELD.replace('[0 0 0 0]', '[0 0 595 842]')} /V 21 0 R >>` }),
  ],
  [
    'an unsigned signature field with a look is added',
    FORMAT,
    later({
      6: '<< /Fields [7 0 R 20 0 R 40 0 R] /SigFlags 3 >>',
      40: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 90 90] /AP << /N 41 0 R >> >>',
      41: streamBody('q', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
    }),
  ],
  [
    'a field with an action is added',
    FORMAT,
    later({ 6: '<< /Fields [7 0 R 20 0 R 40 0 R] /SigFlags 3 >>', 40: '<< /FT /Sig /T (x) /AA << /K 5 0 R >> >>' }),
  ],
  [
    'a second signature covers the page',
    FORMAT,
    (style) =>
      signPdf(onceOf(style), style, {
        number: 30,
        others: [20],
        field: 'Tweede',
        rect: '0 0 595 842',
        appearance: true,
      }),
  ],
  [
    'two fields show one signature',
    FORMAT,
    (style) =>
      signedWith(
        style,
        {},
        { around: { 6: '<< /Fields [7 0 R 20 0 R 40 0 R] /SigFlags 3 >>', 40: '<< /FT /Sig /T (Kopie) /V 21 0 R >>' } },
      ),
  ],
  [
    'the proof for the archive holds something else',
    FORMAT,
    later({ 1: `<< ${CATALOG} /DSS << /Certs [40 0 R] /Extra 4 0 R >> >>`, 40: streamBody('x') }),
  ],
  [
    'proof is taken away',
    FORMAT,
    (style) =>
      addRevision(signedWith(style, { 1: `<< ${CATALOG} /DSS << /Certs [50 0 R] >> >>`, 50: streamBody('x') }), style, {
        1: `<< ${CATALOG} /DSS << /Certs [] >> >>`,
      }),
  ],
  ['the document is certified afterwards', FORMAT, later({ 1: `<< ${CATALOG} /Perms << /DocMDP 21 0 R >> >>` })],
];

const certified = (style: Style, level: number, objects: ObjectBodies): Buffer =>
  addRevision(
    signedWith(
      style,
      {},
      {
        sigExtra: `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${level} /V /1.2 >> >>]`,
      },
    ),
    style,
    objects,
  );
const filled = {
  7: `<< ${TEXT_FIELD} /V (900) /Rect [60 600 200 620] /AP << /N 40 0 R >> >>`,
  40: streamBody('BT (900) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 140 20]'),
};
const remark = (subtype: string): ObjectBodies => ({
  10: `<< ${PAGE} /Contents 11 0 R /Annots [40 0 R] >>`,
  40: `<< /Type /Annot /Subtype /${subtype} /Rect [0 0 9 9] >>`,
});

/** A highlight with a look of its own. */
const drawn = (content: string): ObjectBodies => ({
  ...remark('Highlight'),
  40: '<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /AP << /N 41 0 R >> >>',
  41: streamBody(content, '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
});

const certification: readonly Attack[] = [
  ['filling in a document certified without changes', FORMAT, (style) => certified(style, 1, filled)],
  [
    'signing a document certified without changes',
    FORMAT,
    (style) => signPdf(certified(style, 1, {}), style, { number: 30, others: [20], field: 'Tweede' }),
  ],
  ['a remark on a document certified for filling in', FORMAT, (style) => certified(style, 2, remark('Highlight'))],
  [
    'a highlight that writes, in a document certified for remarks',
    FORMAT,
    (style) => certified(style, 3, drawn('BT /F1 14 Tf (900) Tj ET')),
  ],
  ['a mark that is a picture', FORMAT, (style) => certified(style, 3, drawn('q 9 0 0 9 0 0 cm /Im1 Do Q'))],
  ['a mark that paints white', FORMAT, (style) => certified(style, 3, drawn('1 1 1 rg 0 0 9 9 re f'))],
  ['a mark that paints with a pattern', FORMAT, (style) => certified(style, 3, drawn('/P1 scn 0 0 9 9 re f'))],
  [
    'white ink, in a document certified for remarks',
    FORMAT,
    (style) =>
      certified(style, 3, {
        ...remark('Ink'),
        40: '<< /Type /Annot /Subtype /Ink /Rect [0 0 9 9] /C [1 1 1] /BS << /W 90 >> /InkList [[0 0 9 9]] >>',
      }),
  ],
  ['text over a document certified for remarks', FORMAT, (style) => certified(style, 3, remark('FreeText'))],
  ['a page changed in a document certified for remarks', FORMAT, (style) => certified(style, 3, { 4: evil })],
  [
    'a new visible signature in a certified document',
    FORMAT,
    (style) =>
      signPdf(certified(style, 2, {}), style, {
        number: 30,
        others: [20],
        field: 'Tweede',
        rect: '50 50 250 110',
        appearance: true,
      }),
  ],
  [
    'filling in a locked field',
    FORMAT,
    (style) =>
      addRevision(
        signedWith(
          style,
          {},
          {
            sigExtra:
              '/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(bedrag)] /V /1.2 >> >>]',
          },
        ),
        style,
        filled,
      ),
  ],
  [
    'filling in before a signature that locks another field',
    FORMAT,
    (style) =>
      signPdf(addRevision(onceOf(style), style, filled), style, {
        number: 30,
        others: [20],
        field: 'Tweede',
        sigExtra:
          '/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(anders)] /V /1.2 >> >>]',
      }),
  ],
  [
    'filling in when all is locked',
    FORMAT,
    (style) =>
      addRevision(signedWith(style, {}, { fieldExtra: '/Lock << /Type /SigFieldLock /Action /All >>' }), style, filled),
  ],
];

const structure: readonly Attack[] = [
  ['bytes after the end', FORMAT, (style) => Buffer.concat([onceOf(style), Buffer.from('vuil')])],
  [
    'an object after the end, without cross-references',
    FORMAT,
    (style) => Buffer.concat([onceOf(style), Buffer.from(`4 0 obj\n${evil}\nendobj\n`, 'latin1')]),
  ],
  [
    'an object and a second %%EOF, without cross-references',
    FORMAT,
    (style) => Buffer.concat([onceOf(style), Buffer.from(`4 0 obj\n${evil}\nendobj\n%%EOF\n`, 'latin1')]),
  ],
  [
    'a revision without trailer',
    FORMAT,
    (style) =>
      Buffer.concat([
        onceOf(style),
        Buffer.from(
          `4 0 obj\n${evil}\nendobj\nxref\n4 1\n${String(onceOf(style).length).padStart(10, '0')} 00000 n \nstartxref\n${onceOf(style).length + evil.length + 16}\n%%EOF\n`,
          'latin1',
        ),
      ]),
  ],
  [
    'a trailer without cross-references',
    FORMAT,
    (style) =>
      Buffer.concat([onceOf(style), Buffer.from(`4 0 obj\n${evil}\nendobj\ntrailer\n<< /Root 1 0 R >>\n`, 'latin1')]),
  ],
  [
    'a comment that hides an object',
    FORMAT,
    (style) => Buffer.concat([onceOf(style), Buffer.from('% 4 0 obj (x) endobj\n')]),
  ],
  [
    'an object that no table lists',
    FORMAT,
    later({ 8: '<< /Title (Contract) >>' }, { stray: `4 0 obj\n${evil}\nendobj\n` }),
  ],
  [
    'a catalog behind the object that is listed',
    FORMAT,
    later({ 8: `<< /Title (Contract) >> << ${CATALOG} /OpenAction << /S /JavaScript /JS (x) >> >>` }),
  ],
  ['a page behind a null', FORMAT, later({ 40: `null ${OTHER_PAGE}` })],
  ['a page that no table lists', FORMAT, later({ 8: '<< /Title (Contract) >>' }, { smuggled: [[3, OTHER_PAGE]] })],
  [
    'a catalog with a script that no table lists',
    FORMAT,
    later(
      { 8: '<< /Title (Contract) >>' },
      { smuggled: [[1, `<< ${CATALOG} /OpenAction << /S /JavaScript /JS (x) >> >>`]] },
    ),
  ],
  [
    'a catalog that no table lists and that cannot be read',
    FORMAT,
    later({ 8: '<< /Title (Contract) >>' }, { smuggled: [[40, `<< ${CATALOG} /X ) >>`]] }),
  ],
  [
    'a page twice, otherwise the second time',
    FORMAT,
    later({ 3: `<< ${PAGE} /Contents 4 0 R /Annots [7 0 R 20 0 R] >>` }, { smuggled: [[3, OTHER_PAGE]] }),
  ],
  ['text between objects', FORMAT, later({ 8: '<< /Title (Contract) >>' }, { stray: 'vuil\n' })],
  ['a revision that leaves out the signed one', NO_SIGNATURE, leavingOut({ 4: evil })],
  [
    'a revision that leaves out the signed one, and has its signature',
    FORMAT,
    (style) => {
      const signature = onceOf(style).indexOf('21 0 obj', 0, 'latin1');
      const objects = { 4: evil, 6: '<< /Fields [7 0 R 20 0 R] /SigFlags 3 >>', 20: `<< ${FIELD} /V 21 0 R >>` };
      return leavingOut(objects, { entries: [[21, signature]] })(style);
    },
  ],
  ['a revision that begins anew', NO_SIGNATURE, later({ ...contract(), 4: evil }, { previous: null })],
  [
    'an entry that points back to an older object',
    FORMAT,
    (style) => {
      const base = newPdf(style, contract());
      const changed = addRevision(base, style, { 4: streamBody('BT (nieuw) Tj ET') });
      const signed = signPdf(changed, style);
      return addRevision(signed, style, {}, { entries: [[4, base.indexOf('4 0 obj', 0, 'latin1')]] });
    },
  ],
  [
    'a stream whose length lies',
    FORMAT,
    later({
      8: '<< /Title (Contract) >>',
      9: '<< /Type /Metadata /Subtype /XML /Length 3 >>\nstream\n<x/> en meer\nendstream',
    }),
  ],
  [
    'an object with a key twice',
    FORMAT,
    later({ 6: '<< /Fields [7 0 R 20 0 R] /SigFlags 3 /Fields [7 0 R 20 0 R] >>' }),
  ],
  ['bytes before the header', FORMAT, (style) => Buffer.concat([Buffer.from('x\n'), onceOf(style)])],
  ['an empty line before the header', FORMAT, (style) => Buffer.concat([Buffer.from('\n'), onceOf(style)])],
  ['the signed revision is cut off', NO_SIGNATURE, (style) => newPdf(style, contract())],
  ['the file is cut off in the middle', FORMAT, (style) => onceOf(style).subarray(0, onceOf(style).length - 500)],
];

const place: readonly Attack[] = [
  ['one byte of the text', HASH, (style) => flip(onceOf(style), onceOf(style).indexOf('100 euro', 0, 'latin1'))],
  [
    'one byte of the range does not begin at zero',
    FORMAT,
    (style) => byteRange(`1 ${rangeOf(onceOf(style)).join(' ')}`)(style),
  ],
  [
    'the range ends early',
    FORMAT,
    (style) => {
      const [a, b, c] = rangeOf(onceOf(style));
      return byteRange(`0 ${a} ${b} ${c - 40}`)(style);
    },
  ],
  [
    'the range goes on after the end',
    FORMAT,
    (style) => {
      const [a, b, c] = rangeOf(onceOf(style));
      return byteRange(`0 ${a} ${b} ${c + 40}`)(style);
    },
  ],
  [
    'the gap is wider than the signature',
    FORMAT,
    (style) => {
      const [a, b, c] = rangeOf(onceOf(style));
      return byteRange(`0 ${a - 10} ${b + 10} ${c - 10}`)(style);
    },
  ],
  [
    'the gap leaves out the brackets',
    FORMAT,
    (style) => {
      const [a, b, c] = rangeOf(onceOf(style));
      return byteRange(`0 ${a + 1} ${b - 1} ${c + 1}`)(style);
    },
  ],
  ['the range has two numbers', FORMAT, (style) => byteRange(`0 ${rangeOf(onceOf(style))[0]}`)(style)],
  [
    'the range has six numbers',
    FORMAT,
    (style) => {
      const [a, b, c] = rangeOf(onceOf(style));
      return byteRange(`0 ${a} ${b} 9 ${b + 9} ${c - 9}`)(style);
    },
  ],
  [
    'the range is negative',
    FORMAT,
    (style) => {
      const [a, b] = rangeOf(onceOf(style));
      return byteRange(`0 ${a} ${b} -1`)(style);
    },
  ],
  ['the range is no list', NO_SIGNATURE, (style) => withText('/ByteRange [', '/ByteRange (')(style)],
  ['the range is missing', FORMAT, (style) => withText('/ByteRange', '/BiteRange')(style)],
  ['the contents are missing', FORMAT, (style) => withText('/Contents <30', '/Kontents <30')(style)],
  [
    'the contents are zeros',
    FORMAT,
    (style) => withText(/\/Contents <([0-9a-f]+)>/, `/Contents <${'0'.repeat(12_000)}>`)(style),
  ],
  ['bytes that are no digits in the gap', FORMAT, (style) => withText('0000000000>', '00(x)00000>')(style)],
  ['digits after the signature', FORMAT, (style) => withText('0000000000>', '0000000041>')(style)],
  ['the type of the signature is unknown', FORMAT, (style) => signedWith(style, {}, { subFilter: 'Mijn.Eigen' })],
  [
    'the signature of another document',
    HASH,
    (style) => {
      const other = signedWith(style, { 4: evil });
      const [a, b] = rangeOf(other);
      const [c, d] = rangeOf(onceOf(style));
      return splice(onceOf(style), c, d, other.subarray(a, b));
    },
  ],
  ['the dictionary has two ranges', FORMAT, (style) => signedWith(style, {}, { sigExtra: '/ByteRange [0 1 2 3]' })],
  [
    'the signature is replaced by one without range',
    FORMAT,
    later({ 21: '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents <00> >>' }),
  ],
];

const look = 'Elders uitgever';
const other = keyOf('p384');
const cms: readonly Attack[] = [
  ['the signature value is wrong', CRYPTO, (style) => signedBy(style, { signature: Buffer.alloc(256, 7) })],
  ['there is no digest', HASH, (style) => signedBy(style, { digest: null })],
  ['the digest is another', HASH, (style) => signedBy(style, { digest: Buffer.alloc(32) })],
  ['the content has another type', FORMAT, (style) => signedBy(style, { contentType: OID.timestampInfo })],
  ['content inside', FORMAT, (style) => signedBy(style, { content: Buffer.from('anders') })],
  ['two signers', FORMAT, (style) => signedBy(style, { twoSigners: true })],
  ['no name of the certificate', CONSTRAINTS, (style) => signedBy(style, { certificateId: null })],
  ['the name of another certificate', CONSTRAINTS, (style) => signedBy(style, { certificateId: leaf('rsa') })],
  [
    'other algorithms than it says',
    CONSTRAINTS,
    (style) =>
      signedBy(style, {
        protection: der.sequence(der.sequence(OID.sha512), der.retag(0xa1, der.sequence(OID.ecdsaSha256))),
      }),
  ],
  [
    'an attribute twice',
    FORMAT,
    (style) => signedBy(style, { more: [der.sequence(OID.contentType, der.setOf(OID.data))] }),
  ],
  ['no signed attributes where PAdES wants them', CONSTRAINTS, (style) => signedBy(style, { noAttributes: true })],
  ['SHA-1', WEAK, (style) => signedBy(style, { hash: 'sha1' })],
  ['MD5', WEAK, (style) => signedBy(style, { hash: 'md5' })],
  [
    'an algorithm that nobody knows',
    WEAK,
    (style) => signedBy(style, { algorithm: der.sequence(der.oid('1.2.3.4')), signature: Buffer.alloc(256, 7) }),
  ],
  ['a short RSA key', WEAK, (style) => signedBy(style, { kind: 'rsa1024' })],
  [
    'an issuer of the same name',
    NO_CHAIN,
    (style) => signedBy(style, { certificate: leaf('rsa', { issuerKey: other.privateKey }) }),
  ],
  [
    'a certificate that signs itself',
    NO_CHAIN,
    (style) =>
      signedBy(style, {
        certificate: leaf('p384', {
          issuerKey: other.privateKey,
          issuerName: encodeName({ commonName: 'J. Elders', organization: 'Elders B.V.' }),
        }),
        kind: 'p384',
        hash: 'sha384',
      }),
  ],
  [
    'a certificate issued by a signatory',
    CHAIN,
    (style) => {
      const middle = leaf('p256', { commonName: look });
      return signedBy(style, {
        chain: [middle, readCertificate(issuer.certificate).raw],
        certificate: leaf('rsa', { issuerKey: keyOf('p256').privateKey, issuerName: readCertificate(middle).subject }),
      });
    },
  ],
  [
    'a certificate issued with a key on a short curve',
    WEAK,
    (style) => {
      const middle = leaf('p224', {
        commonName: 'Klein',
        extensions: [extend.certificateAuthority(null), extend.keyUsage(extend.KEY_USAGE.keyCertSign)],
      });
      return signedBy(style, {
        chain: [middle, readCertificate(issuer.certificate).raw],
        certificate: leaf('rsa', {
          issuerKey: keyOf('p224').privateKey,
          issuerName: readCertificate(middle).subject,
        }),
      });
    },
  ],
  [
    'a certificate not meant for signing',
    CHAIN,
    (style) =>
      signedBy(style, { certificate: leaf('rsa', { extensions: [extend.keyUsage(extend.KEY_USAGE.crlSign)] }) }),
  ],
  ...(['timestamping', 'serverAuthentication'] as const).map((use): Attack => [
    `a certificate meant for something else (${use})`,
    CHAIN,
    (style) =>
      signedBy(style, {
        certificate: leaf('rsa', {
          extensions: [
            der.sequence(OID.extendedKeyUsage, der.octetString(der.sequence({ ...OID, ...FOREIGN_OID }[use]))),
          ],
        }),
      }),
  ]),
  ...[OID.keyUsage, OID.extendedKeyUsage].map((type): Attack => [
    `a certificate whose uses cannot be read (${type.toString('hex')})`,
    CHAIN,
    (style) =>
      signedBy(style, {
        certificate: leaf('rsa', { extensions: [der.sequence(type, der.octetString(Buffer.from([0x30])))] }),
      }),
  ]),
  [
    'an unknown condition',
    CHAIN,
    (style) =>
      signedBy(style, {
        certificate: leaf('rsa', {
          extensions: [der.sequence(der.oid('1.2.3.4'), der.boolean(true), der.octetString(Buffer.from([5, 0])))],
        }),
      }),
  ],
  [
    'an expired certificate without time-stamp',
    'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    (style) => signedBy(style, { certificate: leaf('rsa', { notAfter: '2026-11-24T09:00:00.000Z' }) }),
  ],
  [
    'a certificate from the future',
    'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    (style) => signedBy(style, { certificate: leaf('rsa', { notBefore: '2027-01-01T00:00:00.000Z' }) }),
  ],
  [
    'an expired certificate, stamped in time by an authority that was withdrawn before',
    'INDETERMINATE/OUT_OF_BOUNDS_NO_POE',
    (style) =>
      addRevision(
        signedBy(style, {
          certificate: leaf('rsa', { notAfter: '2026-11-24T10:00:01.000Z' }),
          stampedAt: '2026-11-24T09:58:00.000Z',
        }),
        style,
        {
          1: `<< ${CATALOG} /DSS << /CRLs [60 0 R] >> >>`,
          60: streamBody(crlAgainst(rootAuthority, STAMPING, '2026-11-01T00:00:00.000Z').toString('latin1')),
        },
      ),
  ],
  [
    'the time-stamp of another signature',
    CONSTRAINTS,
    (style) => signedBy(style, { token: token(Buffer.from('anders')) }),
  ],
  [
    'a time-stamp from long before',
    'INDETERMINATE/TIMESTAMP_ORDER_FAILURE',
    (style) =>
      signedBy(style, {
        certificate: leaf('rsa', { notBefore: '2020-01-01T00:00:00.000Z' }),
        stampedAt: '2026-10-01T00:00:00.000Z',
      }),
  ],
];

const ELEMENT = '/Type /StructElem';
const taggedOnce = new Map(STYLES.map((style) => [style, signPdf(newPdf(style, taggedContract()), style)]));

/** A second signature in the tagged contract, whose tags are not what they should be. */
const withTags =
  (more: ObjectBodies) =>
  (style: Style): Buffer =>
    signPdf(taggedOnce.get(style) ?? Buffer.alloc(0), style, {
      number: 30,
      others: [20],
      field: 'Tweede',
      fieldExtra: '/StructParent 2',
      around: tagsFor(more),
    });

const tags: readonly Attack[] = [
  [
    'a paragraph is read out otherwise',
    FORMAT,
    withTags({ 82: `<< ${ELEMENT} /S /P /P 81 0 R /Pg 3 0 R /K 0 /ActualText (900) >>` }),
  ],
  [
    'paragraphs change places',
    FORMAT,
    withTags({ 81: `<< ${ELEMENT} /S /Document /P 80 0 R /K [83 0 R 82 0 R 90 0 R] >>` }),
  ],
  ['a paragraph is taken out', FORMAT, withTags({ 81: `<< ${ELEMENT} /S /Document /P 80 0 R /K [83 0 R 90 0 R] >>` })],
  [
    'a paragraph gets another part of the page',
    FORMAT,
    withTags({ 82: `<< ${ELEMENT} /S /P /P 81 0 R /Pg 3 0 R /K [0 90 0 R] >>` }),
  ],
  [
    'a new element is not for the signature',
    FORMAT,
    withTags({ 90: `<< ${ELEMENT} /S /Form /P 81 0 R /K << /Type /OBJR /Obj 7 0 R >> >>` }),
  ],
  ['a new element is a paragraph', FORMAT, withTags({ 90: `<< ${ELEMENT} /S /P /P 81 0 R /Pg 3 0 R /K 0 >>` })],
  [
    'a new element speaks for another text',
    FORMAT,
    withTags({ 90: `<< ${ELEMENT} /S /Form /P 81 0 R /K << /Type /OBJR /Obj 30 0 R >> /ActualText (900) >>` }),
  ],
  ['the parent tree leads elsewhere', FORMAT, withTags({ 91: '<< /Nums [0 92 0 R 1 90 0 R 2 90 0 R] >>' })],
  ['the parent tree forgets a paragraph', FORMAT, withTags({ 91: '<< /Nums [1 83 0 R 2 90 0 R] >>' })],
  [
    'the parent tree names a number twice',
    FORMAT,
    withTags({ 91: '<< /Nums [0 92 0 R 1 83 0 R 2 90 0 R 0 92 0 R] >>' }),
  ],
  ['the parent tree holds another list', FORMAT, withTags({ 92: '[83 0 R]' })],
  [
    'roles are given another meaning',
    FORMAT,
    withTags({
      80: '<< /Type /StructTreeRoot /RoleMap << /P /Artifact >> /K [81 0 R] /ParentTree 91 0 R /ParentTreeNextKey 3 >>',
    }),
  ],
  [
    'tags change without a signature',
    FORMAT,
    (style) => addRevision(taggedOnce.get(style) ?? Buffer.alloc(0), style, tagsFor()),
  ],
];

describe.each([
  ['the document that is shown', shownDocument],
  ['tags', tags],
  ['the form', form],
  ['certification and locks', certification],
  ['the structure of the file', structure],
  ['where the signature stands', place],
  ['the signature itself', cms],
])('attacks on %s', (_what, attacks) => {
  test.each(attacks)('%s: %s', (_attack, expected, make) => {
    const found = STYLES.map((style) => [style, verdict(judge(make(style)))]);
    expect(found).toEqual(STYLES.map((style) => [style, expected]));
  });
});

test('what unknown authorities say of time and withdrawal is no evidence', () => {
  const certificate = leaf('rsa', { notBefore: '2020-01-01T00:00:00.000Z' });
  const revoked = { serial: readCertificate(certificate).serial, at: '2026-11-01T00:00:00.000Z' };
  const crl = makePartitionCrl(issuer, { url: 'http://x', signedAt: NOW, revoked });
  const file = signedBy('table', { certificate, revocation: [crl], stampedAt: '2026-10-01T00:00:00.000Z' });
  expect(verdict(judge(file))).not.toBe(NO_CHAIN);
  expect(verdict(verifyAny(file, { anchors: [], now: '2026-11-25T10:00:00.000Z' }))).toBe(NO_CHAIN);
});

test('a signature by an unknown algorithm is not called intact', () => {
  const file = signedBy('table', { algorithm: der.sequence(der.oid('1.2.3.4')), signature: Buffer.alloc(256, 7) });
  expect(judge(file).signatures).toMatchObject([{ intact: false, trusted: false, problems: ['unknown-algorithm'] }]);
});

test.each([
  ['the range is null', 'wrong-byte-range', /\/ByteRange \[[^\]]*\]/, '/ByteRange null'],
  ['the contents are null', 'wrong-byte-range', /\/Contents <[0-9a-f]+>/, '/Contents null'],
  ['the contents are empty', 'wrong-byte-range', /\/Contents <[0-9a-f]+>/, '/Contents <>'],
  ['the contents are blank', 'contents-not-canonical', /(?<=\/Contents <)[0-9a-f]+(?=>)/, ''],
])('a file in which nothing else moves, and %s: %s', (_what, problem, from, to) => {
  const reports = STYLES.map((style) => judge(withText(from, (found) => to.padEnd(found.length))(style)));
  expect(reports.map(verdict)).toEqual(STYLES.map(() => FORMAT));
  expect(reports.map(({ signatures: [signature] }) => signature?.problems)).toEqual(STYLES.map(() => [problem]));
});

test('the files from which the attacks are made pass', () => {
  expect(STYLES.map((style) => verdict(judge(onceOf(style))))).toEqual(STYLES.map(() => 'TOTAL-PASSED/'));
});
