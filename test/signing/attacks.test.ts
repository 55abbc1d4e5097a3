import { createHash } from 'node:crypto';
import { makePartitionCrl, type Authority } from '../../src/signing/certificates/crl';
import * as extend from '../../src/signing/certificates/extensions';
import { newKey } from '../../src/signing/certificates/portal-ca';
import { readCertificate, type Certificate } from '../../src/signing/certificates/read-certificate';
import { assembleCms, buildSignedAttributes } from '../../src/signing/cms/write';
import { onlyValue, readSignedData } from '../../src/signing/cms/read';
import { children, readDer } from '../../src/signing/der/read';
import * as der from '../../src/signing/der/write';
import { OID } from '../../src/signing/oids';
import { fileEnd } from '../../src/signing/pdf/append';
import { readFile } from '../../src/signing/pdf/file';
import { verifyOwn, type OwnTrust } from '../../src/signing/verify/verify-own';
import type { Problem } from '../../src/signing/verify/report';
import { basePdf, type BasePdf } from '../support/base-pdf';
import { bentLeaf, bentSignature, type Bend } from '../support/bent-signature';
import { append, contentsOf, flip, freeNumber, gapsOf, refill, splice, swap } from '../support/pdf-bytes';
import { signingWorld, testCa } from '../support/pki';
import { verdict, CHAIN, CONSTRAINTS, CRYPTO, FORMAT, HASH, NO_CHAIN, OUT_OF_BOUNDS } from '../support/verdicts';

const world = signingWorld();
const { ca } = world;
const trust: OwnTrust = {
  anchors: [ca.root.certificate],
  tsaAnchors: [ca.root.certificate],
  now: '2027-06-01T00:00:00.000Z',
};
const FIELDS = ['partij-1', 'partij-2'];
const expected = { fields: FIELDS };

interface Files {
  readonly base: BasePdf;
  readonly once: Buffer;
  readonly twice: Buffer;
  /** Another agreement, signed by the same two. */
  readonly other: Buffer;
}
let files: Files;

const sign = async (base: BasePdf, file: Buffer, field: string): Promise<Buffer> =>
  Buffer.concat([file, (await world.sign(file, field, base.appearance(field))).increment]);

beforeAll(async () => {
  const base = await basePdf();
  const once = await sign(base, base.bytes, 'partij-1');
  const twice = await sign(base, once, 'partij-2');
  const otherBase = Buffer.from(
    base.bytes.toString('latin1').replace('(D:20261124070000Z)', '(D:20261125070000Z)'),
    'latin1',
  );
  const other = await sign(base, await sign(base, otherBase, 'partij-1'), 'partij-2');
  files = { base, once, twice, other };
});

const judge = (file: Buffer, more: Partial<OwnTrust> = {}): string => verdict(verifyOwn(file, { ...trust, ...more }));

test('the files from which the attacks are made pass', () => {
  const { once, twice, other } = files;
  expect([once, twice, other].map((file) => judge(file))).toEqual(Array.from({ length: 3 }, () => 'TOTAL-PASSED/'));
  expect(judge(twice, { expected })).toBe('TOTAL-PASSED/');
});

/** The number of the object whose dictionary holds the text. */
function numberOf(text: string): number {
  const source = files.base.bytes.toString('latin1');
  const before = source.slice(0, source.indexOf(text));
  return Number([...before.matchAll(/(\d+) 0 obj/g)].at(-1)?.[1]);
}

/** The dictionary of a base object, to be written again with a change. */
function bodyOf(text: string): string {
  const source = files.base.bytes.toString('latin1');
  const start = source.indexOf(`\n${numberOf(text)} 0 obj\n`);
  return source.slice(source.indexOf('\n', start + 1) + 1, source.indexOf('\nendobj', start));
}

const rewritten = (text: string, from: string | RegExp, to: string): { number: number; body: string } => {
  const body = bodyOf(text).replace(from, to);
  if (body === bodyOf(text)) throw new Error(`nothing to change in ${text}`);
  return { number: numberOf(text), body };
};

interface Change {
  readonly number: number;
  readonly body: string;
}

/** `free` is the number of a new object. */
const LATER_REVISION: readonly (readonly [string, (free: number) => readonly Change[]])[] = [
  ['an object appended', (free) => [{ number: free, body: '(los)' }]],
  ['a revision without objects', () => []],
  [
    'the contents of a page replaced',
    (free) => [
      rewritten('/MediaBox', /\/Contents \d+ 0 R/, `/Contents ${free} 0 R`),
      { number: free, body: '<< /Length 0 >>\nstream\n\nendstream' },
    ],
  ],
  ['a page swapped for the other', () => [rewritten('/Kids', /\[ (\d+ 0 R) (\d+ 0 R) \]/, '[ $2 $1 ]')]],
  [
    'an annotation on a page',
    (free) => [
      rewritten('/MediaBox', '/Annots [', `/Annots [ ${free} 0 R`),
      { number: free, body: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] /Contents (gewijzigd) >>' },
    ],
  ],
  [
    'an action on opening',
    () => [rewritten('/Type /Catalog', '/Type /Catalog', '/OpenAction << /S /JavaScript /JS (1) >> /Type /Catalog')],
  ],
  ['a second field in the form', (free) => [rewritten('/SigFlags', /\/Fields \[/, `/Fields [ ${free} 0 R`)]],
  ['another font in the form', () => [rewritten('/SigFlags', /\/Tekst \d+ 0 R/, '/Tekst 1 0 R')]],
  [
    'the text structure changed',
    () => [rewritten('/ParentTreeNextKey', '/ParentTreeNextKey 12', '/ParentTreeNextKey 13')],
  ],
  ['a signature removed from its field', () => [{ number: numberOf('/T <FEFF'), body: bodyOf('/T <FEFF') }]],
  ['a field moved', () => [rewritten('/T <FEFF', '/Rect [ 60 ', '/Rect [ 10 ')]],
  ['a field hidden', () => [rewritten('/T <FEFF', '/F 4', '/F 2')]],
  ['a title changed', () => [rewritten('/Title', '/Title', '/Subject (x) /Title')]],
];

type Attack = readonly [string, string, () => Buffer];

const CUT_OR_MOVED: readonly Attack[] = [
  ['a byte after the end', FORMAT, () => Buffer.concat([files.twice, Buffer.from('x')])],
  ['a line end after the end', FORMAT, () => Buffer.concat([files.twice, Buffer.from('\n')])],
  ['zeros after the end', FORMAT, () => Buffer.concat([files.twice, Buffer.alloc(512)])],
  ['a second end', FORMAT, () => Buffer.concat([files.twice, Buffer.from('%%EOF\n')])],
  ['cut off by one byte', FORMAT, () => files.twice.subarray(0, files.twice.length - 1)],
  ['cut off in the second signature', FORMAT, () => files.twice.subarray(0, files.once.length + 3000)],
  ['cut off in the base', FORMAT, () => files.twice.subarray(0, 50_000)],
  [
    'the first signature taken out',
    FORMAT,
    () => Buffer.concat([files.base.bytes, files.twice.subarray(files.once.length)]),
  ],
  [
    'the signatures in the other order',
    FORMAT,
    () =>
      Buffer.concat([
        files.base.bytes,
        files.twice.subarray(files.once.length),
        files.twice.subarray(files.base.bytes.length, files.once.length),
      ]),
  ],
  ['the second signature twice', FORMAT, () => Buffer.concat([files.twice, files.twice.subarray(files.once.length)])],
  [
    'the signatures of another agreement',
    HASH,
    () => Buffer.concat([files.base.bytes, files.other.subarray(files.base.bytes.length)]),
  ],
  ['a byte before the header', FORMAT, () => Buffer.concat([Buffer.from(' '), files.twice])],
  ['the header of another format', FORMAT, () => swap(files.twice, '%PDF-', '%FDF-')],
  ['nothing at all', FORMAT, () => Buffer.alloc(0)],
  ['no pdf', FORMAT, () => Buffer.from('<!doctype html>')],
  ['only an end', FORMAT, () => Buffer.from('startxref\n0\n%%EOF\n')],
  [
    'a table that leads to itself',
    FORMAT,
    () => {
      const [before, own] = [files.base.bytes, files.once].map((file) => fileEnd(readFile(file)).startxref);
      return swap(files.once, `/Prev ${before}`, `/Prev ${own}`);
    },
  ],
];

const digits = (nth: number): { start: number; end: number; hex: string } =>
  gapsOf(files.twice)[nth] ?? { start: 0, end: 0, hex: '' };
const recms = (nth: number, cms: Buffer): Buffer => refill(files.twice, nth, cms);
const cmsOf = (nth: number): Buffer => contentsOf(files.twice, nth);
const partsOf = (cms: Buffer): Parameters<typeof assembleCms>[0] => {
  const { signer, certificates } = readSignedData(cms);
  const isLeaf = ({ serial }: Certificate): boolean => serial.equals(signer.serial);
  return {
    attributes: signer.signedBytes,
    signature: signer.signature,
    certificate: certificates.find(isLeaf)?.raw ?? Buffer.alloc(0),
    chain: certificates.filter((each) => !isLeaf(each)).map(({ raw }) => raw),
    token: onlyValue(signer.unsigned, OID.signatureTimestamp),
  };
};

const IN_THE_GAP: readonly Attack[] = [
  ['bytes hidden behind the CMS', FORMAT, () => flip(files.twice, digits(1).end - 1)],
  ['capital digits', FORMAT, () => splice(files.twice, digits(0).start, digits(0).end, digits(0).hex.toUpperCase())],
  ['a blank among the digits', FORMAT, () => splice(files.twice, digits(0).end - 2, digits(0).end, ' 0')],
  ['a dictionary in the gap', FORMAT, () => splice(files.twice, digits(0).end - 12, digits(0).end, '>/X /Y /Z <0')],
  [
    'no CMS at all',
    FORMAT,
    () => splice(files.twice, digits(0).start, digits(0).end, '0'.repeat(digits(0).hex.length)),
  ],
  ['a CMS that is an empty sequence', FORMAT, () => recms(0, Buffer.from([0x30, 0x00]))],
  ['a CMS cut off', FORMAT, () => recms(0, cmsOf(0).subarray(0, 900))],
  ['the CMS of the other signatory', HASH, () => recms(1, cmsOf(0))],
  ['the CMS of the same signatory elsewhere', HASH, () => recms(1, contentsOf(files.other, 1))],
  [
    'the token of another signature',
    CONSTRAINTS,
    () => recms(1, assembleCms({ ...partsOf(cmsOf(1)), token: partsOf(cmsOf(0)).token })),
  ],
  ['the token taken away', OUT_OF_BOUNDS, () => recms(1, assembleCms({ ...partsOf(cmsOf(1)), token: null }))],
  [
    'a token that is none',
    CONSTRAINTS,
    () => recms(1, assembleCms({ ...partsOf(cmsOf(1)), token: der.octetString(Buffer.alloc(9)) })),
  ],
  [
    'the signature value of the other',
    CRYPTO,
    () => recms(1, assembleCms({ ...partsOf(cmsOf(1)), signature: partsOf(cmsOf(0)).signature })),
  ],
  [
    'the certificate of the other',
    CONSTRAINTS,
    () => recms(1, assembleCms({ ...partsOf(cmsOf(1)), certificate: partsOf(cmsOf(0)).certificate })),
  ],
  ['the issuing certificate left out', NO_CHAIN, () => recms(1, assembleCms({ ...partsOf(cmsOf(1)), chain: [] }))],
];

const cause = (file: Buffer): readonly unknown[] => {
  const report = verifyOwn(file, trust);
  return [verdict(report), report.problems, report.error?.message.replace(/ at byte .*/, '')];
};

const STRANGE = 'unknown-change-after-signing';

describe('a later revision that is no signature is refused:', () => {
  const COUNT = 'malformed-pdf: not three objects';

  test.each(LATER_REVISION)('%s', (_, changes) => {
    const file = append(files.twice, changes(freeNumber(files.twice)));
    expect(cause(file)).toEqual([FORMAT, [STRANGE], COUNT]);
  });

  const loose = (file: Buffer): Buffer => append(file, [{ number: freeNumber(file), body: '(los)' }]);

  test('after one signature', () => {
    expect(cause(loose(files.once))).toEqual([FORMAT, [STRANGE], COUNT]);
  });

  test('before the first signature', () => {
    expect(cause(loose(files.base.bytes))).toEqual([FORMAT, ['not-a-file-of-ours'], COUNT]);
  });

  test('a security store that nobody asked for', () => {
    const file = append(files.twice, [{ number: freeNumber(files.twice), body: '<< /Type /DSS /Certs [] >>' }]);
    expect(cause(file)).toEqual([FORMAT, [STRANGE], 'malformed-pdf: store that the portal does not write']);
  });
});

describe.each([
  ['a file cut or moved', CUT_OR_MOVED],
  ['the gap', IN_THE_GAP],
])('an attack in %s is refused', (_, attacks) => {
  test.each(attacks)('%s: %s', (_name, wanted, make) => {
    const file = make();
    expect(file.equals(files.twice)).toBe(false);
    expect(judge(file)).toBe(wanted);
  });
});

const bend = (how: Bend): Promise<Buffer> =>
  bentSignature(world, files.once, { field: 'partij-2', appearance: files.base.appearance('x') }, how);

const without = (type: Buffer) => (attributes: Buffer) =>
  der.setOf(
    ...children(readDer(attributes))
      .map((each) => each.raw)
      .filter((raw) => !raw.includes(type)),
  );
const adding = (attribute: Buffer) => (attributes: Buffer) =>
  der.setOf(...children(readDer(attributes)).map((each) => each.raw), attribute);
const signingTime = der.sequence(der.oid('1.2.840.113549.1.9.5'), der.setOf(der.time('2026-11-24T09:00:00.000Z')));

const BENT: readonly (readonly [string, string, () => Bend])[] = [
  [
    'another subfilter',
    FORMAT,
    () => ({ text: (text) => text.replace('/ETSI.CAdES.detached', '/adbe.pkcs7.detached') }),
  ],
  ['another filter', FORMAT, () => ({ text: (text) => text.replace('/Adobe.PPKLite', '/Adobe.XXXLite') })],
  [
    'no time in the dictionary',
    FORMAT,
    () => ({ text: (text) => text.replace(/\/M \(D:\d+Z\)/, (found) => ' '.repeat(found.length)) }),
  ],
  ['an unknown key in the dictionary', FORMAT, () => ({ text: (text) => text.replace('/Name ', '/Nome ') })],
  [
    'a time outside the certificate',
    CONSTRAINTS,
    () => ({ text: (text) => text.replace('(D:20261124', '(D:20261123') }),
  ],
  [
    'a byte range that leaves bytes out',
    FORMAT,
    () => ({ text: (text) => text.replace('/ByteRange [0 ', '/ByteRange [1 ') }),
  ],
  [
    'a byte range that ends early',
    FORMAT,
    () => ({ text: (text) => text.replace(/(\/ByteRange \[0 \d+ \d+ )\d/, '$10') }),
  ],
  ['a field that changes its flags', FORMAT, () => ({ text: (text) => text.replace('/F 4', '/F 2') })],
  ['a field that loses its tooltip', FORMAT, () => ({ text: (text) => text.replace('/TU ', '/TV ') })],
  [
    'an appearance with other fonts',
    FORMAT,
    () => ({ text: (text) => text.replace('/Resources << /Font', '/Resources << /Fond') }),
  ],
  [
    'an appearance of another kind',
    FORMAT,
    () => ({ text: (text) => text.replace('/Subtype /Form', '/Subtype /Norm') }),
  ],
  ['an impossible day', FORMAT, () => ({ text: (text) => text.replace('(D:20261124', '(D:20260231') })],
  [
    'a name that is no text',
    FORMAT,
    () => ({
      text: (text) => text.replace(/\/Name <(\w+)>/, (_, digits: string) => `/Name [${digits.replace(/./g, '1')}]`),
    }),
  ],
  [
    'a name with other letters than digits',
    FORMAT,
    () => ({ text: (text) => text.replace(/\/Name <FEFF00/, '/Name <FEFFzz') }),
  ],
  [
    'a box of other things than numbers',
    FORMAT,
    () => ({ text: (text) => text.replace('/BBox [0 0 ', '/BBox [/a 0') }),
  ],
  ['a catalog of its own', FORMAT, () => ({ text: (text) => text.replace(/\/Root \d/, '/Root 9') })],
  ['no message digest', HASH, () => ({ attributes: without(OID.messageDigest) })],
  ['no reference to the certificate', CONSTRAINTS, () => ({ attributes: without(OID.signingCertificateV2) })],
  ['no protected algorithms', FORMAT, () => ({ attributes: without(OID.algorithmProtection) })],
  ['no content type', FORMAT, () => ({ attributes: without(OID.contentType) })],
  ['a signing time among the attributes', FORMAT, () => ({ attributes: adding(signingTime) })],
  [
    'the digest of something else',
    HASH,
    () => ({
      attributes: (attributes) => {
        const digest = createHash('sha256').update('iets anders').digest();
        const other = children(readDer(buildSignedAttributes({ digest, certificate: ca.issuing.certificate })));
        return der.setOf(
          ...children(readDer(without(OID.messageDigest)(attributes))).map((each) => each.raw),
          ...other.map((each) => each.raw).filter((raw) => raw.includes(OID.messageDigest)),
        );
      },
    }),
  ],
  ['another key than the certificate holds', CRYPTO, () => ({ key: newKey().privateKey })],
  ['another version of the CMS', FORMAT, () => ({ cms: (cms) => swap(cms, '\x02\x01\x01\x31', '\x02\x01\x03\x31') })],
  [
    'content inside the CMS',
    FORMAT,
    () => ({ parts: (parts) => ({ ...parts, content: { type: OID.data, bytes: Buffer.from('x') } }) }),
  ],
  [
    'a certificate for logging in',
    CHAIN,
    () => ({ leaf: bentLeaf(ca.issuing, { extensions: [extend.keyUsage(extend.KEY_USAGE.digitalSignature)] }) }),
  ],
  [
    'a certificate with an unknown critical extension',
    CHAIN,
    () => ({
      leaf: bentLeaf(ca.issuing, {
        extensions: [
          extend.keyUsage(extend.KEY_USAGE.nonRepudiation),
          der.sequence(der.oid('1.2.3.4'), der.boolean(true), der.octetString(der.nothing)),
        ],
      }),
    }),
  ],
  [
    'a certificate that had ended',
    OUT_OF_BOUNDS,
    () => ({ leaf: bentLeaf(ca.issuing, { days: ['2026-11-23T08:00:00.000Z', '2026-11-23T09:00:00.000Z'] }) }),
  ],
  ['a stamp after the certificate ended', OUT_OF_BOUNDS, () => ({ genTime: '2026-11-24T10:00:01.000Z' })],
  [
    'a stamp from before the signature',
    'INDETERMINATE/TIMESTAMP_ORDER_FAILURE',
    () => ({
      leaf: bentLeaf(ca.issuing, { days: ['2026-11-24T07:00:00.000Z', '2026-11-24T10:00:00.000Z'] }),
      genTime: '2026-11-24T08:00:00.000Z',
    }),
  ],
];

describe('a signature by a real key is refused with', () => {
  test.each(BENT)('%s: %s', async (_, wanted, how) => {
    expect(judge(await bend(how()))).toBe(wanted);
  });

  test('nothing bent, and passes', async () => {
    expect(judge(await bend({}))).toBe('TOTAL-PASSED/');
  });
});

const { keyCertSign, crlSign, nonRepudiation } = extend.KEY_USAGE;
const forSigning = extend.keyUsage(nonRepudiation);
const forIssuing = extend.keyUsage(keyCertSign);
const anyDepth = extend.certificateAuthority(null);
const constraints = (...inside: readonly Buffer[]): Buffer =>
  der.sequence(OID.basicConstraints, der.boolean(true), der.octetString(der.sequence(...inside)));

/** A CMS with these issuers, from the one of the leaf on up. */
const under = (leaf: Authority, ...issuers: readonly Authority[]): Bend => ({
  leaf,
  parts: (parts) => ({ ...parts, chain: issuers.map(({ certificate }) => certificate) }),
});
const leafWith = (...extensions: readonly Buffer[]): Bend => under(bentLeaf(ca.issuing, { extensions }), ca.issuing);

/** A signature under an authority that the root certified with these extensions. */
function underAuthority(...extensions: readonly Buffer[]): Bend {
  const authority = bentLeaf(ca.root, { name: 'Instantie', extensions });
  return under(bentLeaf(authority), authority);
}

/** An authority with this path length, below it another issuer, below that the signatory. */
function underTwo(pathLength: number, ...extensions: readonly Buffer[]): Bend {
  const upper = bentLeaf(ca.root, {
    name: 'Boven',
    extensions: [extend.certificateAuthority(der.integer(pathLength)), forIssuing],
  });
  const lower = bentLeaf(upper, { name: 'Onder', extensions });
  return under(bentLeaf(lower), lower, upper);
}

const CERTIFIED: readonly (readonly [string, Problem | null, () => Bend])[] = [
  ['a certificate for signing', null, () => leafWith(forSigning)],
  [
    'one for signing and for time-stamps',
    'not-a-signatory-certificate',
    () => leafWith(forSigning, extend.onlyForTimestamping()),
  ],
  [
    'one for signing and for issuing',
    'not-a-signatory-certificate',
    () => leafWith(extend.keyUsage(nonRepudiation, keyCertSign), anyDepth),
  ],
  ['the certificate of the time-stamper', 'not-a-signatory-certificate', () => under(ca.timestamp)],
  ['the certificate of the issuing CA', 'not-a-signatory-certificate', () => under(ca.issuing)],
  ['an authority in between', null, () => underAuthority(anyDepth, forIssuing)],
  [
    'one whose key may not sign certificates',
    'not-allowed-to-issue',
    () => underAuthority(anyDepth, extend.keyUsage(crlSign)),
  ],
  ['one that is called no authority', 'not-allowed-to-issue', () => underAuthority(constraints(), forIssuing)],
  [
    'one that is called no authority in so many words',
    'not-allowed-to-issue',
    () => underAuthority(constraints(der.boolean(false)), forIssuing),
  ],
  ['one of which nothing says that it is an authority', 'not-allowed-to-issue', () => underAuthority(forIssuing)],
  ['two authorities, as many as the upper one allows', null, () => underTwo(1, anyDepth, forIssuing)],
  ['one more than the upper one allows', 'not-allowed-to-issue', () => underTwo(0, anyDepth, forIssuing)],
  ['a signatory as authority', 'not-allowed-to-issue', () => underTwo(1, forSigning)],
  [
    'a certificate that belongs to nothing',
    'cms-not-as-we-write-it',
    () => under(bentLeaf(ca.issuing), ca.issuing, ca.timestamp),
  ],
];

describe('a signature by a real key', () => {
  test.each(CERTIFIED)('with %s: %s', async (_, problem, how) => {
    const { signatures, problems } = verifyOwn(await bend(how()), trust);
    expect([problems, ...signatures.map((each) => each.problems)]).toEqual([[], [], problem ? [problem] : []]);
  });
});

describe('what the file alone does not show', () => {
  test('a last signature that was cut off is missed by who knows how many there were', () => {
    expect(judge(files.once)).toBe('TOTAL-PASSED/');
    expect(judge(files.once, { expected })).toBe(CONSTRAINTS);
  });

  test('all signatures cut off', () => {
    expect(judge(files.base.bytes, { expected })).toBe(CONSTRAINTS);
    expect(judge(files.base.bytes)).toBe('INDETERMINATE/NO_SIGNATURE');
  });

  test('signatures in another order than the register says', () => {
    expect(judge(files.twice, { expected: { fields: [...FIELDS].reverse() } })).toBe(CONSTRAINTS);
  });

  test('a look-alike authority with the same names', () => {
    const report = verifyOwn(files.twice, { ...trust, anchors: [testCa().root.certificate] });
    expect(verdict(report)).toBe(NO_CHAIN);
    expect(report.signatures).toMatchObject([
      { intact: true, trusted: false, problems: ['no-path-to-an-anchor'] },
      { intact: true, trusted: false, problems: ['no-path-to-an-anchor'] },
    ]);
  });

  test('no anchor at all', () => {
    const report = verifyOwn(files.twice, { ...trust, anchors: [], tsaAnchors: [] });
    expect(verdict(report)).toBe(NO_CHAIN);
    expect(report.signatures.every(({ intact, trusted }) => intact && !trusted)).toBe(true);
    expect(report.timestamps.every(({ intact, trusted }) => intact && !trusted)).toBe(true);
  });

  test('a certificate that was withdrawn before it signed', async () => {
    const session = await world.open();
    const { increment } = await world.sign(files.base.bytes, 'partij-1', files.base.appearance('x'), { session });
    const file = Buffer.concat([files.base.bytes, increment]);
    const { serial } = readCertificate(session.certificate);
    const crl = (at: string): Buffer =>
      makePartitionCrl(ca.issuing, { url: 'http://localhost/x.crl', signedAt: at, revoked: { serial, at } });
    expect(judge(file, { crls: [session.crl ?? Buffer.alloc(0)] })).toBe('TOTAL-PASSED/');
    expect(judge(file, { crls: [crl('2026-11-24T08:59:00.000Z')] })).toBe('TOTAL-FAILED/REVOKED');
    expect(judge(file, { crls: [crl('2026-11-24T09:01:00.000Z')] })).toBe('TOTAL-PASSED/');
  });

  test('the report names the signatures that a later change leaves intact', () => {
    const file = append(files.twice, [{ number: freeNumber(files.twice), body: '(los)' }]);
    const report = verifyOwn(file, trust);
    const strange = { what: 'a change that the portal does not make', permitted: false };
    expect(report.problems).toEqual([STRANGE]);
    expect(report.signatures).toMatchObject([
      { field: 'partij-1', intact: true, changesAfter: [{ what: 'signature in partij-2', permitted: true }, strange] },
      { field: 'partij-2', intact: true, covers: 'whole-revision', changesAfter: [strange] },
    ]);
  });
});

describe('one changed byte', () => {
  const passes = (at: number, mask: number): boolean =>
    judge(flip(files.twice, at, mask), { expected }) === 'TOTAL-PASSED/';

  test('anywhere in the base is noticed', () => {
    const places = Array.from({ length: 250 }, (_, index) => Math.floor((index * files.base.bytes.length) / 250));
    expect(places.filter((at) => passes(at, 1 << (at & 7)))).toEqual([]);
  });

  test('anywhere in the signatures is noticed, also where they are not signed', () => {
    const { length } = files.base.bytes;
    const places = Array.from(
      { length: 700 },
      (_, index) => length + Math.floor((index * (files.twice.length - length)) / 700),
    );
    expect(places.filter((at) => passes(at, 1 << (at & 7)) || passes(at, 0x20))).toEqual([]);
  });
});
