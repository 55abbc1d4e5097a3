import { readFirst } from '../../src/signing/der/read';
import { fileEnd } from '../../src/signing/pdf/append';
import { readFile } from '../../src/signing/pdf/file';

/** The CMS of the n-th signature in a file, counted from the start. */
export function contentsOf(file: Buffer, index: number): Buffer {
  return readFirst(Buffer.from(gapsOf(file)[index]?.hex ?? '', 'hex')).raw;
}

/** Where the signatures stand: the hex digits between the brackets of /Contents. */
export function gapsOf(
  file: Buffer,
): readonly { readonly start: number; readonly end: number; readonly hex: string }[] {
  return [...file.toString('latin1').matchAll(/\/Contents <([0-9a-f]+)>/g)].map((match) => {
    const start = match.index + '/Contents <'.length;
    const hex = match[1] ?? '';
    return { start, end: start + hex.length, hex };
  });
}

/** The file with one byte changed (its lowest bit, unless another mask is given). */
export function flip(file: Buffer, at: number, mask = 1): Buffer {
  const copy = Buffer.from(file);
  copy.writeUInt8(copy.readUInt8(at) ^ mask, at);
  return copy;
}

/** The file with other bytes in the place of a part. */
export const splice = (file: Buffer, start: number, end: number, other: Buffer | string): Buffer =>
  Buffer.concat([file.subarray(0, start), Buffer.from(other), file.subarray(end)]);

/** One occurrence of a text replaced by another; it must be there. */
export function swap(file: Buffer, from: string, to: string, nth = 0): Buffer {
  let at = -1;
  for (let count = 0; count <= nth; count++) at = file.indexOf(from, at + 1, 'latin1');
  if (at < 0) throw new Error(`no "${from}" in the file`);
  return splice(file, at, at + from.length, Buffer.from(to, 'latin1'));
}

/** The file with another CMS in its n-th gap, which keeps its length. */
export function refill(file: Buffer, nth: number, cms: Buffer): Buffer {
  const { start, end } = gapsOf(file)[nth] ?? { start: 0, end: 0 };
  const digits = cms.toString('hex');
  if (digits.length > end - start) throw new Error(`${digits.length} digits for a gap of ${end - start}`);
  return splice(file, start, end, digits.padEnd(end - start, '0'));
}

/** The first number that no object of the file has. */
export const freeNumber = (file: Buffer): number => fileEnd(readFile(file)).size;

/**
 * Appends an increment with the given objects, well-formed in every respect. Its trailer is that of a signature, which brings
 * two new objects: with any other the objects would not be looked at.
 */
export function append(file: Buffer, objects: readonly { readonly number: number; readonly body: string }[]): Buffer {
  const { openEnded, size, trailer, startxref } = fileEnd(readFile(file));
  let body = openEnded ? '\n' : '';
  const lines = objects.map(({ number, body: object }) => {
    const at = file.length + body.length;
    body += `${number} 0 obj\n${object}\nendobj\n`;
    return `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const xrefAt = file.length + body.length;
  const newSize = Math.max(size + 2, ...objects.map(({ number }) => number + 1));
  body += `xref\n${lines.join('')}trailer\n<< /Size ${newSize} ${trailer} /Prev ${startxref} >>\nstartxref\n${xrefAt}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(body, 'latin1')]);
}
