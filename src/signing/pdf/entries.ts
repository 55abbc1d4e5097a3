import { sourceOf, type PdfDictionary } from './syntax';

// Single entries of a dictionary; null when absent or of another type.

export const keysWithin = (dictionary: PdfDictionary, allowed: readonly string[]): boolean =>
  dictionary.entries.keys.every((key) => allowed.includes(key));

/** An entry as written, null when it is absent. */
export function written(file: Buffer, dictionary: PdfDictionary, key: string): string | null {
  const span = dictionary.entries.span(key);
  return span ? sourceOf(file, span) : null;
}

export function numberIn(dictionary: PdfDictionary, key: string): number | null {
  const value = dictionary.entries.get(key);
  return value?.kind === 'number' ? value.value : null;
}

export function nameIn(dictionary: PdfDictionary, key: string): string | null {
  const value = dictionary.entries.get(key);
  return value?.kind === 'name' ? value.name : null;
}

export function referenceIn(dictionary: PdfDictionary, key: string): number | null {
  const value = dictionary.entries.get(key);
  return value?.kind === 'reference' && value.generation === 0 ? value.number : null;
}
