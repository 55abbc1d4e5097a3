import { createHash, type Hash } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { SigningError } from '../errors';
import { readFile } from './file';
import { findUnsignedField, formFonts } from './form';
import { refusePdf, sourceOf } from './syntax';

/** What a signature shows on its page: PDF operators that use the fonts of the form's default resources by their names. */
export interface Appearance {
  readonly content: Buffer;
  /** In points. */
  readonly width: number;
  readonly height: number;
}

export interface SignatureRequest {
  readonly field: string;
  readonly appearance: Appearance;
  /** Claimed signing time, written as /M in whole seconds. */
  readonly signedAt: Instant;
  readonly name: string;
  readonly reason?: string;
  readonly location?: string;
  /** Bytes to reserve for the CMS; hex doubles them in the file. */
  readonly room: number;
}

/**
 * An increment with a gap: `before` and `after` stand around the hex string that is still to come; `digest` is the SHA-256
 * over the file and both (the ByteRange). Whoever holds the key, here or elsewhere, signs that; `embedSignature` closes it.
 */
export interface Prepared {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly room: number;
  readonly digest: Buffer;
}

/** All that the writer needs to know of the file that it adds to; nothing of it needs parsing when it is already known. */
export interface IncrementBase {
  readonly length: number;
  /** Does the file end without a line end? Then the increment starts with one. */
  readonly openEnded: boolean;
  readonly startxref: number;
  /** /Size of the last trailer: the first free object number. */
  readonly size: number;
  /** Entries Root, Info and ID of the trailer, as written. */
  readonly trailer: string;
  readonly field: { readonly number: number; readonly entries: string };
  /** Font resources, as written. */
  readonly fonts: string;
}

/**
 * Adds a signature, still without its CMS, to a prepared field as an incremental update: the field gets /V and /AP, the
 * signature dictionary and the appearance are new, nothing else changes (catalog, page and form stay as they were).
 * Throws `malformed-pdf`, `no-such-field`, `field-already-signed`.
 */
export function prepareSignature(file: Buffer, request: SignatureRequest): Prepared {
  return prepareOn(readBase(file, request.field), createHash('sha256').update(file), request);
}

/** The same where base and hash of the file are known, so that neither parsing nor hashing of the file is needed. */
export function prepareOn(base: IncrementBase, fileHash: Hash, request: SignatureRequest): Prepared {
  const { before, after } = writeIncrement(base, request);
  return { before, after, room: request.room, digest: fileHash.copy().update(before).update(after).digest() };
}

export function readBase(bytes: Buffer, fieldName: string): IncrementBase {
  const file = readFile(bytes);
  const last = file.revisions.at(-1);
  const size = last?.trailer.entries.get('Size');
  if (!last || size?.kind !== 'number') throw refusePdf('trailer without Size', bytes.length);
  const field = findUnsignedField(file, fieldName);
  const written = (entries: typeof last.trailer.entries, keep: (key: string) => boolean): string =>
    [...entries].flatMap(([key, value]) => (keep(key) ? [`/${key} ${sourceOf(bytes, value)}`] : [])).join(' ');
  return {
    length: bytes.length,
    openEnded: bytes.at(-1) !== 0x0a,
    startxref: last.xrefAt,
    size: size.value,
    trailer: written(last.trailer.entries, (key) => ['Root', 'Info', 'ID'].includes(key)),
    field: { number: field.number, entries: written(field.dictionary.entries, (key) => key !== 'AP') },
    fonts: formFonts(file),
  };
}

function writeIncrement(
  base: IncrementBase,
  request: SignatureRequest,
): { readonly before: Buffer; readonly after: Buffer } {
  const [signature, appearance] = [base.size, base.size + 1];
  const opening = Buffer.from(base.openEnded ? '\n' : '', 'latin1');
  const form = formObject(appearance, request.appearance, base.fonts);
  const field = latin(
    `${base.field.number} 0 obj\n<< ${base.field.entries} /AP << /N ${appearance} 0 R >> /V ${signature} 0 R >>\nendobj\n`,
  );
  const head = latin(`${signature} 0 obj\n<< ${signatureEntries(request)} /Contents `);
  const before = Buffer.concat([opening, form, field, head]);

  const formAt = base.length + opening.length;
  const fieldAt = formAt + form.length;
  const signatureAt = fieldAt + field.length;
  const gapStart = base.length + before.length;
  const gapEnd = gapStart + 2 + 2 * request.room;
  const tail = (rest: number): string => {
    const closing = ` /ByteRange [0 ${gapStart} ${gapEnd} ${String(rest).padEnd(10)}] >>\nendobj\n`;
    return `${closing}xref\n${table(base.field.number, fieldAt, signature, [signatureAt, formAt])}trailer\n<< /Size ${base.size + 2} ${
      base.trailer
    } /Prev ${base.startxref} >>\nstartxref\n${gapEnd + closing.length}\n%%EOF\n`;
  };
  return { before, after: latin(tail(tail(0).length)) };
}

function signatureEntries({ signedAt, name, reason, location }: SignatureRequest): string {
  return [
    '/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    `/M (D:${signedAt.slice(0, 19).replace(/[-:T]/g, '')}Z)`,
    `/Name ${textString(name)}`,
    ...(reason === undefined ? [] : [`/Reason ${textString(reason)}`]),
    ...(location === undefined ? [] : [`/Location ${textString(location)}`]),
  ].join(' ');
}

/** Hexadecimal, so that no letter that a person typed can end the string and start something else. */
const textString = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

function formObject(number: number, { content, width, height }: Appearance, fonts: string): Buffer {
  const head = `/Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}] /Resources << /Font ${fonts} >>`;
  return Buffer.concat([
    latin(`${number} 0 obj\n<< ${head} /Length ${content.length} >>\nstream\n`),
    content,
    latin('\nendstream\nendobj\n'),
  ]);
}

/** Two subsections in ascending order; the field is older than both new objects. */
function table(field: number, fieldAt: number, first: number, offsets: readonly number[]): string {
  const entry = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
  return `${field} 1\n${entry(fieldAt)}${first} ${offsets.length}\n${offsets.map(entry).join('')}`;
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The increment, complete: what is appended to the file. Throws `room-too-small`. */
export function embedSignature(prepared: Prepared, cms: Buffer): Buffer {
  if (cms.length > prepared.room) {
    throw new SigningError('room-too-small', `the CMS has ${cms.length} bytes, reserved are ${prepared.room}`);
  }
  const hex = cms.toString('hex').padEnd(2 * prepared.room, '0');
  return Buffer.concat([prepared.before, latin(`<${hex}>`), prepared.after]);
}
