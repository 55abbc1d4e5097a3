import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAny } from '../../../src/signing/open/verify-any';
import type { Report } from '../../../src/signing/verify/report';
import { addRevision, streamBody, type Style } from '../../support/foreign-pdf';

// Whole files of other programs (see the README beside them), as they made them and changed afterwards.

const FOLDER = join(__dirname, '../../fixtures/foreign');
const read = (name: string): Buffer => readFileSync(join(FOLDER, name));
const roots = ['root.pem', 'root-of-libreoffice.pem'].map((name) => Buffer.from(new X509Certificate(read(name)).raw));
const judge = (file: Buffer, anchors = roots): Report => verifyAny(file, { anchors, now: '2026-11-29T12:00:00.000Z' });

const FILES: readonly (readonly [
  file: string,
  style: Style,
  catalog: number,
  level: readonly (string | null)[],
  changes: readonly string[],
])[] = [
  [
    'itext-9-tagged.pdf',
    'table',
    1,
    ['B-B', 'B-B'],
    ['signature in Tweede', 'document information', 'tags for a new signature field', 'objects that nothing uses (1)'],
  ],
  [
    'pdfbox-3-filled-in.pdf',
    'table',
    19,
    [null, null],
    ['form field naam was filled in', 'signature in Signature2', 'objects that nothing uses (1)'],
  ],
  ['pyhanko-0.38-object-streams.pdf', 'stream', 1, ['B-T', 'B-B'], ['signature in Sig2']],
  [
    'libreoffice-7.4-and-pyhanko.pdf',
    'table',
    33,
    [null, 'B-B'],
    ['signature in Tweede', 'metadata', 'document information'],
  ],
];

describe.each(FILES)('%s', (name, style, catalog, levels, changes) => {
  const file = read(name);

  test('passes, with what came after the first signature', () => {
    const report = judge(file);
    expect([report.indication, report.subIndication, report.problems]).toEqual(['TOTAL-PASSED', null, []]);
    expect(report.signatures.map(({ level }) => level)).toEqual(levels);
    expect(report.signatures.map(({ covers }) => covers)).toEqual(['whole-revision', 'whole-file']);
    expect(report.signatures[0]?.changesAfter).toEqual(changes.map((what) => ({ what, permitted: true })));
  });

  test('is intact and not trusted without its anchor', () => {
    const report = judge(file, []);
    expect([report.indication, report.subIndication]).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND']);
    expect(report.signatures.map(({ intact, trusted }) => [intact, trusted])).toEqual([
      [true, false],
      [true, false],
    ]);
  });

  test.each([
    ['another catalog', { 900: '<< /Type /Catalog /Pages 2 0 R >>' }, { root: 900 }],
    ['a font that replaces an object of the document', { 6: '<< /Type /Font /BaseFont /Symbol >>' }, { root: catalog }],
    ['a page of its own', { 900: '<< /Type /Page >>' }, { root: catalog }],
    ['a drawing', { 900: streamBody('BT (900) Tj ET') }, { root: catalog }],
  ])('is refused with %s behind it', (_what, objects, options) => {
    const report = judge(addRevision(file, style, objects, options));
    expect([report.indication, report.subIndication]).toEqual(['TOTAL-FAILED', 'FORMAT_FAILURE']);
  });

  test('does not pass when it is cut off', () => {
    for (let part = 1; part < 10; part++) {
      const at = Math.floor((file.length * part) / 10);
      expect(judge(file.subarray(0, at)).indication).not.toBe('TOTAL-PASSED');
    }
  });
});
