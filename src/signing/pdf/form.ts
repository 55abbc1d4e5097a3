import { SigningError } from '../errors';
import { dictionaryOf, resolve, type PdfFile, type Revision } from './file';
import { nameIn } from './entries';
import { refusePdf } from './letters';
import { oncePer } from '../once-per';
import { sourceOf, textOf, type PdfDictionary } from './syntax';

export interface SignatureField {
  readonly number: number;
  readonly name: string;
  /** Field and widget in one dictionary. */
  readonly dictionary: PdfDictionary;
}

function readForm(file: PdfFile, asOf?: number): PdfDictionary {
  const trailer = file.revisions[asOf ?? file.revisions.length - 1]?.trailer;
  const catalog = dictionaryOf(file, trailer?.entries.get('Root'), asOf);
  return dictionaryOf(file, catalog.entries.get('AcroForm'), asOf);
}

/** By the revision as of which they are asked for: a file is judged from its first to its last. */
const fieldsAsOf = new WeakMap<Revision, readonly SignatureField[]>();

/** The signature fields of the form, as of a revision, in the order of the form. Throws `malformed-pdf`. */
export function readFields(file: PdfFile, asOf: number = file.revisions.length - 1): readonly SignatureField[] {
  const revision = file.revisions[asOf];
  const known = revision && fieldsAsOf.get(revision);
  if (known) return known;
  const fields = [...fieldsOf(file, asOf)];
  if (revision) fieldsAsOf.set(revision, fields);
  return fields;
}

/** One by one, so that who looks for one of them does not read those after it. */
function* fieldsOf(file: PdfFile, asOf?: number): Generator<SignatureField> {
  const fields = resolve(file, readForm(file, asOf).entries.get('Fields'), asOf);
  if (fields?.kind !== 'array') throw refusePdf('form without fields', fields?.start ?? 0);
  for (const item of fields.items) {
    if (item.kind !== 'reference') throw refusePdf('field is not a reference', item.start);
    const dictionary = dictionaryOf(file, item, asOf);
    const name = nameOf(dictionary);
    if (name !== null) yield { number: item.number, name, dictionary };
  }
}

/** Of a signature field; null for any other. */
const nameOf = oncePer((dictionary: PdfDictionary): string | null =>
  nameIn(dictionary, 'FT') === 'Sig' ? textOf(dictionary.entries.get('T')) : null,
);

/** Throws `no-such-field` and `field-already-signed`. */
export function findUnsignedField(file: PdfFile, name: string): SignatureField {
  for (const field of fieldsOf(file)) {
    if (field.name !== name) continue;
    if (field.dictionary.entries.has('V'))
      throw new SigningError('field-already-signed', `field ${name} holds a signature`);
    return field;
  }
  throw new SigningError('no-such-field', `the file has no signature field ${name}`);
}

/** The fonts of the form's default resources, as written: a dictionary of references, or a reference to it. */
export function formFonts(file: PdfFile, asOf?: number): string {
  const resources = resolve(file, readForm(file, asOf).entries.get('DR'), asOf);
  const fonts = resources?.kind === 'dictionary' ? resources.entries.get('Font') : undefined;
  return fonts ? sourceOf(file.bytes, fonts) : '<< >>';
}
