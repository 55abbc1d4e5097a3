import { deflateSync } from 'node:zlib';

// PDFs as other programs write them: cross-reference tables, streams, object streams and hybrid files, byte by byte.

export type Style = 'table' | 'stream' | 'packed' | 'hybrid';
export const STYLES: readonly Style[] = ['table', 'stream', 'packed', 'hybrid'];

/** Number and body of an object; a body of null frees it. */
export type ObjectBodies = Readonly<Record<number, string | null>>;

export interface RevisionOptions {
  readonly trailer?: string;
  /** Instead of the place of the revision before it; null: none. */
  readonly previous?: number | null;
  /** Bytes between the objects and the cross-references. */
  readonly stray?: string;
  /** Objects that no cross-reference lists, in the object stream where one is written, or else between the objects. */
  readonly smuggled?: readonly (readonly [number, string])[];
  /** Stands before every object, where its place points: a line end, as some programs count. */
  readonly lead?: string;
  /** Entries that are put in the cross-references as they are. */
  readonly entries?: readonly (readonly [number, number])[];
  readonly root?: number;
  /** A comment before `startxref`, where some programs put their name. */
  readonly comment?: string;
}

export const streamBody = (content: string, dictionary = ''): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;

export const plainObject = (number: number, body: string): string => `${number} 0 obj\n${body}\nendobj\n`;

export const lastStart = (file: Buffer): number =>
  Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1').slice(-200))?.[1] ?? 0);

const HEADER = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');

/** `before`: what stands before the header, which some programs put there. */
export const newPdf = (style: Style, objects: ObjectBodies, before = ''): Buffer =>
  addRevision(Buffer.concat([Buffer.from(before, 'latin1'), HEADER]), style, objects, { previous: null });

/** Appends a revision with these objects, correct in every respect unless the options say otherwise. */
export function addRevision(file: Buffer, style: Style, objects: ObjectBodies, options: RevisionOptions = {}): Buffer {
  const previous = options.previous === undefined ? lastStart(file) : options.previous;
  const parts: Buffer[] = [];
  let at = file.length;
  const write = (bytes: Buffer | string): void => {
    const buffer = Buffer.from(bytes as string, 'latin1');
    parts.push(buffer);
    at += buffer.length;
  };
  if (file.at(-1) !== 0x0a) write('\n');
  const entries = new Map<number, readonly [0 | 1 | 2, number, number]>();
  const packed: [number, string][] = [];
  for (const [key, body] of Object.entries(objects)) {
    const number = Number(key);
    if (body === null) entries.set(number, [0, 0, 1]);
    else if (
      (style === 'packed' || style === 'hybrid') &&
      !body.includes('stream') &&
      !body.includes('/ByteRange') &&
      number !== 1
    )
      packed.push([number, body]);
    else {
      entries.set(number, [1, at, 0]);
      write((options.lead ?? '') + plainObject(number, body));
    }
  }
  const smuggled = options.smuggled ?? [];
  let next = 1000 + Math.floor(file.length / 10) * 2;
  const hidden = new Map<number, readonly [0 | 1 | 2, number, number]>();
  if (packed.length > 0) {
    const offsets: string[] = [];
    let content = '';
    for (const [number, body] of [...packed, ...smuggled]) {
      offsets.push(`${number} ${content.length}`);
      content += `${body} `;
    }
    packed.forEach(([number], index) => (style === 'hybrid' ? hidden : entries).set(number, [2, next, index]));
    const head = `${offsets.join(' ')} `;
    const bytes = deflateSync(Buffer.from(head + content, 'latin1'));
    (style === 'hybrid' ? hidden : entries).set(next, [1, at, 0]);
    write(
      `${next} 0 obj\n<< /Type /ObjStm /N ${offsets.length} /First ${head.length} /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n`,
    );
    write(bytes);
    write('\nendstream\nendobj\n');
    next++;
  } else write(smuggled.map(([number, body]) => plainObject(number, body)).join(''));
  for (const [number, offset] of options.entries ?? []) entries.set(number, [1, offset, 0]);
  if (options.stray) write(options.stray);
  const size = Math.max(0, next, ...entries.keys(), ...hidden.keys()) + 1;
  const tail = `/Size ${size} /Root ${options.root ?? 1} 0 R /Info 8 0 R${previous === null ? '' : ` /Prev ${previous}`} ${options.trailer ?? ''}`;
  const asStream = (own: number, list: typeof entries, extra: string): void => {
    list.set(own, [1, at, 0]);
    const sorted = [...list].sort(([one], [other]) => one - other);
    const data = deflateSync(
      Buffer.concat(
        sorted.map(([, [kind, second, third]]) => {
          const row = Buffer.alloc(7);
          row.writeUInt8(kind, 0);
          row.writeUInt32BE(second, 1);
          row.writeUInt16BE(third, 5);
          return row;
        }),
      ),
    );
    const index = sorted.map(([number]) => `${number} 1`).join(' ');
    write(
      `${own} 0 obj\n<< /Type /XRef /W [1 4 2] /Index [${index}] ${extra} /Filter /FlateDecode /Length ${data.length} >>\nstream\n`,
    );
    write(data);
    write('\nendstream\nendobj\n');
  };
  let besides = '';
  if (style === 'hybrid' && hidden.size > 0) {
    besides = ` /XRefStm ${at}`;
    asStream(next, hidden, `/Size ${size}`);
  }
  const start = at;
  if (style === 'stream' || style === 'packed') asStream(next, entries, tail);
  else {
    const lines = [...entries].map(
      ([number, [kind, offset]]) =>
        `${number} 1\n${String(offset).padStart(10, '0')} 0000${kind === 0 ? 1 : 0} ${kind === 0 ? 'f' : 'n'} \n`,
    );
    if (previous === null) lines.unshift('0 1\n0000000000 65535 f \n');
    write(`xref\n${lines.join('')}trailer\n<< ${tail}${besides} >>\n`);
  }
  write(`${options.comment ? `%${options.comment}\n` : ''}startxref\n${start}\n%%EOF\n`);
  return Buffer.concat([file, ...parts]);
}

const TEXT = 'BT /F1 14 Tf 60 760 Td (Wij betalen 100 euro) Tj ET';

/** Two pages, a text field, metadata; `more` replaces or adds objects. */
export const contract = (more: ObjectBodies = {}): ObjectBodies => ({
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R 10 0 R] /Count 2 /MediaBox [0 0 595 842] >>',
  3: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [7 0 R] >>',
  4: streamBody(TEXT),
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  6: '<< /Fields [7 0 R] >>',
  7: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (bedrag) /V (100) /Rect [60 600 200 620] /P 3 0 R /AP << /N 12 0 R >> >>',
  8: '<< /Title (Contract) /ModDate (D:20261101000000Z) >>',
  9: streamBody('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', '/Type /Metadata /Subtype /XML'),
  10: '<< /Type /Page /Parent 2 0 R /Contents 11 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  11: streamBody('BT /F1 14 Tf 60 760 Td (Bladzijde twee) Tj ET'),
  12: streamBody('BT (100) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 140 20]'),
  ...more,
});

const STRUCTURE = '/Type /StructTreeRoot /RoleMap << >>';
const ELEMENT = '/Type /StructElem';

/** The contract with tags: a paragraph on page 1, and the text field with its own element. */
export const taggedContract = (): ObjectBodies =>
  contract({
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 9 0 R /MarkInfo << /Marked true >> /StructTreeRoot 80 0 R >>',
    4: streamBody(`/P << /MCID 0 >> BDC ${TEXT} EMC`),
    7: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (bedrag) /V (100) /Rect [60 600 200 620] /P 3 0 R /StructParent 1 /AP << /N 12 0 R >> >>',
    80: `<< ${STRUCTURE} /K [81 0 R] /ParentTree 84 0 R /ParentTreeNextKey 2 >>`,
    81: `<< ${ELEMENT} /S /Document /P 80 0 R /K [82 0 R 83 0 R] >>`,
    82: `<< ${ELEMENT} /S /P /P 81 0 R /Pg 3 0 R /K 0 >>`,
    83: `<< ${ELEMENT} /S /Form /P 81 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 7 0 R >> >>`,
    84: '<< /Nums [0 85 0 R 1 83 0 R] >>',
    85: '[82 0 R]',
  });

/** What a program writes that tags the field (object 30) that it signs in: an element, and another parent tree with the old ones in it. */
export const tagsFor = (more: ObjectBodies = {}): ObjectBodies => ({
  80: `<< ${STRUCTURE} /K [81 0 R] /ParentTree 91 0 R /ParentTreeNextKey 3 >>`,
  81: `<< ${ELEMENT} /S /Document /P 80 0 R /K [82 0 R 83 0 R 90 0 R] >>`,
  90: `<< ${ELEMENT} /S /Form /P 81 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 30 0 R >> >>`,
  91: '<< /Nums [0 92 0 R 1 83 0 R 2 90 0 R] >>',
  92: '[82 0 R]',
  ...more,
});
