import { createHash, type Hash } from 'node:crypto';
import type { Instant } from '../../domain/time';
import { timeDigits } from '../instant';
import {
  dictionaryObject,
  digestAround,
  entriesWithout,
  fileEnd,
  fillGap,
  streamObject,
  textString,
  writeGapped,
  type FileEnd,
  type Filling,
  type Gapped,
} from './append';
import { readFile, type PdfFile } from './file';
import { findUnsignedField, formFonts } from './form';
import type { PdfDictionary } from './syntax';

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
  readonly reason?: string | undefined;
  readonly location?: string;
  /** Bytes to reserve for the CMS; hex doubles them in the file. */
  readonly room: number;
}

/**
 * An increment with its gap; `digest` is the SHA-256 over the file and both sides of the gap (the ByteRange). Whoever holds
 * the key, here or elsewhere, signs that; `embedSignature` closes it.
 */
export interface Prepared extends Gapped {
  readonly digest: Buffer;
}

export const withDigest = ({ bytes, gap, room, signatureAt }: Gapped, fileHash: Hash): Prepared => ({
  bytes,
  gap,
  room,
  signatureAt,
  digest: digestAround(fileHash, bytes, gap),
});

/** All that the writer needs to know of the file that it adds to; nothing of it needs parsing when it is already known. */
export interface IncrementBase extends FileEnd {
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
  return withDigest(writeIncrement(base, request), fileHash);
}

/** The increment, complete: what is appended to the file. Throws `room-too-small`. */
export const embedSignature = (prepared: Prepared, cms: Filling): Buffer => fillGap(prepared, cms);

export function readBase(bytes: Buffer, fieldName: string): IncrementBase {
  return baseOf(readFile(bytes), fieldName);
}

/** The same of a file that is open already. */
export function baseOf(file: PdfFile, fieldName: string): IncrementBase {
  const field = findUnsignedField(file, fieldName);
  // Written out: an object that is spread costs as much as reading all this.
  const { length, openEnded, startxref, size, trailer } = fileEnd(file);
  return {
    length,
    openEnded,
    startxref,
    size,
    trailer,
    field: { number: field.number, entries: keptEntries(file.bytes, field.dictionary) },
    fonts: formFonts(file),
  };
}

const kept = new WeakMap<PdfDictionary, string>();

/** Entries of a field that stay when it is signed; those of a field that many files share, byte for byte, are written out once. */
function keptEntries(bytes: Buffer, dictionary: PdfDictionary): string {
  const known = kept.get(dictionary);
  if (known !== undefined) return known;
  const entries = entriesWithout(bytes, dictionary, ['AP']);
  kept.set(dictionary, entries);
  return entries;
}

/** Still without the digest over it. */
export function writeIncrement(base: IncrementBase, request: SignatureRequest): Gapped {
  const [signature, appearance] = [base.size, base.size + 1];
  const { content, width, height } = request.appearance;
  const look = `/Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}] /Resources << /Font ${base.fonts} >>`;
  const field = `${base.field.entries} /AP << /N ${appearance} 0 R >> /V ${signature} 0 R`;
  return writeGapped(base, [streamObject(appearance, look, content), dictionaryObject(base.field.number, field)], {
    number: signature,
    entries: signatureEntries(request),
    room: request.room,
  });
}

function signatureEntries({ signedAt, name, reason, location }: SignatureRequest): string {
  let entries = `${TYPE} /M (D:${timeDigits(signedAt)}Z) /Name ${textString(name)}`;
  if (reason !== undefined) entries += ` /Reason ${textString(reason)}`;
  if (location !== undefined) entries += ` /Location ${textString(location)}`;
  return entries;
}

const TYPE = '/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached';
