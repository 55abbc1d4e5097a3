import { PDFString, type PDFContext, type PDFRef } from 'pdf-lib';
import type { FontProgram } from './font-program';
import { dictionary, registerStream } from './objects';

/** A composite font with identity codes (ISO 32000-1, 9.7): a code is the glyph's index in the subset. */
export function registerFont(context: PDFContext, program: FontProgram): PDFRef {
  const { metrics, baseFont } = program;
  const file = registerStream(context, program.file, { Length1: program.fileLength }, 'deflated');
  const descriptor = context.register(
    dictionary(context, {
      Type: 'FontDescriptor',
      FontName: baseFont,
      Flags: metrics.flags,
      FontBBox: [...metrics.box],
      ItalicAngle: 0,
      Ascent: metrics.ascent,
      Descent: metrics.descent,
      CapHeight: metrics.capHeight,
      StemV: metrics.stemV,
      FontFile2: file,
    }),
  );
  const descendant = context.register(
    dictionary(context, {
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: baseFont,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      CIDToGIDMap: 'Identity',
      W: [1, [...program.widths]],
    }),
  );
  return context.register(
    dictionary(context, {
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: baseFont,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: registerStream(context, program.toUnicode, {}, 'deflated'),
    }),
  );
}
