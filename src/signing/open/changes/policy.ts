import { countOf, dictionaryOf, entry, nameOf, textOf, type PdfDictionary } from '../pdf/values';
import type { View } from '../pdf/view';

/** What the signatures of a document say about later changes (ISO 32000-2 12.8.2.2 DocMDP, 12.8.2.4 FieldMDP). */
export interface Policy {
  /** 1: nothing; 2: filling in and signing; 3: annotations too; null: no signature certifies the document. */
  readonly certified: 1 | 2 | 3 | null;
  /** Whether a signature locked the field with this full name. */
  readonly locked: (field: string) => boolean;
  readonly hasLocks: boolean;
}

/** The strictest of all that are found. */
export function policyOf(
  view: View,
  signatures: readonly { readonly dictionary: PdfDictionary; readonly field: PdfDictionary }[],
): Policy {
  let certified: Policy['certified'] = null;
  const locks: ((field: string) => boolean)[] = [];
  const limit = (level: number | null): void => {
    const found = level === 1 || level === 3 ? level : 2;
    certified = certified === null || found < certified ? found : certified;
  };
  for (const { dictionary, field } of signatures) {
    const references = view.resolve(entry(dictionary, 'Reference'));
    for (const item of references.kind === 'array' ? references.items : []) {
      const reference = view.dictionary(item);
      const parameters = reference && view.dictionary(entry(reference, 'TransformParams'));
      const method = reference && nameOf(view.resolve(entry(reference, 'TransformMethod')));
      if (method === 'DocMDP') limit(parameters ? countOf(view.resolve(entry(parameters, 'P'))) : null);
      if (method === 'FieldMDP' && parameters) locks.push(lockOf(view, parameters));
    }
    const lock = dictionaryOf(view.resolve(entry(field, 'Lock')));
    if (!lock) continue;
    locks.push(lockOf(view, lock));
    if (lock.entries.has('P')) limit(countOf(view.resolve(entry(lock, 'P'))));
  }
  return { certified, locked: (name) => locks.some((lock) => lock(name)), hasLocks: locks.length > 0 };
}

function lockOf(view: View, parameters: PdfDictionary): (field: string) => boolean {
  const list = view.resolve(entry(parameters, 'Fields'));
  const names = list.kind === 'array' ? list.items.flatMap((item) => textOf(view.resolve(item)) ?? []) : [];
  // A name stands for the whole branch below it.
  const named = (field: string): boolean => names.some((name) => field === name || field.startsWith(`${name}.`));
  switch (nameOf(view.resolve(entry(parameters, 'Action')))) {
    case 'Include':
      return named;
    case 'Exclude':
      return (field) => !named(field);
    default:
      return () => true;
  }
}
