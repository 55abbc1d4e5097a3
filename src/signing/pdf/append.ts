import type { Hash } from 'node:crypto';
import { SigningError } from '../errors';
import type { PdfFile } from './file';
import { numberIn } from './entries';
import { refusePdf } from './letters';
import type { PdfDictionary } from './syntax';

// What every increment has in common (ISO 32000-2 7.5.6): objects, a cross-reference table of exactly those, a trailer.

/** All that a writer needs to know of the end of the file that it adds to; nothing of it needs parsing when it is known. */
export interface FileEnd {
  readonly length: number;
  /** Does the file end without a line end? Then the increment starts with one. */
  readonly openEnded: boolean;
  readonly startxref: number;
  /** /Size of the last trailer: the first free object number. */
  readonly size: number;
  /** Entries Root, Info and ID of the trailer, as written. */
  readonly trailer: string;
}

/** A whole object, from "N 0 obj" to the line after "endobj", each letter a byte. */
export interface WrittenObject {
  readonly number: number;
  readonly text: string;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Hexadecimal, so that no letter that a person typed can end the string and start something else. */
export function textString(text: string): string {
  let digits = '<FEFF';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    digits += `${HEX[unit >> 8]}${HEX[unit & 0xff]}`;
  }
  return `${digits}>`;
}

export const dictionaryObject = (number: number, entries: string): WrittenObject => ({
  number,
  text: `${number} 0 obj\n<< ${entries} >>\nendobj\n`,
});

export const streamObject = (number: number, entries: string, content: Buffer): WrittenObject => ({
  number,
  text: `${number} 0 obj\n<< ${entries}${entries === '' ? '' : ' '}/Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream\nendobj\n`,
});

/** Entries of a dictionary as written, without some. */
export const entriesWithout = (file: Buffer, dictionary: PdfDictionary, without: readonly string[]): string =>
  entriesWhere(file, dictionary, (key) => !without.includes(key));

/** Joined in one way however they stood: who checks an increment writes it again and compares. */
function entriesWhere(file: Buffer, { entries, start, end }: PdfDictionary, isKept: (key: string) => boolean): string {
  const source = file.toString('latin1', start, end);
  let written = '';
  for (const key of entries.keys) {
    const span = isKept(key) ? entries.span(key) : undefined;
    if (span) written += `${written === '' ? '' : ' '}/${key} ${source.slice(span.start - start, span.end - start)}`;
  }
  return written;
}

/** Entries that every trailer of a file repeats. */
const KEPT = ['Root', 'Info', 'ID'];

/** The end of the file as of a revision (by its index; the newest when not given). Throws `malformed-pdf`. */
export function fileEnd(file: PdfFile, asOf: number = file.revisions.length - 1): FileEnd {
  const revision = file.revisions[asOf];
  const size = revision && numberIn(revision.trailer, 'Size');
  if (!revision || size === null || size === undefined) throw refusePdf('trailer without Size', revision?.xrefAt ?? 0);
  return {
    length: revision.end,
    openEnded: file.bytes[revision.end - 1] !== 0x0a,
    startxref: revision.xrefAt,
    size,
    trailer: entriesWhere(file.bytes, revision.trailer, (key) => KEPT.includes(key)),
  };
}

/** An increment of finished objects. */
export function writeObjects(end: FileEnd, objects: readonly WrittenObject[]): Buffer {
  const { text, offsets } = layOut(end, objects);
  return Buffer.from(text + closing(end, offsets, end.length + text.length), 'latin1');
}

/** An increment that is complete but for a hex string; `fillGap` writes it in place. */
export interface Gapped {
  readonly bytes: Buffer;
  /** The hex string with its brackets, for now all zeros. */
  readonly gap: { readonly start: number; readonly end: number };
  /** Bytes that the gap takes, each as two digits. */
  readonly room: number;
  /** Where the signature dictionary begins. */
  readonly signatureAt: number;
}

/** Finished objects and then a signature dictionary, whose /Contents is the gap and whose /ByteRange is all around it. */
export function writeGapped(
  end: FileEnd,
  objects: readonly WrittenObject[],
  signature: { readonly number: number; readonly entries: string; readonly room: number },
): Gapped {
  const head = { number: signature.number, text: `${signature.number} 0 obj\n<< ${signature.entries} /Contents ` };
  const { text: before, offsets } = layOut(end, [...objects, head]);
  const gap = { start: before.length, end: before.length + 2 + 2 * signature.room };
  const range = `[0 ${end.length + gap.start} ${end.length + gap.end} `;
  const ending = (rest: string): string => ` /ByteRange ${range}${rest.padEnd(10)}] >>\nendobj\n`;
  const { length } = ending('');
  const closed = closing(end, offsets, end.length + gap.end + length);
  const after = ending(String(length + closed.length)) + closed;
  const bytes = Buffer.allocUnsafe(gap.end + after.length);
  bytes.write(before, 0, 'latin1');
  bytes.fill(ZERO, gap.start, gap.end);
  bytes[gap.start] = 0x3c;
  bytes[gap.end - 1] = 0x3e;
  bytes.write(after, gap.end, 'latin1');
  return { bytes, gap, room: signature.room, signatureAt: before.length - head.text.length + head.text.indexOf('<<') };
}

/** SHA-256 over a file and what is around the gap of an increment to it: what a signature is over (its ByteRange). */
export const digestAround = (fileHash: Hash, bytes: Buffer, gap: Gapped['gap']): Buffer =>
  fileHash.copy().update(bytes.subarray(0, gap.start)).update(bytes.subarray(gap.end)).digest();

/** What fills a gap, as it is and as it is written there: made by `fillingOf` alone, so that the digits are those of the DER. */
export interface Filling {
  readonly der: Buffer;
  readonly digits: string;
}

export const fillingOf = (der: Buffer): Filling => ({ der, digits: der.toString('hex') });

/** The increment, complete: what is appended to the file. It is filled where it stands. Throws `room-too-small`. */
export function fillGap({ bytes, gap, room }: Gapped, { der, digits }: Filling): Buffer {
  if (der.length > room)
    throw new SigningError('room-too-small', `the CMS has ${der.length} bytes, reserved are ${room}`);
  const at = gap.start + 1;
  bytes.fill(ZERO, at + bytes.write(digits, at, 'latin1'), gap.end - 1);
  return bytes;
}

const ZERO = 0x30;

type Offset = readonly [number: number, offset: number];

/** The objects one after the other, and where each stands in the file, by their numbers. */
function layOut(
  end: FileEnd,
  objects: readonly WrittenObject[],
): { readonly text: string; readonly offsets: readonly Offset[] } {
  let text = end.openEnded ? '\n' : '';
  const offsets: Offset[] = [];
  for (const object of objects) {
    const offset: Offset = [object.number, end.length + text.length];
    let place = offsets.length;
    for (; (offsets[place - 1]?.[0] ?? 0) > object.number; place--) offsets[place] = offsets[place - 1] ?? offset;
    offsets[place] = offset;
    text += object.text;
  }
  return { text, offsets };
}

function closing(end: FileEnd, offsets: readonly Offset[], xrefAt: number): string {
  const size = Math.max(end.size, (offsets.at(-1)?.[0] ?? 0) + 1);
  return `xref\n${table(offsets)}trailer\n<< /Size ${size} ${end.trailer} /Prev ${end.startxref} >>\nstartxref\n${xrefAt}\n%%EOF\n`;
}

/** One subsection for each run of neighbouring numbers. */
function table(offsets: readonly Offset[]): string {
  let subsections = '';
  for (let first = 0; first < offsets.length;) {
    const [number = 0] = offsets[first] ?? [];
    let lines = '';
    let next = first;
    for (; offsets[next]?.[0] === number + next - first; next++)
      lines += `${String(offsets[next]?.[1]).padStart(10, '0')} 00000 n \n`;
    subsections += `${number} ${next - first}\n${lines}`;
    first = next;
  }
  return subsections;
}
