import { createHash } from 'node:crypto';
import { PDFContext, PDFHexString, PDFString, PDFWriter, type PDFRef } from 'pdf-lib';
import type { AgreementText } from '../agreement-text';
import { layOut } from '../layout/lay-out';
import { ARCHIVE_FIELD, type Op } from '../layout/page';
import { PAGE } from '../layout/style';
import { registerBookmarks } from './bookmarks';
import { registerFont } from './font-objects';
import { fontPrograms } from './font-program';
import { metadataOf } from './metadata';
import { deflated, dictionary, registerStream, textString, type Value } from './objects';
import { pageContent } from './page-content';
import { registerArchiveField, registerPlace } from './signature-fields';
import { registerStructureTree } from './structure-tree';

type FieldOp = Extract<Op, { readonly kind: 'field' }>;

/**
 * The base revision of an agreement: A4, tagged, with an empty signature field for every place. A classic cross-reference
 * table without object streams, so that signing appends plain increments. The same text gives the same bytes.
 */
export async function renderAgreementPdf(text: AgreementText): Promise<Buffer> {
  const layout = layOut(text);
  const context = PDFContext.create();
  const fonts: Record<string, PDFRef> = {};
  for (const program of fontPrograms()) fonts[program.name] = registerFont(context, program);
  const fontDictionary = context.register(dictionary(context, fonts));

  const contents = layout.pages.map(pageContent);
  const pagesRef = context.nextRef();
  const pages = layout.pages.map(() => context.nextRef());
  const fields = new Map<string, { ref: PDFRef; structParent: number; page: PDFRef }>();
  let nextKey = pages.length;
  layout.pages.forEach((page, i) => {
    const pageRef = pages[i];
    if (pageRef === undefined) return;
    const places = page.ops.filter((op): op is FieldOp => op.kind === 'field');
    const widgets = places.map((op) => {
      const ref = registerPlace(context, op, pageRef, nextKey);
      fields.set(op.name, { ref, structParent: nextKey, page: pageRef });
      nextKey += 1;
      return ref;
    });
    if (i === pages.length - 1) {
      const ref = registerArchiveField(context, pageRef, nextKey);
      fields.set(ARCHIVE_FIELD, { ref, structParent: nextKey, page: pageRef });
      widgets.push(ref);
    }
    const stream = registerStream(context, deflated(contents[i]?.stream ?? ''), {}, 'deflated');
    context.assign(
      pageRef,
      dictionary(context, {
        Type: 'Page',
        Parent: pagesRef,
        MediaBox: [0, 0, PAGE.width, PAGE.height],
        Resources: { Font: fontDictionary },
        Contents: stream,
        StructParents: i,
        Tabs: 'S',
        Annots: widgets.length === 0 ? null : widgets,
      }),
    );
  });
  context.assign(pagesRef, dictionary(context, { Type: 'Pages', Kids: pages, Count: pages.length }));

  const metadata = metadataOf(text);
  const structure = registerStructureTree(context, {
    nodes: layout.nodes,
    marked: contents.map(({ marked }) => marked),
    pages,
    fields,
  });
  const catalog: Record<string, Value> = {
    Type: 'Catalog',
    Pages: pagesRef,
    AcroForm: context.register(
      dictionary(context, {
        Fields: [...fields.values()].map(({ ref }) => ref),
        SigFlags: 3,
        DR: { Font: fontDictionary },
      }),
    ),
    StructTreeRoot: structure,
    MarkInfo: { Marked: true },
    Lang: textString('nl-NL'),
    ViewerPreferences: { DisplayDocTitle: true },
    Outlines: registerBookmarks(context, layout.bookmarks, pages),
    Metadata: registerStream(context, Buffer.from(metadata.xmp, 'utf8'), { Type: 'Metadata', Subtype: 'XML' }, 'plain'),
  };
  context.trailerInfo.Root = context.register(dictionary(context, catalog));
  context.trailerInfo.Info = context.register(
    dictionary(context, {
      Title: textString(metadata.title),
      Producer: textString(metadata.producer),
      CreationDate: PDFString.of(metadata.pdfDate),
      ModDate: PDFString.of(metadata.pdfDate),
    }),
  );
  const hash = createHash('sha256').update(metadata.xmp);
  for (const { stream } of contents) hash.update(stream);
  const id = PDFHexString.of(hash.digest('hex').slice(0, 32));
  context.trailerInfo.ID = context.obj([id, id]);
  return Buffer.from(await PDFWriter.forContext(context, Infinity).serializeToBuffer());
}
