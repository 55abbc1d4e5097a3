import { createHash } from 'node:crypto';
import { deflate } from 'pako';
import { PDFContext, PDFHexString, PDFString, PDFWriter, type PDFRef } from 'pdf-lib';
import type { AgreementText } from '../agreement-text';
import { layOut } from '../layout/lay-out';
import { registerBookmarks } from './bookmarks';
import { registerFont } from './font-objects';
import { fontPrograms } from './font-program';
import { metadataOf, type Metadata } from './metadata';
import { dictionary, registerStream, textString } from './objects';
import { srgbProfile } from './srgb-profile';
import { registerPages } from './page-objects';
import { registerStructureTree } from './structure-tree';

/**
 * The base revision of an agreement: A4, tagged, with an empty signature field for every place. A classic cross-reference
 * table without object streams, so that signing appends plain increments. The same text gives the same bytes.
 */
export async function renderAgreementPdf(text: AgreementText): Promise<Buffer> {
  const layout = layOut(text);
  const context = PDFContext.create();
  const fonts = registerFonts(context);
  const { root, pages, fields, marked, painted } = registerPages(context, layout, fonts);
  const structure = registerStructureTree(context, { nodes: layout.nodes, marked, pages, fields });
  const form = context.register(
    dictionary(context, {
      Fields: [...fields.values()].map(({ ref }) => ref),
      // Signatures exist, append only: already true before the first, so that no signing revision touches this object.
      SigFlags: 3,
      DR: { Font: fonts },
    }),
  );
  const metadata = metadataOf(text);
  const xmp = Buffer.from(metadata.xmp, 'utf8');
  context.trailerInfo.Root = context.register(
    dictionary(context, {
      Type: 'Catalog',
      Pages: root,
      AcroForm: form,
      StructTreeRoot: structure,
      MarkInfo: { Marked: true },
      Lang: textString('nl-NL'),
      ViewerPreferences: { DisplayDocTitle: true },
      Outlines: registerBookmarks(context, layout.bookmarks, pages),
      OutputIntents: [registerOutputIntent(context)],
      Metadata: registerStream(context, xmp, { Type: 'Metadata', Subtype: 'XML' }, 'plain'),
    }),
  );
  context.trailerInfo.Info = registerInfo(context, metadata);
  const id = PDFHexString.of(identifier([metadata.xmp, ...painted]));
  context.trailerInfo.ID = context.obj([id, id]);
  return Buffer.from(await PDFWriter.forContext(context, Infinity).serializeToBuffer());
}

/** The fonts of pages and appearances, by the names that content streams use. */
function registerFonts(context: PDFContext): PDFRef {
  const entries = fontPrograms().map((program) => [program.name, registerFont(context, program)] as const);
  return context.register(dictionary(context, Object.fromEntries(entries)));
}

/** What the colours mean (ISO 19005-2, 6.2.3). */
function registerOutputIntent(context: PDFContext): PDFRef {
  return context.register(
    dictionary(context, {
      Type: 'OutputIntent',
      S: 'GTS_PDFA1',
      OutputConditionIdentifier: PDFString.of('sRGB IEC61966-2.1'),
      DestOutputProfile: registerStream(context, deflate(srgbProfile()), { N: 3 }, 'deflated'),
    }),
  );
}

function registerInfo(context: PDFContext, metadata: Metadata): PDFRef {
  return context.register(
    dictionary(context, {
      Title: textString(metadata.title),
      Producer: textString(metadata.producer),
      CreationDate: PDFString.of(metadata.pdfDate),
      ModDate: PDFString.of(metadata.pdfDate),
    }),
  );
}

/** 16 bytes as hexadecimal, from what the document says (ISO 32000-1, 14.4 leaves the method free). */
function identifier(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 32);
}
