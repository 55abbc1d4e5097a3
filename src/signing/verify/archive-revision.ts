import { nameIn } from '../pdf/entries';
import { fillGap, fillingOf } from '../pdf/append';
import { writeTimestamp } from '../pdf/document-timestamp';
import { readProof, writeDss, type ArchiveProof } from '../pdf/dss';
import type { PdfFile, Revision } from '../pdf/file';
import { refusePdf } from '../pdf/letters';
import { textOf, type PdfDictionary } from '../pdf/syntax';
import { readFirst } from '../der/read';
import { readObjects, type NewObject } from './objects';
import { readSignatureRevision, type SignatureRevision } from './revision';

/** Proof for the archive. */
interface ProofRevision {
  readonly kind: 'proof';
  readonly proof: ArchiveProof;
  readonly revision: Revision;
}

/** A time-stamp over the whole file so far. */
export interface TimestampRevision {
  readonly kind: 'timestamp';
  readonly field: string;
  readonly token: Buffer;
  readonly gap: { readonly start: number; readonly end: number };
  readonly revision: Revision;
}

export type OwnRevision = SignatureRevision | ProofRevision | TimestampRevision;

/**
 * What a revision after the base adds. Proof and time-stamps are written once more from what they hold: only the very same
 * bytes pass, so nothing in them is free. Throws `malformed-pdf`.
 */
export function readRevision(file: PdfFile, index: number): OwnRevision {
  const revision = file.revisions[index];
  if (!revision) throw refusePdf('no such revision', 0);
  const objects = readObjects(file, revision);
  if (dictionaryOfType(objects, 'DSS')) return readProofRevision(file, index, objects);
  if (dictionaryOfType(objects, 'DocTimeStamp')) return readTimestampRevision(file, index, objects);
  return readSignatureRevision(file, index, objects);
}

function readProofRevision(file: PdfFile, index: number, objects: readonly NewObject[]): ProofRevision {
  const revision = file.revisions[index];
  const store = dictionaryOfType(objects, 'DSS');
  if (!revision || !store) throw refusePdf('no store', 0);
  const streams = new Map(objects.flatMap(({ number, stream }) => (stream ? [[number, stream] as const] : [])));
  const proof = readProof(store, streams);
  const written = writeDss(file, proof, index - 1);
  if (!written.equals(file.bytes.subarray(revision.start, revision.end)))
    throw refusePdf('store that the portal does not write', revision.start);
  return { kind: 'proof', proof, revision };
}

function readTimestampRevision(file: PdfFile, index: number, objects: readonly NewObject[]): TimestampRevision {
  const revision = file.revisions[index];
  const signature = dictionaryOfType(objects, 'DocTimeStamp');
  const contents = signature?.entries.get('Contents');
  const fields = objects.flatMap(({ value }) => (value.kind === 'dictionary' && value.entries.has('V') ? [value] : []));
  const field = textOf(fields[0]?.entries.get('T'));
  if (!revision || contents?.kind !== 'string' || field === null) throw refusePdf('no time-stamp', 0);
  const { raw: token } = readFirst(contents.bytes);
  const place = { field: field.replace(/\d+$/, ''), room: contents.bytes.length };
  const written = fillGap(writeTimestamp(file, place, index - 1), fillingOf(token));
  if (!written.equals(file.bytes.subarray(revision.start, revision.end)))
    throw refusePdf('time-stamp that the portal does not write', revision.start);
  return { kind: 'timestamp', field, token, gap: { start: contents.start, end: contents.end }, revision };
}

function dictionaryOfType(objects: readonly NewObject[], type: string): PdfDictionary | null {
  for (const { value } of objects) if (value.kind === 'dictionary' && nameIn(value, 'Type') === type) return value;
  return null;
}
