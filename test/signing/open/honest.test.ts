import { X509Certificate } from 'node:crypto';
import { P12Signer as SignpdfSigner } from '@signpdf/signer-p12';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import signpdf from '@signpdf/signpdf';
import { readFirst, children } from '../../../src/signing/der/read';
import * as der from '../../../src/signing/der/write';
import { FOREIGN_OID } from '../../../src/signing/open/cms/oids';
import { verifyAny } from '../../../src/signing/open/verify-any';
import {
  addRevision,
  contract,
  newPdf,
  streamBody,
  STYLES,
  taggedContract,
  tagsFor,
  type ObjectBodies,
  type Style,
} from '../../support/foreign-pdf';
import {
  cmsOver,
  fillGap,
  ISSUING,
  issuer,
  leaf,
  NOW,
  ROOT,
  rootCrl,
  signPdf,
  STAMPING,
  token,
  type CmsTerms,
  type KeyKind,
  type SigningTerms,
} from '../../support/foreign-signer';
import { openssl, pem, withOpenssl } from '../../support/openssl';
import { makePartitionCrl } from '../../../src/signing/certificates/crl';

// Files that nobody tampered with: none of them may be refused, whoever made them.

const judge = (file: Buffer, anchors: readonly Buffer[] = [ROOT]) => verifyAny(file, { anchors, now: NOW });
const start = (style: Style, more: ObjectBodies = {}): Buffer => newPdf(style, contract(more));
const by =
  (terms: CmsTerms) =>
  (data: Buffer): Buffer =>
    cmsOver(data, terms);
const PAGE = '/Type /Page /Parent 2 0 R /Contents 11 0 R /Resources << /Font << /F1 5 0 R >> >>';
const certify = (level: number): SigningTerms => ({
  sigExtra: `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${level} /V /1.2 >> >>]`,
});
const second: SigningTerms = { number: 30, others: [20], field: 'Tweede', rect: '50 50 250 110', appearance: true };
const filled: ObjectBodies = {
  7: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (bedrag) /V (200) /Rect [60 600 200 620] /P 3 0 R /AP << /N 40 0 R >> >>',
  40: streamBody('BT (200) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 140 20]'),
};
const CATALOG = '/Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R';

const critical = (type: string, value: Buffer): Buffer =>
  der.sequence(der.oid(type), der.boolean(true), der.octetString(value));

/** Every length indefinite, down to the attributes, as some signing servers write it. */
function asBer(cms: Buffer): Buffer {
  const element = readFirst(cms);
  const loosen = (node: typeof element, depth: number): Buffer =>
    depth > 0 && node.tag & 0x20
      ? Buffer.concat([
          Buffer.from([node.tag, 0x80]),
          ...children(node).map((child) => loosen(child, depth - 1)),
          Buffer.alloc(2),
        ])
      : node.raw;
  return loosen(element, 3);
}

type Honest = readonly [string, (style: Style) => Buffer];

const signatures: readonly Honest[] = [
  ...(
    [
      ['rsa', 'sha256'],
      ['rsa', 'sha384'],
      ['rsa', 'sha512'],
      ['pss', 'sha256'],
      ['pss-mask-sha1', 'sha256'],
      ['p256', 'sha256'],
      ['p384', 'sha384'],
      ['p521', 'sha512'],
      ['ed25519', 'sha512'],
    ] as const satisfies readonly (readonly [KeyKind, CmsTerms['hash']])[]
  ).map(([kind, hash]): Honest => [
    `${kind} with ${hash}`,
    (style) => signPdf(start(style), style, { cms: by({ kind, hash }) }),
  ]),
  [
    'a signature of the older type',
    (style) => signPdf(start(style), style, { subFilter: 'adbe.pkcs7.detached', cms: by({ certificateId: null }) }),
  ],
  [
    'one without signed attributes',
    (style) => signPdf(start(style), style, { subFilter: 'adbe.pkcs7.detached', cms: by({ noAttributes: true }) }),
  ],
  ['one that is visible', (style) => signPdf(start(style), style, { rect: '50 50 250 110', appearance: true })],
  ['one with a time-stamp', (style) => signPdf(start(style), style, { cms: by({ stamped: true }) })],
  [
    'one by a certificate that names the signer besides, and must be understood to do so',
    (style) =>
      signPdf(start(style), style, {
        cms: by({
          certificate: leaf('rsa', {
            extensions: [critical('2.5.29.17', der.sequence(der.tlv(0x81, Buffer.from('j@x.example'))))],
          }),
        }),
      }),
  ],
  ['one in BER', (style) => signPdf(start(style), style, { cms: (data) => asBer(cmsOver(data)) })],
  [
    'one by an expired certificate, stamped in time',
    (style) =>
      signPdf(start(style), style, {
        cms: by({
          certificate: leaf('rsa', { notAfter: '2026-11-24T09:59:00.000Z' }),
          stampedAt: '2026-11-24T09:58:00.000Z',
        }),
      }),
  ],
];

const revisions: readonly Honest[] = [
  ['two signatures', (style) => signPdf(signPdf(start(style), style), style, second)],
  [
    'three signatures',
    (style) =>
      signPdf(signPdf(signPdf(start(style), style), style, second), style, {
        number: 50,
        others: [20, 30],
        field: 'Derde',
      }),
  ],
  [
    'a certification and a signature',
    (style) =>
      signPdf(signPdf(start(style), style, certify(2)), style, { ...second, appearance: false, rect: '0 0 0 0' }),
  ],
  [
    'a form filled in where that is certified',
    (style) => addRevision(signPdf(start(style), style, certify(2)), style, filled),
  ],
  [
    'a highlight where that is certified',
    (style) =>
      addRevision(signPdf(start(style), style, certify(3)), style, {
        10: `<< ${PAGE} /Annots [40 0 R] >>`,
        40: '<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] >>',
      }),
  ],
  [
    'a highlight with a look of its own where that is certified',
    (style) =>
      addRevision(signPdf(start(style), style, certify(3)), style, {
        10: `<< ${PAGE} /Annots [40 0 R] >>`,
        40: '<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /C [1 1 0] /AP << /N 41 0 R >> >>',
        41: streamBody(
          '/DeviceRGB cs 1 1 0 sc [3 2] 0 d /GS0 gs 0 0 9 9 re f',
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /ExtGState << /GS0 << /BM /Multiply >> >> >>',
        ),
      }),
  ],
  [
    'another field filled in than the locked one',
    (style) =>
      addRevision(
        signPdf(start(style), style, {
          fieldExtra: '/Lock << /Type /SigFieldLock /Action /Include /Fields [(anders)] >>',
        }),
        style,
        filled,
      ),
  ],
  [
    'metadata and information brought up to date',
    (style) =>
      addRevision(signPdf(start(style), style), style, {
        8: '<< /Title (Contract) /ModDate (D:20261124110000Z) >>',
        9: streamBody('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a/></x:xmpmeta>', '/Type /Metadata /Subtype /XML'),
      }),
  ],
  [
    'an object written again as it was',
    (style) =>
      addRevision(signPdf(start(style), style), style, { 5: '<</BaseFont/Helvetica/Subtype/Type1/Type/Font>>' }),
  ],
  [
    'an empty revision',
    (style) =>
      addRevision(signPdf(start(style), style), style, { 8: '<< /Title (Contract) /ModDate (D:20261101000000Z) >>' }),
  ],
  [
    'an extension of the format',
    (style) =>
      addRevision(signPdf(start(style), style), style, {
        1: `<< ${CATALOG} /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >> >>`,
      }),
  ],
  ['proof for the archive', (style) => withProof(signPdf(start(style), style, { cms: by({ stamped: true }) }), style)],
  ['proof and a document time-stamp', archived],
  [
    'an empty line and a byte order mark before the header',
    (style) => {
      const marked = newPdf(style, contract(), '\xef\xbb\xbf\r\n');
      return signPdf(signPdf(marked, style), style, second);
    },
  ],
  [
    'the name of the program before startxref',
    (style) =>
      signPdf(signPdf(start(style), style), style, { ...second, revision: { comment: 'Eigen-Programma-9.0.0' } }),
  ],
  ['a second signature that is tagged', (style) => signPdf(tagged(style), style, taggedSecond())],
  [
    'a second signature that is tagged, with its element in a list of its own',
    (style) =>
      signPdf(
        tagged(style),
        style,
        taggedSecond({
          90: '<< /S /Form /P 81 0 R /K [93 0 R] /Alt (Handtekening) >>',
          93: '<< /Type /OBJR /Obj 30 0 R >>',
        }),
      ),
  ],
  [
    'a font and a layer that the signing program did not use after all',
    (style) =>
      signPdf(signPdf(start(style), style), style, {
        ...second,
        around: {
          40: '<< /Type /Font >>',
          41: streamBody('% DSBlank', '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
          42: '<< /ProcSet [/PDF] /Font << /F1 5 0 R >> >>',
        },
      }),
  ],
  [
    'proof that was written anew, with what it used before left behind',
    (style) =>
      addRevision(withProof(signPdf(start(style), style), style), style, {
        1: `<< ${CATALOG} /DSS << /Type /DSS /Certs [64 0 R 65 0 R] /CRLs [66 0 R 67 0 R] >> >>`,
        ...Object.fromEntries(
          [ISSUING, STAMPING, lastCrl, rootCrl].map((bytes, index) => [
            64 + index,
            streamBody(bytes.toString('latin1')),
          ]),
        ),
      }),
  ],
  [
    'a form filled in where that is certified, and then locked by a second signature',
    (style) =>
      signPdf(addRevision(signPdf(start(style), style, certify(2)), style, filled), style, {
        ...second,
        appearance: false,
        rect: '0 0 0 0',
        sigExtra:
          '/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /Action /All /V /1.2 >> >>]',
      }),
  ],
];

const tagged = (style: Style): Buffer => signPdf(newPdf(style, taggedContract()), style);
function taggedSecond(more: ObjectBodies = {}): SigningTerms {
  return { ...second, fieldExtra: '/StructParent 2', around: tagsFor(more) };
}

const lastCrl = makePartitionCrl(issuer, { url: 'http://crl.example', signedAt: NOW });

function withProof(file: Buffer, style: Style): Buffer {
  const plain = (bytes: Buffer): string => streamBody(bytes.toString('latin1'));
  return addRevision(file, style, {
    1: `<< ${CATALOG} /DSS << /Type /DSS /Certs [60 0 R 61 0 R] /CRLs [62 0 R 63 0 R] >> >>`,
    60: plain(ISSUING),
    61: plain(STAMPING),
    62: plain(lastCrl),
    63: plain(rootCrl),
  });
}

function archived(style: Style): Buffer {
  const file = withProof(signPdf(start(style), style, { cms: by({ stamped: true }) }), style);
  return signPdf(file, style, {
    number: 70,
    others: [20],
    field: 'Archief',
    subFilter: 'ETSI.RFC3161',
    cms: (data) => token(data),
  });
}

describe.each(STYLES)('files with %s', (style) => {
  test.each([...signatures, ...revisions])('%s', (_what, make) => {
    const report = judge(make(style));
    expect([report.indication, report.signatures.flatMap(({ problems }) => problems), report.error]).toEqual([
      'TOTAL-PASSED',
      [],
      undefined,
    ]);
    const unknown = judge(make(style), []);
    expect([unknown.indication, unknown.subIndication]).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND']);
    expect(unknown.signatures.every(({ intact, trusted }) => intact && !trusted)).toBe(true);
  });

  test('the level is the one that the file reaches', () => {
    const level = (file: Buffer) => judge(file).signatures[0]?.level;
    expect(level(signPdf(start(style), style))).toBe('B-B');
    expect(level(signPdf(start(style), style, { cms: by({ stamped: true }) }))).toBe('B-T');
    expect(level(archived(style))).toBe('B-LTA');
    expect(level(signPdf(start(style), style, { subFilter: 'adbe.pkcs7.detached' }))).toBeNull();
    // A claimed time among the signed attributes is no PAdES baseline (EN 319 142-1 6.3): EU DSS calls it BES.
    const signingTime = der.sequence(FOREIGN_OID.signingTime, der.setOf(der.time(NOW)));
    expect(level(signPdf(start(style), style, { cms: by({ more: [signingTime] }) }))).toBeNull();
  });

  test('the report says what a signature covers and what came after', () => {
    const report = judge(signPdf(signPdf(start(style), style), style, second));
    expect(report.signatures).toMatchObject([
      { covers: 'whole-revision', changesAfter: [{ what: 'signature in Tweede', permitted: true }] },
      { covers: 'whole-file', changesAfter: [] },
    ]);
  });
});

test('a file signed by @signpdf', async () => {
  const p12 = madeP12();
  if (!p12) return;
  const prepared = plainAddPlaceholder({
    pdfBuffer: start('table'),
    reason: 'x',
    contactInfo: 'x',
    name: 'x',
    location: 'x',
    signatureLength: 8192,
  });
  const file = Buffer.from(await signpdf.sign(prepared, new SignpdfSigner(p12.bytes, { passphrase: 'geheim' })));
  const report = verifyAny(file, { anchors: [p12.certificate], now: new Date().toISOString() });
  expect([report.indication, report.signatures[0]?.problems]).toEqual(['TOTAL-PASSED', []]);
});

withOpenssl('a CMS made by OpenSSL in a gap', () => {
  const p12 = madeP12();
  if (!p12) throw new Error('no key');
  const prepared = signPdf(start('packed'), 'packed', { subFilter: 'adbe.pkcs7.detached', cms: () => Buffer.alloc(1) });
  const empty = Buffer.from(
    prepared.toString('latin1').replace(/\/ByteRange \[[^\]]*\]/, '/ByteRange [0 ********** ********** **********]'),
    'latin1',
  );
  const file = fillGap(empty, (data) => {
    const made = openssl(
      { 'data.bin': data, 'cert.pem': pem(p12.certificate), 'key.pem': p12.key },
      'cms -sign -binary -in data.bin -signer cert.pem -inkey key.pem -outform DER -out out -md sha256',
    );
    if (!made.out) throw new Error(made.said);
    return made.out;
  });
  const report = verifyAny(file, { anchors: [p12.certificate], now: new Date().toISOString() });
  expect([report.indication, report.signatures[0]?.problems]).toEqual(['TOTAL-PASSED', []]);
});

/** A key and a certificate of its own in PKCS#12; null where OpenSSL is not installed. */
function madeP12(): { readonly bytes: Buffer; readonly certificate: Buffer; readonly key: string } | null {
  const key = openssl({}, 'genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out out').out?.toString() ?? null;
  if (!key) return null;
  const certificate = openssl({ 'key.pem': key }, 'req -x509 -key key.pem -subj /CN=Elders -days 30 -out out').out;
  if (!certificate) return null;
  const { out } = openssl(
    { 'key.pem': key, 'cert.pem': certificate },
    'pkcs12 -export -inkey key.pem -in cert.pem -passout pass:geheim -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1 -out out',
  );
  return out ? { bytes: out, certificate: Buffer.from(new X509Certificate(certificate).raw), key } : null;
}

test('there are at least a hundred of them', () => {
  expect((signatures.length + revisions.length) * STYLES.length).toBeGreaterThanOrEqual(100);
});
