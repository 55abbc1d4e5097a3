import { SigningError } from '../errors';
import type { PdfFile } from './file';
import { numberIn } from './entries';
import { refusePdf, sourceOf, type PdfDictionary } from './syntax';

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

/** A whole object, from "N 0 obj" to the line after "endobj". */
export interface WrittenObject {
  readonly number: number;
  readonly bytes: Buffer;
}

export const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Hexadecimal, so that no letter that a person typed can end the string and start something else. */
export const textString = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

export const dictionaryObject = (number: number, entries: string): WrittenObject => ({
  number,
  bytes: latin(`${number} 0 obj\n<< ${entries} >>\nendobj\n`),
});

export const streamObject = (number: number, entries: string, content: Buffer): WrittenObject => ({
  number,
  bytes: Buffer.concat([
    latin(`${number} 0 obj\n<< ${entries}${entries === '' ? '' : ' '}/Length ${content.length} >>\nstream\n`),
    content,
    latin('\nendstream\nendobj\n'),
  ]),
});

/** Entries of a dictionary as written, without some. */
export function entriesWithout(file: Buffer, dictionary: PdfDictionary, without: readonly string[]): string {
  let entries = '';
  for (const [key, value] of dictionary.entries) {
    if (!without.includes(key)) entries += `${entries === '' ? '' : ' '}/${key} ${sourceOf(file, value)}`;
  }
  return entries;
}

/** Entries that every trailer of a file repeats. */
const KEPT = ['Root', 'Info', 'ID'];

/** The end of the file as of a revision (by its index; the newest when not given). Throws `malformed-pdf`. */
export function fileEnd(file: PdfFile, asOf: number = file.revisions.length - 1): FileEnd {
  const revision = file.revisions[asOf];
  const size = revision && numberIn(revision.trailer, 'Size');
  if (!revision || size === null || size === undefined) throw refusePdf('trailer without Size', revision?.xrefAt ?? 0);
  const others = [...revision.trailer.entries.keys()].filter((key) => !KEPT.includes(key));
  return {
    length: revision.end,
    openEnded: file.bytes[revision.end - 1] !== 0x0a,
    startxref: revision.xrefAt,
    size,
    trailer: entriesWithout(file.bytes, revision.trailer, others),
  };
}

/** An increment of finished objects. */
export function writeObjects(end: FileEnd, objects: readonly WrittenObject[]): Buffer {
  const opening = latin(end.openEnded ? '\n' : '');
  const body = Buffer.concat([opening, ...objects.map((object) => object.bytes)]);
  const offsets = offsetsOf(end, objects);
  return Buffer.concat([body, latin(closing(end, offsets, end.length + body.length))]);
}

/**
 * An increment with a gap: `before` and `after` stand around the hex string that is still to come, `room` bytes that
 * become twice as many digits.
 */
export interface Gapped {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly room: number;
  /** Where in `before` the signature dictionary begins. */
  readonly signatureAt: number;
}

/** Finished objects and then a signature dictionary, whose /Contents is the gap and whose /ByteRange is all around it. */
export function writeGapped(
  end: FileEnd,
  objects: readonly WrittenObject[],
  signature: { readonly number: number; readonly entries: string; readonly room: number },
): Gapped {
  const head = latin(`${signature.number} 0 obj\n<< ${signature.entries} /Contents `);
  const before = Buffer.concat([latin(end.openEnded ? '\n' : ''), ...objects.map((object) => object.bytes), head]);
  const offsets = offsetsOf(end, [...objects, { number: signature.number, bytes: head }]);
  const gapStart = end.length + before.length;
  const gapEnd = gapStart + 2 + 2 * signature.room;
  const ending = (rest: string): string => ` /ByteRange [0 ${gapStart} ${gapEnd} ${rest.padEnd(10)}] >>\nendobj\n`;
  const { length } = ending('');
  const closed = closing(end, offsets, gapEnd + length);
  const after = latin(ending(String(length + closed.length)) + closed);
  return { before, after, room: signature.room, signatureAt: before.length - head.length + head.indexOf('<<') };
}

/** The increment, complete: what is appended to the file. Throws `room-too-small`. */
export function fillGap({ before, after, room }: Gapped, cms: Buffer): Buffer {
  if (cms.length > room)
    throw new SigningError('room-too-small', `the CMS has ${cms.length} bytes, reserved are ${room}`);
  const filled = Buffer.allocUnsafe(before.length + 2 + 2 * room + after.length);
  let at = before.copy(filled);
  at += filled.write('<', at, 'latin1');
  at += filled.write(cms.toString('hex'), at, 'latin1');
  const gapEnd = before.length + 1 + 2 * room;
  filled.fill('0', at, gapEnd, 'latin1');
  at = gapEnd + filled.write('>', gapEnd, 'latin1');
  after.copy(filled, at);
  return filled;
}

type Offset = readonly [number: number, offset: number];

function offsetsOf(end: FileEnd, objects: readonly WrittenObject[]): readonly Offset[] {
  let at = end.length + (end.openEnded ? 1 : 0);
  const offsets = objects.map(({ number, bytes }): Offset => {
    const offset = at;
    at += bytes.length;
    return [number, offset];
  });
  return offsets.sort(([one], [other]) => one - other);
}

function closing(end: FileEnd, offsets: readonly Offset[], xrefAt: number): string {
  const size = Math.max(end.size, (offsets.at(-1)?.[0] ?? 0) + 1);
  return `xref\n${table(offsets)}trailer\n<< /Size ${size} ${end.trailer} /Prev ${end.startxref} >>\nstartxref\n${xrefAt}\n%%EOF\n`;
}

/** One subsection for each run of neighbouring numbers. */
function table(offsets: readonly Offset[]): string {
  const runs: { readonly first: number; readonly lines: string[] }[] = [];
  for (const [number, offset] of offsets) {
    const line = `${String(offset).padStart(10, '0')} 00000 n \n`;
    const run = runs.at(-1);
    if (run && run.first + run.lines.length === number) run.lines.push(line);
    else runs.push({ first: number, lines: [line] });
  }
  return runs.map(({ first, lines }) => `${first} ${lines.length}\n${lines.join('')}`).join('');
}
