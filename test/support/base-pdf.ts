import { readFileSync } from 'node:fs';
import fontkit from '@pdf-lib/fontkit';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFFont, type PDFRef } from 'pdf-lib';
import type { Appearance } from '../../src/signing/pdf/increment';

const FONT = '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf';

export interface BasePdf {
  readonly bytes: Buffer;
  readonly fields: readonly string[];
  /** An appearance with lines of text in the embedded font. */
  readonly appearance: (...lines: readonly string[]) => Appearance;
}

const WIDTH = 240;
const HEIGHT = 60;

/** A small tagged agreement: two pages of text and a prepared, empty signature field for each name. */
export async function basePdf(fields: readonly string[] = ['partij-1', 'partij-2']): Promise<BasePdf> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.registerFontkit(fontkit);
  const font = await pdf.embedFont(readFileSync(require.resolve(FONT)), {
    subset: false,
    features: { liga: false, calt: false, clig: false, dlig: false },
  });
  const day = new Date('2026-11-24T07:00:00.000Z');
  pdf.setTitle('Overeenkomst vroegsignalering');
  pdf.setCreationDate(day);
  pdf.setModificationDate(day);
  addPage(pdf, font, 'Overeenkomst vroegsignalering', 0);
  const widgets = addSignaturePage(pdf, font, fields);
  addForm(pdf, font, widgets);
  addStructure(pdf, widgets);
  return {
    bytes: Buffer.from(
      await pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }),
    ),
    fields,
    appearance: (...lines) => ({ content: textOperators(font, lines), width: WIDTH, height: HEIGHT }),
  };
}

function addPage(pdf: PDFDocument, font: PDFFont, heading: string, mark: number): PDFRef {
  const page = pdf.addPage([595, 842]);
  page.node.setFontDictionary(PDFName.of('Tekst'), font.ref);
  const content = `/P << /MCID ${mark} >> BDC BT /Tekst 14 Tf 60 760 Td ${font.encodeText(heading).toString()} Tj ET EMC`;
  page.node.set(PDFName.of('Contents'), pdf.context.register(pdf.context.stream(content)));
  page.node.set(PDFName.of('StructParents'), PDFNumber.of(pdf.getPageCount() - 1));
  page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
  return page.ref;
}

function addSignaturePage(pdf: PDFDocument, font: PDFFont, fields: readonly string[]): readonly PDFRef[] {
  const page = addPage(pdf, font, 'Ondertekening', 0);
  const { context } = pdf;
  const widgets = fields.map((name, index) => {
    const top = 700 - index * 80;
    // Neither /Filter nor /Matrix: the later appearance has none, and EU DSS calls their going away a modification.
    const empty = context.register(
      context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, WIDTH, HEIGHT] }),
    );
    return context.register(
      context.obj({
        Type: 'Annot',
        Subtype: 'Widget',
        FT: 'Sig',
        T: PDFHexString.fromText(name),
        TU: PDFHexString.fromText(`Handtekening ${name}`),
        Rect: [60, top - HEIGHT, 60 + WIDTH, top],
        F: 4,
        P: page,
        StructParent: 10 + index,
        AP: { N: empty },
      }),
    );
  });
  pdf.getPage(1).node.set(PDFName.of('Annots'), context.obj([...widgets]));
  return widgets;
}

function addForm(pdf: PDFDocument, font: PDFFont, widgets: readonly PDFRef[]): void {
  const fonts = pdf.context.obj({ Tekst: font.ref });
  pdf.catalog.set(
    PDFName.of('AcroForm'),
    pdf.context.register(pdf.context.obj({ Fields: [...widgets], SigFlags: 3, DR: { Font: fonts } })),
  );
}

/** The parent tree is written before the kids, since EU DSS walks keys in file order. */
function addStructure(pdf: PDFDocument, widgets: readonly PDFRef[]): void {
  const { context } = pdf;
  const root = context.nextRef();
  const pages = pdf.getPages().map((page) => page.ref);
  const paragraphs = pages.map((page) =>
    context.register(context.obj({ Type: 'StructElem', S: 'P', P: root, Pg: page, K: 0 })),
  );
  const forms = widgets.map((widget) =>
    context.register(
      context.obj({ Type: 'StructElem', S: 'Form', P: root, K: { Type: 'OBJR', Obj: widget, Pg: pages[1] ?? root } }),
    ),
  );
  const numbers = PDFArray.withContext(context);
  paragraphs.forEach((element, index) => {
    numbers.push(PDFNumber.of(index));
    numbers.push(context.obj([element]));
  });
  forms.forEach((element, index) => {
    numbers.push(PDFNumber.of(10 + index));
    numbers.push(element);
  });
  const tree = PDFDict.withContext(context);
  tree.set(PDFName.of('Type'), PDFName.of('StructTreeRoot'));
  tree.set(PDFName.of('ParentTree'), context.obj({ Nums: numbers }));
  tree.set(PDFName.of('ParentTreeNextKey'), PDFNumber.of(10 + widgets.length));
  tree.set(PDFName.of('K'), context.obj([...paragraphs, ...forms]));
  context.assign(root, tree);
  pdf.catalog.set(PDFName.of('StructTreeRoot'), root);
  pdf.catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  pdf.catalog.set(PDFName.of('Lang'), PDFHexString.fromText('nl-NL'));
}

function textOperators(font: PDFFont, lines: readonly string[]): Buffer {
  const shown = lines.map((line) => `${font.encodeText(line).toString()} Tj T*`);
  return Buffer.from(`BT /Tekst 9 Tf 12 TL 6 ${HEIGHT - 14} Td ${shown.join(' ')} ET`, 'latin1');
}
