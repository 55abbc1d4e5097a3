// A TrueType program with chosen glyphs in a chosen order (OpenType 1.9: glyf, loca, hmtx). Written here because the subset of
// fontkit writes a short `loca` over glyphs of odd length, which moves every outline after the first.

/** Tables a PDF reader needs of a CIDFontType2 program (ISO 32000-1, 9.9), besides the three that are rebuilt. */
const COPIED = ['cvt ', 'fpgm', 'head', 'hhea', 'maxp', 'prep'];

const ARG_WORDS = 0x1;
const SCALE = 0x8;
const MORE = 0x20;
const XY_SCALE = 0x40;
const TWO_BY_TWO = 0x80;

type Tables = ReadonlyMap<string, Buffer>;

/** `glyphs` are ids in the source; glyph 0 of the result is .notdef, the first of them is 1. Parts of composites follow. */
export function subsetTrueType(source: Buffer, glyphs: readonly number[]): Buffer {
  const tables = tablesOf(source);
  const outlineOf = outlines(tables);
  const order = [0, ...glyphs];
  const newId = new Map(order.map((glyph, i) => [glyph, i]));
  const renumber = (glyph: number): number => {
    const known = newId.get(glyph);
    if (known !== undefined) return known;
    newId.set(glyph, order.length);
    order.push(glyph);
    return order.length - 1;
  };
  const outlinesOut: Buffer[] = [];
  // The list grows while composites bring in their parts.
  for (let i = 0; i < order.length; i += 1) outlinesOut.push(withParts(outlineOf(order[i] ?? 0), renumber));
  return assemble(rebuilt(tables, order, outlinesOut));
}

function tablesOf(source: Buffer): Tables {
  const count = source.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const at = 12 + i * 16;
      const offset = source.readUInt32BE(at + 8);
      return [source.toString('latin1', at, at + 4), source.subarray(offset, offset + source.readUInt32BE(at + 12))];
    }),
  );
}

function table(tables: Tables, tag: string): Buffer {
  const found = tables.get(tag);
  if (found === undefined) throw new Error(`the font has no ${tag} table`);
  return found;
}

function outlines(tables: Tables): (glyph: number) => Buffer {
  const loca = table(tables, 'loca');
  const glyf = table(tables, 'glyf');
  const isLong = table(tables, 'head').readInt16BE(50) === 1;
  const offset = (i: number): number => (isLong ? loca.readUInt32BE(i * 4) : loca.readUInt16BE(i * 2) * 2);
  return (glyph) => glyf.subarray(offset(glyph), offset(glyph + 1));
}

/** A composite glyph names its parts by id: each gets its id in the subset. Padded to four bytes. */
function withParts(outline: Buffer, renumber: (glyph: number) => number): Buffer {
  const copy = Buffer.alloc(Math.ceil(outline.length / 4) * 4);
  outline.copy(copy);
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return copy;
  let at = 10;
  for (let flags = MORE; (flags & MORE) !== 0;) {
    flags = outline.readUInt16BE(at);
    copy.writeUInt16BE(renumber(outline.readUInt16BE(at + 2)), at + 2);
    at += 4 + ((flags & ARG_WORDS) !== 0 ? 4 : 2);
    if ((flags & SCALE) !== 0) at += 2;
    else if ((flags & XY_SCALE) !== 0) at += 4;
    else if ((flags & TWO_BY_TWO) !== 0) at += 8;
  }
  return copy;
}

function rebuilt(tables: Tables, order: readonly number[], outlinesOut: readonly Buffer[]): Tables {
  const hmtx = table(tables, 'hmtx');
  const metrics = table(tables, 'hhea').readUInt16BE(34);
  const hmtxOut = Buffer.alloc(order.length * 4);
  const locaOut = Buffer.alloc((order.length + 1) * 4);
  let end = 0;
  order.forEach((glyph, i) => {
    const last = Math.min(glyph, metrics - 1);
    const bearing = glyph < metrics ? glyph * 4 + 2 : metrics * 4 + (glyph - metrics) * 2;
    hmtxOut.writeUInt16BE(hmtx.readUInt16BE(last * 4), i * 4);
    hmtxOut.writeInt16BE(hmtx.readInt16BE(bearing), i * 4 + 2);
    end += outlinesOut[i]?.length ?? 0;
    locaOut.writeUInt32BE(end, (i + 1) * 4);
  });
  const copied = new Map(
    COPIED.flatMap((tag) => (tables.has(tag) ? [[tag, Buffer.from(table(tables, tag))] as const] : [])),
  );
  copied.get('head')?.writeInt16BE(1, 50);
  copied.get('head')?.writeUInt32BE(0, 8);
  copied.get('hhea')?.writeUInt16BE(order.length, 34);
  copied.get('maxp')?.writeUInt16BE(order.length, 4);
  return new Map([...copied, ['hmtx', hmtxOut], ['loca', locaOut], ['glyf', Buffer.concat(outlinesOut)]]);
}

function assemble(tables: Tables): Buffer {
  const entries = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const power = Math.floor(Math.log2(entries.length));
  const head = Buffer.alloc(12 + entries.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(entries.length, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (entries.length - 2 ** power), 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  entries.forEach(([tag, bytes], i) => {
    const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
    bytes.copy(padded);
    const at = 12 + i * 16;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(checksum(padded), at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    parts.push(padded);
    offset += padded.length;
  });
  const font = Buffer.concat(parts);
  const headIndex = entries.findIndex(([tag]) => tag === 'head');
  const headAt = font.readUInt32BE(12 + headIndex * 16 + 8);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}
