// How the code of a glyph (its index in the subset) is written: in two bytes, or in one where that cannot be taken for the first of
// two. It is the same number both ways, so a reader that looks codes up by number alone finds the right glyph too.

/** Whether one byte is enough. */
export const isShort = (code: number): boolean => code >= 0x02 && code <= 0xff;

const CODESPACES = `2 begincodespacerange
<02> <FF>
<0000> <01FF>
endcodespacerange`;

const cmap = (
  ordering: string,
  name: string,
  type: number,
  mappings: string,
): string => `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (${ordering}) /Supplement 0>> def
/CMapName /${name} def
/CMapType ${type} def
${CODESPACES}
${mappings}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;

export const ENCODING_NAME = 'Overeenkomst-H';

/** The CMap from codes to glyphs (ISO 32000-1, 9.7.5.3). */
export const encodingMap = (): string =>
  cmap(
    'Identity',
    ENCODING_NAME,
    1,
    `/WMode 0 def
3 begincidrange
<02> <FF> 2
<0000> <00FF> 0
<0100> <01FF> 256
endcidrange`,
  );

/** The CMap from codes to characters (ISO 32000-1, 9.10.3). */
export function toUnicodeMap(characters: ReadonlyMap<number, number>): string {
  const hex = (value: number, digits: number): string => `<${value.toString(16).toUpperCase().padStart(digits, '0')}>`;
  const lines = [...characters].flatMap(([code, point]) => {
    const wide = `${hex(code, 4)} ${hex(point, 4)}`;
    return isShort(code) ? [`${hex(code, 2)} ${hex(point, 4)}`, wide] : [wide];
  });
  const blocks: string[] = [];
  for (let i = 0; i < lines.length; i += 100) {
    const block = lines.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return cmap('UCS', 'Adobe-Identity-UCS', 2, blocks.join('\n'));
}
