import type { Hash } from 'node:crypto';
import {
  dictionaryObject,
  entriesWithout,
  fileEnd,
  textString,
  writeGapped,
  type Gapped,
  type WrittenObject,
} from './append';
import { dictionaryOf, type PdfFile } from './file';
import { readFields } from './form';
import { refusePdf } from './letters';
import { sourceOf } from './syntax';
import { withDigest, type Prepared } from './increment';

const ENTRIES = '/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161';

/**
 * Adds a document time-stamp (ETSI EN 319 142-1 5.4.3), still without its token. The first one goes into the field of that
 * name in the base; a renewal makes a field of its own like it, outside the tagged page since it shows nothing.
 */
export function prepareTimestamp(file: PdfFile, fileHash: Hash, of: TimestampPlace): Prepared {
  return withDigest(writeTimestamp(file, of), fileHash);
}

export interface TimestampPlace {
  /** Name of the field; its renewals are called after it, with 2, 3 and so on. */
  readonly field: string;
  readonly room: number;
}

/** The increment with its gap, as of a revision. Throws `malformed-pdf`. */
export function writeTimestamp(file: PdfFile, { field, room }: TimestampPlace, asOf?: number): Gapped {
  const end = fileEnd(file, asOf);
  const fields = readFields(file, asOf);
  const first = fields.find((each) => each.name === field);
  if (!first) throw refusePdf(`no field ${field}`, 0);
  if (!first.dictionary.entries.has('V')) {
    const entries = `${entriesWithout(file.bytes, first.dictionary, [])} /V ${end.size} 0 R`;
    const signature = { number: end.size, entries: ENTRIES, room };
    return writeGapped(end, [dictionaryObject(first.number, entries)], signature);
  }
  const number = fields.filter((each) => each.name.startsWith(field)).length + 1;
  const copied = entriesWithout(file.bytes, first.dictionary, ['T', 'V', 'AP', 'StructParent']);
  const renewal = dictionaryObject(end.size + 1, `${copied} /T ${textString(`${field}${number}`)} /V ${end.size} 0 R`);
  const form = formWith(file, renewal.number, asOf);
  return writeGapped(end, [renewal, form], { number: end.size, entries: ENTRIES, room });
}

/** The form with one more field. */
function formWith(file: PdfFile, added: number, asOf: number = file.revisions.length - 1): WrittenObject {
  const catalog = dictionaryOf(file, file.revisions[asOf]?.trailer.entries.get('Root'), asOf);
  const reference = catalog.entries.get('AcroForm');
  if (reference?.kind !== 'reference') throw refusePdf('form is not a reference', reference?.start ?? 0);
  const form = dictionaryOf(file, reference, asOf);
  const fields = form.entries.get('Fields');
  if (fields?.kind !== 'array') throw refusePdf('form without a list of fields', form.start);
  const listed = [...fields.items.map((item) => sourceOf(file.bytes, item)), `${added} 0 R`].join(' ');
  const others = entriesWithout(file.bytes, form, ['Fields']);
  return dictionaryObject(reference.number, `/Fields [${listed}] ${others}`);
}
