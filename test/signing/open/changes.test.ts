import { makePartitionCrl } from '../../../src/signing/certificates/crl';
import { verifyAny } from '../../../src/signing/open/verify-any';
import type { Report } from '../../../src/signing/verify/report';
import {
  addRevision,
  contract,
  newPdf,
  plainObject,
  streamBody,
  STYLES,
  type ObjectBodies,
  type RevisionOptions,
  type Style,
} from '../../support/foreign-pdf';
import {
  cmsOver,
  crlAgainst,
  ISSUING,
  issuer,
  leaf,
  NOW,
  ROOT,
  rootCrl,
  signPdf,
  STAMPING,
  token,
  type SigningTerms,
} from '../../support/foreign-signer';
import { verdict, FORMAT, PASSED } from '../../support/verdicts';

// What real programs change in a signed file, and beside it what looks alike and may not be.

const judge = (file: Buffer): Report => verifyAny(file, { anchors: [ROOT], now: '2026-11-25T10:00:00.000Z' });

interface Told {
  readonly verdict: string;
  readonly permitted: readonly string[];
  readonly refused: readonly string[];
}

/** What the report says of the first signature. */
function tell(file: Buffer): Told {
  const report = judge(file);
  const changes = report.signatures[0]?.changesAfter ?? [];
  const which = (wanted: boolean): readonly string[] =>
    changes.filter(({ permitted }) => permitted === wanted).map(({ what }) => what);
  return { verdict: verdict(report), permitted: which(true), refused: which(false) };
}

/** Exactly what is permitted, or a part of what is refused. */
type Case = readonly [
  what: string,
  how: 'permitted' | 'refused',
  told: readonly string[],
  make: (style: Style) => Buffer,
];

const once = new Map(STYLES.map((style) => [style, signPdf(newPdf(style, contract()), style)]));
const onceOf = (style: Style): Buffer => once.get(style) ?? Buffer.alloc(0);
const signedWith = (style: Style, more: ObjectBodies, terms: SigningTerms = {}): Buffer =>
  signPdf(newPdf(style, contract(more)), style, terms);

const later =
  (objects: ObjectBodies, options: RevisionOptions = {}) =>
  (style: Style): Buffer =>
    addRevision(onceOf(style), style, objects, options);

const CATALOG = '/Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R';
const INFORMATION = '<< /Title (Contract) /ModDate (D:20261124110000Z) >>';
const plain = (bytes: Buffer): string => streamBody(bytes.toString('latin1'));
const crlOf = (): Buffer => makePartitionCrl(issuer, { url: 'http://crl.example', signedAt: NOW });

// The document security store.

const PROOF = 'proof for the archive (document security store)';
const UNUSED = 'objects that nothing uses (1)';
const REPLACED = 'proof for the archive was replaced';
const BAD_PROOF = 'the proof for the archive was changed otherwise than by adding to it';

const withStore = (store: string, more: ObjectBodies = {}): ObjectBodies => ({
  1: `<< ${CATALOG} /DSS << /Type /DSS ${store} >> >>`,
  ...more,
});
const stored: ObjectBodies = { 60: plain(ISSUING), 61: plain(STAMPING), 62: plain(crlOf()) };
const STORE = '/Certs [60 0 R 61 0 R] /CRLs [62 0 R]';
/** A file with a store, and another store after it. */
const restored =
  (store: string, more: ObjectBodies = {}) =>
  (style: Style): Buffer =>
    addRevision(later(withStore(STORE, stored))(style), style, withStore(store, more));
const signedOverStore =
  (store: string, more: ObjectBodies = {}) =>
  (style: Style): Buffer =>
    addRevision(signedWith(style, withStore(STORE, stored)), style, withStore(store, more));
const records = (record: string, more: ObjectBodies = {}): ObjectBodies =>
  withStore(`${STORE} /VRI << /Type /VRI /AB << ${record} >> >>`, { ...stored, ...more });

const store: readonly Case[] = [
  ['a store is added', 'permitted', [PROOF], later(withStore(STORE, stored))],
  [
    'a store names a list twice',
    'refused',
    [BAD_PROOF],
    later(withStore('/Certs [60 0 R] /Certs []', { 60: plain(ISSUING) })),
  ],
  [
    'a store grows',
    'permitted',
    [PROOF],
    signedOverStore('/Certs [60 0 R 61 0 R] /CRLs [62 0 R 63 0 R]', { 63: plain(rootCrl) }),
  ],
  [
    'a store is fetched anew',
    'permitted',
    [REPLACED],
    signedOverStore('/Certs [60 0 R 61 0 R] /CRLs [63 0 R]', { 63: plain(rootCrl) }),
  ],
  ['a store loses a certificate', 'permitted', [REPLACED], signedOverStore('/Certs [60 0 R] /CRLs [62 0 R]')],
  ['a store is emptied', 'refused', [BAD_PROOF], signedOverStore('/Certs [] /CRLs [62 0 R]')],
  [
    'a store holds a page among its proof',
    'refused',
    [BAD_PROOF],
    signedOverStore('/Certs [60 0 R 61 0 R 3 0 R] /CRLs [62 0 R]'),
  ],
  ['a store loses a list', 'refused', [BAD_PROOF], signedOverStore('/Certs [60 0 R 61 0 R]')],
  [
    'a store is fetched anew that nobody signed',
    'permitted',
    [PROOF, UNUSED],
    restored('/Certs [60 0 R 61 0 R] /CRLs [63 0 R]', { 63: plain(rootCrl) }),
  ],
  [
    'a record of a signature',
    'permitted',
    [PROOF],
    later(records('/Type /VRI /Cert [60 0 R] /CRL [62 0 R] /TU (D:20261124110000Z)')),
  ],
  [
    'a record with a time-stamp',
    'permitted',
    [PROOF],
    later(records('/Cert [60 0 R] /TS 63 0 R', { 63: plain(token(Buffer.alloc(1))) })),
  ],
  ['a record that holds a page', 'refused', [BAD_PROOF], later(records('/Cert [60 0 R] /Pagina 3 0 R'))],
  ['a record that names a list twice', 'refused', [BAD_PROOF], later(records('/Cert [60 0 R] /Cert [61 0 R]'))],
  [
    'a record that is none',
    'refused',
    [BAD_PROOF],
    later(withStore('/VRI << /AB [60 0 R] >>', { 60: plain(ISSUING) })),
  ],
];

// The catalog and the document information.

const catalog: readonly Case[] = [
  ['a later version', 'permitted', [], later({ 1: `<< ${CATALOG} /Version /1.7 >>` })],
  ['a version that is no name', 'refused', ['the version is no name'], later({ 1: `<< ${CATALOG} /Version (x) >>` })],
  ['a catalog under a new number', 'permitted', [], later({ 40: `<< ${CATALOG} >>` }, { root: 40 })],
  [
    'another catalog under a new number',
    'refused',
    ['the catalog was changed (/OpenAction)'],
    later({ 40: `<< ${CATALOG} /OpenAction << /S /JavaScript /JS (x) >> >>` }, { root: 40 }),
  ],
  [
    'a catalog under a new number with other pages',
    'refused',
    ['the catalog was changed (/Pages)'],
    later({ 40: `<< ${CATALOG.replace('2 0 R', '3 0 R')} >>` }, { root: 40 }),
  ],
  ['information brought up to date', 'permitted', ['document information'], later({ 8: INFORMATION })],
  [
    'information with an action',
    'refused',
    ['what is called document information has another use'],
    later({ 8: '<< /Title (Contract) /X << /S /JavaScript /JS (x) >> >>' }),
  ],
  [
    'information that refers to an action',
    'refused',
    ['what is called document information has another use'],
    later({ 8: '<< /Title (Contract) /X 40 0 R >>', 40: '<< /S /JavaScript /JS (x) >>' }),
  ],
];

// What nothing uses.

const ADDED = 'object 40 was added';

const unused: readonly Case[] = [
  ['a dictionary', 'permitted', [UNUSED], later({ 40: '<< /A /B >>' })],
  ['a dictionary that can be read in two ways', 'refused', [ADDED], later({ 40: '<< /A /B /A /C >>' })],
  ['a list', 'permitted', [UNUSED], later({ 40: '[<< /Type /Font >> /PDF]' })],
  ['a list with a page in it', 'refused', [ADDED], later({ 40: '[<< /Type /Page /Parent 2 0 R >>]' })],
];

// The form.

const FONT = '/Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding';
const helvetica = `<< ${FONT} /BaseFont /Helvetica >>`;
const form = (fonts: string, fields = '[7 0 R 20 0 R]'): string =>
  `<< /Fields ${fields} /SigFlags 3 /DR << /Font << ${fonts} >> >> >>`;
/** A form with a font of its own, which a later revision describes anew. */
const withFonts =
  (fonts: string, more: ObjectBodies) =>
  (style: Style): Buffer =>
    addRevision(signedWith(style, { 50: helvetica }, { around: { 6: form('/Helv 50 0 R') } }), style, {
      6: form(fonts),
      ...more,
    });
const BAD_FORM = 'the form was changed (/DR)';
const EMBEDDED = `<< ${FONT} /BaseFont /Helvetica /FontDescriptor 52 0 R >>`;
const DESCRIPTOR: ObjectBodies = {
  52: '<< /Type /FontDescriptor /FontName /Helvetica /FontFile 53 0 R >>',
  53: streamBody('%!PS'),
};

const newField = (more: string): SigningTerms => ({ number: 30, others: [20], field: 'Tweede', fieldExtra: more });
const second = (more: string) => (style: Style) => signPdf(onceOf(style), style, newField(more));

const forms: readonly Case[] = [
  [
    'a font is added',
    'permitted',
    [],
    withFonts('/Helv 50 0 R /ZaDb 51 0 R', { 51: `<< ${FONT} /BaseFont /ZapfDingbats >>` }),
  ],
  [
    'the same standard font',
    'permitted',
    [],
    withFonts('/Helv 51 0 R', { 51: `<< ${FONT} /BaseFont /Helvetica /Name /Helv >>` }),
  ],
  [
    'another standard font',
    'refused',
    [BAD_FORM],
    withFonts('/Helv 51 0 R', { 51: `<< ${FONT} /BaseFont /Symbol >>` }),
  ],
  [
    'a font of that name that is embedded',
    'refused',
    [BAD_FORM],
    withFonts('/Helv 51 0 R', { 51: EMBEDDED, ...DESCRIPTOR }),
  ],
  [
    'a font of that name with letters in another order',
    'refused',
    [BAD_FORM],
    withFonts('/Helv 51 0 R', {
      51: `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [48 /nine] >> >>`,
    }),
  ],
  [
    'a new signature field with resources and a default',
    'permitted',
    ['signature in Tweede'],
    second(`/DR << /Font << /Helv << ${FONT} /BaseFont /Helvetica >> >> >> /DV (leeg) /DA (/Helv 0 Tf)`),
  ],
  [
    'a new signature field with an action',
    'refused',
    ['new form field Tweede with /AA'],
    second('/AA << /K << /S /JavaScript >> >>'),
  ],
];

// Where objects stand.

const updated = (lead: string): ((style: Style) => Buffer) =>
  later({ 9: streamBody('<a/>', '/Type /Metadata /Subtype /XML') }, { lead });

const SHOWN = contract()[11] ?? '';

const places: readonly Case[] = [
  ['an object at its place', 'permitted', ['metadata'], updated('')],
  ['an object after a line end', 'permitted', ['metadata'], updated('\n')],
  ['an object after two line ends', 'permitted', ['metadata'], updated('\r\n\r\n')],
  ['what a page shows, written again after a line end', 'permitted', [], later({ 11: SHOWN }, { lead: '\n' })],
  [
    'an object after a remark with another in it',
    'refused',
    ['bytes that belong to no object'],
    updated('% 4 0 obj (x) endobj\n'),
  ],
  ['an object after text', 'refused', ['an object that cannot be read (object 9)'], updated('x\n')],
];

// A cross-reference stream besides the table of its revision.

/** As an object, uncompressed. */
const crossReferences = (number: number, places: readonly (readonly [number, number])[], trailer: string): string => {
  const rows = places.map(([, offset]) => {
    const row = Buffer.alloc(7);
    row.writeUInt8(1, 0);
    row.writeUInt32BE(offset, 1);
    return row;
  });
  const index = places.map(([each]) => `${each} 1`).join(' ');
  const rest = `/Type /XRef /W [1 4 2] /Index [${index}] /Size ${number + 1} ${trailer}`;
  return plainObject(number, streamBody(Buffer.concat(rows).toString('latin1'), rest));
};

/** New information, and after it a stream that says where it stands; `moved` bytes off. */
function withStream(moved: number, root = 1): { readonly file: Buffer; readonly at: number; readonly stream: string } {
  const file = onceOf('table');
  const at = file.length + plainObject(8, INFORMATION).length;
  const [, previous = ''] = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1')) ?? [];
  return {
    file,
    at,
    stream: crossReferences(
      60,
      [
        [8, file.length + moved],
        [60, at],
      ],
      `/Root ${root} 0 R /Info 8 0 R /Prev ${previous}`,
    ),
  };
}

const amongObjects = (moved: number): Buffer => {
  const { file, at, stream } = withStream(moved);
  return addRevision(file, 'table', { 8: INFORMATION }, { stray: stream, entries: [[60, at]] });
};
const besidesTable = (moved: number): Buffer => {
  const { file, at, stream } = withStream(moved);
  return addRevision(file, 'table', { 8: INFORMATION }, { stray: stream, trailer: `/XRefStm ${at}` });
};

describe.each([
  ['the proof for the archive', store],
  ['the catalog and the information', catalog],
  ['what nothing uses', unused],
  ['the form', forms],
  ['where objects stand', places],
])('%s', (_where, cases) => {
  test.each(cases)('%s: %s', (_what, how, told, make) => {
    const all = STYLES.map((style) => tell(make(style)));
    if (how === 'permitted') {
      expect(all).toEqual(STYLES.map(() => ({ verdict: PASSED, permitted: told, refused: [] })));
      return;
    }
    expect(all.map((each) => each.verdict)).toEqual(STYLES.map(() => FORMAT));
    for (const { refused } of all) for (const what of told) expect(refused.join('\n')).toContain(what);
  });
});

test.each([
  ['among the objects', amongObjects, 'object 60 was added'],
  ['that completes the table', besidesTable, 'a revision whose cross-references can be read in two ways'],
])('a cross-reference stream %s says the same as the table', (_where, make, what) => {
  const information = ['document information'];
  expect(tell(make(0))).toEqual({ verdict: PASSED, permitted: information, refused: [] });
  for (const moved of [1, -1, -200])
    expect(tell(make(moved))).toEqual({ verdict: FORMAT, permitted: information, refused: [what] });
});

// What withdraws the signer cannot be taken back by leaving it out of later proof.

const signer = leaf('rsa');
const withdrawal = plain(crlAgainst(issuer, signer, '2026-11-01T00:00:00.000Z'));
const crls = (number: number, body: string): ObjectBodies => withStore(`/CRLs [${number} 0 R]`, { [number]: body });
const signing: SigningTerms = { cms: (data) => cmsOver(data, { certificate: signer }) };
const stamping = (cms: (data: Buffer) => Buffer): SigningTerms => ({
  number: 70,
  others: [20],
  field: 'Stempel',
  subFilter: 'ETSI.RFC3161',
  cms,
});
const honestStamp = stamping((data) => token(data));

const withdrawn: readonly (readonly [string, (style: Style) => Buffer])[] = [
  ['it signed over the proof', (style) => signedWith(style, crls(60, withdrawal), signing)],
  [
    'the proof was stamped',
    (style) => signPdf(addRevision(signedWith(style, {}, signing), style, crls(60, withdrawal)), style, honestStamp),
  ],
];

describe.each(withdrawn)('a signer that is withdrawn, where %s', (_what, make) => {
  test.each(STYLES)('is withdrawn after the proof was replaced, in a file with %s', (style) => {
    const replaced = addRevision(make(style), style, crls(61, plain(rootCrl)));
    expect(verdict(judge(make(style)))).toBe('INDETERMINATE/REVOKED_NO_POE');
    expect(verdict(judge(replaced))).toBe('INDETERMINATE/REVOKED_NO_POE');
  });
  test.each(STYLES)('is withdrawn behind much other proof, in a file with %s', (style) => {
    const other = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [200 + i, plain(rootCrl)]));
    const list = [...Object.keys(other), '60'].map((number) => `${number} 0 R`).join(' ');
    const buried = addRevision(make(style), style, withStore(`/CRLs [${list}]`, other));
    expect(verdict(judge(buried))).toBe('INDETERMINATE/REVOKED_NO_POE');
  });
});

test.each(STYLES)('proof that says nothing of the signer withdraws nobody, in a file with %s', (style) => {
  const file = signedWith(style, crls(60, plain(crlOf())), signing);
  expect(verdict(judge(addRevision(file, style, crls(61, plain(rootCrl)))))).toBe(PASSED);
});

// Document time-stamps.

describe.each(STYLES)('a document time-stamp in a file with %s', (style) => {
  const problems = (file: Buffer): readonly [string, ...(readonly string[])[]] => {
    const report = judge(file);
    return [verdict(report), report.problems, ...report.signatures.map((each) => each.problems)];
  };

  test('that is damaged fails the file', () => {
    const stamped = (data: (bytes: Buffer) => Buffer): Buffer =>
      signPdf(
        onceOf(style),
        style,
        stamping((bytes) => token(data(bytes))),
      );
    expect(problems(stamped((bytes) => bytes))).toEqual([PASSED, [], []]);
    expect(problems(stamped(() => Buffer.alloc(1)))).toEqual([FORMAT, ['archive-stamp-not-intact'], []]);
  });

  test('knows of forbidden changes after it, also where no signature does', () => {
    const stamped = signPdf(newPdf(style, contract()), style, { ...honestStamp, others: [] });
    const signedAfter = (objects: ObjectBodies): Buffer =>
      signPdf(addRevision(stamped, style, objects), style, { others: [70] });
    expect(problems(signedAfter({ 8: INFORMATION }))).toEqual([PASSED, [], []]);
    expect(problems(signedAfter({ 4: streamBody('BT (anders) Tj ET') }))).toEqual([
      FORMAT,
      ['unknown-change-after-signing'],
      [],
    ]);
  });
});
