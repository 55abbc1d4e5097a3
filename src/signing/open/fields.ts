import { MOST_FIELDS, spend } from './budget';
import { entry, nameOf, textOf, type PdfDictionary, type PdfValue } from './pdf/values';
import type { View } from './pdf/view';

/** A signature field with something in it (12.7.5.5). */
export interface SignedFieldFound {
  /** Its full name. */
  readonly field: string;
  readonly fieldDictionary: PdfDictionary;
  readonly dictionary: PdfDictionary;
  /** The object that holds the signature; null when it stands in the field itself. */
  readonly object: number | null;
  /** Its positions are positions in the file: it does not stand in an object stream. */
  readonly placed: boolean;
}

/** All signature fields with a value, in the order of the form. */
export function signedFields(view: View): readonly SignedFieldFound[] {
  const found: SignedFieldFound[] = [];
  const seen = new Set<number>();
  const walk = (
    value: PdfValue,
    above: { readonly name: string; readonly type: string | null; readonly depth: number },
  ): void => {
    spend(view.budget, 'steps');
    if (value.kind === 'reference') {
      if (seen.has(value.number)) return;
      seen.add(value.number);
    }
    const field = view.dictionary(value);
    if (!field || above.depth > 20 || seen.size > MOST_FIELDS) return;
    const part = textOf(view.resolve(entry(field, 'T')));
    const name = part === null ? above.name : above.name ? `${above.name}.${part}` : part;
    const type = nameOf(view.resolve(entry(field, 'FT'))) ?? above.type;
    const content = entry(field, 'V');
    const dictionary = type === 'Sig' ? view.dictionary(content) : null;
    if (dictionary) {
      const holder = content.kind === 'reference' ? content.number : null;
      const object = holder ?? (value.kind === 'reference' ? value.number : null);
      const placed = object !== null && view.object(object)?.packed === false;
      found.push({ field: name, fieldDictionary: field, dictionary, object: holder, placed });
    }
    const kids = view.resolve(entry(field, 'Kids'));
    if (kids.kind === 'array') for (const kid of kids.items) walk(kid, { name, type, depth: above.depth + 1 });
  };
  const catalog = view.dictionary(entry(view.trailer, 'Root'));
  const form = catalog && view.dictionary(entry(catalog, 'AcroForm'));
  const fields = form ? view.resolve(entry(form, 'Fields')) : null;
  if (fields?.kind === 'array') for (const field of fields.items) walk(field, { name: '', type: null, depth: 0 });
  return found;
}
