import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
  type PDFObject,
} from 'pdf-lib';
import {
  compileVariant,
  composeAgreement,
  layOut,
  press,
  readingBlocks,
  renderAgreementPdf,
  renderTail,
} from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

const template = sampleTemplate();
const render = (variation: Parameters<typeof sampleFacts>[0] = {}): Buffer =>
  renderAgreementPdf(composeAgreement(template, sampleFacts(variation)));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const open = (bytes: Buffer): Promise<PDFDocument> => PDFDocument.load(bytes, { updateMetadata: false });

/** The shape of an object: names and kinds, but no text and no measure. */
function shapeOf(object: PDFObject | undefined): unknown {
  if (object instanceof PDFRawStream) return ['stream', shapeOf(object.dict)];
  if (object instanceof PDFDict) return object.entries().map(([key, value]) => [key.toString(), shapeOf(value)]);
  if (object instanceof PDFArray) return object.asArray().map(shapeOf);
  if (object instanceof PDFHexString || object instanceof PDFString) return 'text';
  if (object instanceof PDFNumber) return 'number';
  return object?.toString();
}

const objectTree = async (bytes: Buffer): Promise<unknown> =>
  (await open(bytes)).context.enumerateIndirectObjects().map(([ref, object]) => [ref.toString(), shapeOf(object)]);

describe('bytes', () => {
  test('the same facts give the same bytes, here and in another process', () => {
    const first = sha256(render());
    expect(sha256(render())).toBe(first);
    const other = execFileSync(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'print-digest.ts')], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'C' },
    });
    expect(other).toBe(first);
  }, 30_000);

  test('another fact gives other bytes and another identifier', () => {
    const [one, other] = [render(), render({ partner: 'Denkbeeld Energie N.V.' })];
    expect(sha256(one)).not.toBe(sha256(other));
    const idOf = (bytes: Buffer): string | undefined => /\/ID \[ <([0-9a-f]{32})>/i.exec(bytes.toString('latin1'))?.[1];
    expect(idOf(one)).toHaveLength(32);
    expect(idOf(one)).not.toBe(idOf(other));
  });

  test('are a single classic revision without object streams', () => {
    const text = render().toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text.match(/startxref|%%EOF/g)).toEqual(['startxref', '%%EOF']);
    expect(text).not.toContain('/ObjStm');
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
  });
});

describe('the cross-references', () => {
  const variant = compileVariant(template, sampleFacts());
  const { shape } = renderTail(press(template, variant), sampleFacts());
  const shared = Buffer.concat([variant.prefix, shape.bytes]);
  const text = render().toString('latin1');
  const tables = [...text.matchAll(/^xref\n[^]*?^trailer\n<<(.*?)>>/gm)].map((table) => ({
    at: table.index,
    trailer: table[1] ?? '',
    runs: [...table[0].matchAll(/^(\d+) \d+\n((?:\d{10} \d{5} [nf] \n)+)/gm)].map(([, first, lines = '']) =>
      lines
        .split(' \n')
        .slice(0, -1)
        .map((line, i) => ({ number: Number(first) + i, line })),
    ),
  }));
  const objectsIn = (part: string): number[] =>
    [...part.matchAll(/^(\d+) 0 obj$/gm)].map(([, number]) => Number(number));
  const [older, newer] = tables;
  const named = (table: typeof older): number[] => table?.runs.flat().map(({ number }) => number) ?? [];

  test('stand in two tables: of prefix and shape, in one run, and of the rest', () => {
    expect(tables).toHaveLength(2);
    expect(older?.runs).toHaveLength(1);
    expect(newer?.runs).toHaveLength(2);
    const sorted = (numbers: number[]): number[] => numbers.sort((one, other) => one - other);
    expect(named(older)).toEqual(sorted(objectsIn(text.slice(0, shared.length))));
    expect(named(newer)).toEqual([0, ...sorted(objectsIn(text.slice(shared.length)))]);
  });

  test('lead to each object, and from the newer table to the older', () => {
    const lines = tables.flatMap(({ runs }) => runs.flat()).filter(({ number }) => number > 0);
    for (const { number, line } of lines) {
      const head = `${number} 0 obj\n`;
      expect(text.slice(Number(line.slice(0, 10)), Number(line.slice(0, 10)) + head.length)).toBe(head);
    }
    expect(newer?.trailer).toContain(`/Prev ${older?.at}/`);
    expect(older?.trailer).toBe(
      `/Size ${(named(older).at(-1) ?? 0) + 1}/Root ${/\/Root (\d+ 0 R)/.exec(newer?.trailer ?? '')?.[1]}`,
    );
  });

  test('of the shape are its last bytes', () => {
    expect(text.startsWith(shared.toString('latin1'))).toBe(true);
    expect(shared.subarray(older?.at).toString('latin1').endsWith('>>\n')).toBe(true);
    expect(text.slice(shared.length, shared.length + 8)).toBe('1 0 obj\n');
  });

  test('nothing after them in the tail says /Prev but the trailer, which @signpdf looks for from the older table on', () => {
    expect(text.slice(shared.length).match(/\/Prev/g)).toHaveLength(1);
  });
});

describe('names of people and organisations never become syntax', () => {
  test.each([
    'x) >> endobj /OpenAction << /S /JavaScript /JS (app.alert(1)',
    '<feff> /AA << /O 1 0 R >>',
    '% \\) \\\\ endstream endobj',
    '(((((((((',
    '\\',
    '{{partner.kvk}} ** :: einde | # >',
    '&lt;/rdf:RDF> "<&',
  ])('%s', async (name) => {
    const harmless = name.replace(/\S/g, 'n');
    const [one, other] = [render({ partner: name }), render({ partner: harmless })];
    expect(await objectTree(one)).toEqual(await objectTree(other));
    expect((await open(one)).catalog.keys().map(String)).not.toContain('/OpenAction');
  });

  test('what looks like a placeholder in a name stays as it is', () => {
    const text = composeAgreement(template, sampleFacts({ partner: '{{partner.kvk}}' }));
    expect(readingBlocks(text).find(({ kind, number }) => kind === 'party' && number === '2')?.heading).toBe(
      '{{partner.kvk}}',
    );
  });
});

describe('signature fields', () => {
  test.each([2, 3, 4, 5])('%i places, each one object with its place on the page', async (slots) => {
    const bytes = render({ slots });
    const document = await open(bytes);
    const form = document.catalog.lookup(PDFName.of('AcroForm'), PDFDict);
    expect(form.lookup(PDFName.of('SigFlags'), PDFNumber).asNumber()).toBe(3);
    expect(form.has(PDFName.of('NeedAppearances'))).toBe(false);
    const fonts = form.lookup(PDFName.of('DR'), PDFDict).lookup(PDFName.of('Font'), PDFDict);
    expect(fonts.keys().map(String)).toEqual([
      '/SansBold',
      '/SansRegular',
      '/SansSemiBold',
      '/SerifRegular',
      '/SerifSemiBold',
    ]);
    const fields = form.lookup(PDFName.of('Fields'), PDFArray);
    const names: string[] = [];
    const layout = layOut(composeAgreement(template, sampleFacts({ slots })));
    const places = layout.pages.flatMap(({ ops }, page) =>
      ops.flatMap((op) => (op.kind === 'field' ? [{ op, page }] : [])),
    );
    for (let i = 0; i < fields.size(); i += 1) {
      const field = fields.lookup(i, PDFDict);
      const name = field.lookup(PDFName.of('T'), PDFHexString).decodeText();
      names.push(name);
      expect(field.get(PDFName.of('FT'))).toBe(PDFName.of('Sig'));
      expect(field.get(PDFName.of('Subtype'))).toBe(PDFName.of('Widget'));
      expect(field.lookup(PDFName.of('F'), PDFNumber).asNumber()).toBe(132);
      expect(field.has(PDFName.of('V'))).toBe(false);
      expect(field.lookup(PDFName.of('TU'), PDFHexString).decodeText()).not.toBe('');
      const rect = field.lookup(PDFName.of('Rect'), PDFArray).asRectangle();
      const page = document.getPages().findIndex(({ ref }) => ref === field.get(PDFName.of('P')));
      const place = places.find(({ op }) => op.name === name);
      if (place === undefined) expect(rect).toMatchObject({ width: 0, height: 0 });
      else {
        expect(page).toBe(place.page);
        expect(rect.width).toBeCloseTo(place.op.width, 2);
        expect(rect.height).toBeCloseTo(place.op.height, 2);
        expect(rect.x).toBeCloseTo(place.op.x, 2);
        expect(rect.y).toBeCloseTo(841.89 - place.op.y - place.op.height, 2);
        const appearance = field.lookup(PDFName.of('AP'), PDFDict).lookup(PDFName.of('N'));
        expect(appearance).toBeInstanceOf(PDFRawStream);
        expect(appearance instanceof PDFRawStream && appearance.getContentsSize()).toBe(0);
      }
    }
    expect(names).toEqual([...Array.from({ length: slots }, (_, i) => `Plaats${i + 1}`), 'ArchiveStamp']);
  });

  test('two places with one name are refused', () => {
    const facts = sampleFacts();
    const slots = facts.slots.map((slot) => ({ ...slot, field: 'Plaats1' }));
    expect(() => renderAgreementPdf(composeAgreement(template, { ...facts, slots }))).toThrow(RangeError);
  });
});

describe('tags', () => {
  test('the parent tree stands before the children, and knows every widget', async () => {
    const document = await open(render());
    const tree = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const keys = tree.keys().map(String);
    expect(keys.indexOf('/ParentTree')).toBeLessThan(keys.indexOf('/K'));
    const numbers = tree.lookup(PDFName.of('ParentTree'), PDFDict).lookup(PDFName.of('Nums'), PDFArray);
    expect(numbers.size() / 2).toBe(document.getPageCount() + 4);
    for (let i = 0; i < numbers.size(); i += 2) expect(numbers.lookup(i, PDFNumber).asNumber()).toBe(i / 2);
    for (let i = 2 * document.getPageCount() + 1; i < numbers.size(); i += 2) {
      expect(numbers.get(i)).toBeInstanceOf(PDFRef);
      expect(numbers.lookup(i, PDFDict).get(PDFName.of('S'))).toBe(PDFName.of('Form'));
    }
    expect(document.catalog.lookup(PDFName.of('Lang'), PDFHexString).decodeText()).toBe('nl-NL');
  });
});

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;
if (!hasPdftotext) process.stderr.write('pdftotext is not installed: the extraction of text is not tested\n');

(hasPdftotext ? describe : describe.skip)('text taken out by another program', () => {
  test('is whole and in reading order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
    try {
      const text = composeAgreement(
        template,
        sampleFacts({ partner: 'Efficiënte fjord Łukasz & Zoon ’t Hof', slots: 5 }),
      );
      const file = join(folder, 'agreement.pdf');
      writeFileSync(file, renderAgreementPdf(text));
      const flat = (words: string): string => words.replace(/\s+/g, ' ');
      const found = flat(execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' }));
      let at = 0;
      for (const block of readingBlocks(text)) {
        const parts = [
          block.heading,
          ...block.rows.flat(),
          ...block.paragraphs,
          ...block.items.map((item) => item.text),
        ];
        for (const part of parts.filter((words) => words !== '').map(flat)) {
          const next = found.indexOf(part, at);
          expect({ part, isFound: next >= at }).toEqual({ part, isFound: true });
          at = next + part.length;
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
