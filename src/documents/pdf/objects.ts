// The few shapes of PDF objects an agreement needs, written out. Every character is one byte (latin1): a length is a count.
// Dictionaries keep the order in which they are written: EU DSS walks some in file order.

/** Text of people goes into a file only as hexadecimal UTF-16: a literal string would let it become syntax. */
export const textString = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

export const ref = (object: number): string => `${object} 0 R`;
export const refs = (objects: readonly number[]): string => `[${objects.map(ref).join(' ')}]`;

/** `entries` are those besides the length. */
export const stream = (entries: string, content: string): string =>
  `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;

/** With bytes that pako deflated: those of zlib differ between processors and versions of Node. */
export const deflatedStream = (entries: string, bytes: Uint8Array): string =>
  stream(`${entries}/Filter/FlateDecode`, Buffer.from(bytes).toString('latin1'));

export const objectText = (object: number, body: string): string => `${object} 0 obj\n${body}\nendobj\n`;

/** An entry of a cross-reference table: always 20 bytes. */
export const entryText = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
