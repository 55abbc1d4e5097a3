import { deflate } from 'pako';
import { ENCODING_NAME, encodingMap } from '../fonts/glyph-codes';
import type { FontProgram } from './font-program';
import { number } from './operators';
import { deflatedStream, ref, refs } from './objects';
import type { ObjectList } from './object-list';

/** What the codes of all fonts mean. */
export function addEncoding(objects: ObjectList): number {
  const entries = `/Type/CMap/CMapName/${ENCODING_NAME}/CIDSystemInfo${SYSTEM}/WMode 0`;
  return objects.add(deflatedStream(entries, deflate(Buffer.from(encodingMap(), 'latin1'))));
}

const SYSTEM = '<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>';

/** A composite font (ISO 32000-1, 9.7): a code is the glyph's index in the subset. */
export function addFont(objects: ObjectList, program: FontProgram, encoding: number): number {
  const { metrics, baseFont } = program;
  const name = `/${baseFont}`;
  const file = objects.add(deflatedStream(`/Length1 ${program.fileLength}`, program.file));
  const descriptor = objects.add(
    `<</Type/FontDescriptor/FontName${name}/Flags ${metrics.flags}/FontBBox[${metrics.box.map(number).join(' ')}]` +
      `/ItalicAngle 0/Ascent ${number(metrics.ascent)}/Descent ${number(metrics.descent)}` +
      `/CapHeight ${number(metrics.capHeight)}/StemV ${metrics.stemV}/FontFile2 ${ref(file)}>>`,
  );
  const descendant = objects.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont${name}/CIDSystemInfo${SYSTEM}` +
      `/FontDescriptor ${ref(descriptor)}/CIDToGIDMap/Identity/W[1[${program.widths.map(number).join(' ')}]]>>`,
  );
  const toUnicode = objects.add(deflatedStream('', program.toUnicode));
  return objects.add(
    `<</Type/Font/Subtype/Type0/BaseFont${name}/Encoding ${ref(encoding)}/DescendantFonts${refs([descendant])}` +
      `/ToUnicode ${ref(toUnicode)}>>`,
  );
}
