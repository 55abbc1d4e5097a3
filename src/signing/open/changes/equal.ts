import { spend, type Budget } from '../budget';
import type { PdfDictionary, PdfValue } from '../pdf/values';

/** The same value, however it is spelled; references are the same when they name the same object. */
export function sameValue(one: PdfValue, other: PdfValue, budget: Budget): boolean {
  spend(budget, 'steps');
  switch (one.kind) {
    case 'null':
      return other.kind === 'null';
    case 'boolean':
    case 'number':
    case 'name':
      return other.kind === one.kind && other.value === one.value;
    case 'string':
      return other.kind === 'string' && other.bytes.equals(one.bytes);
    case 'reference':
      return other.kind === 'reference' && other.number === one.number && other.generation === one.generation;
    case 'array':
      return (
        other.kind === 'array' &&
        other.items.length === one.items.length &&
        one.items.every((item, index) => sameItem(item, other.items[index], budget))
      );
    case 'dictionary':
      return other.kind === 'dictionary' && sameDictionary(one, other, budget);
    case 'stream':
      spend(budget, 'steps', Math.ceil(one.bytes.length / 256));
      return (
        other.kind === 'stream' &&
        other.bytes.equals(one.bytes) &&
        changedKeys(one.dictionary, other.dictionary, budget).every((key) => key === 'Length')
      );
  }
}

const sameItem = (one: PdfValue, other: PdfValue | undefined, budget: Budget): boolean =>
  other !== undefined && sameValue(one, other, budget);

function sameDictionary(one: PdfDictionary, other: PdfDictionary, budget: Budget): boolean {
  return !one.ambiguous && !other.ambiguous && changedKeys(one, other, budget).length === 0;
}

/** The keys whose values differ; a null is as good as absent (7.3.7). */
export function changedKeys(one: PdfDictionary, other: PdfDictionary, budget: Budget): readonly string[] {
  const keys = new Set([...one.entries.keys(), ...other.entries.keys()]);
  return [...keys].filter((key) => {
    const [before, after] = [one.entries.get(key), other.entries.get(key)];
    if (!before || !after) return (before ?? after)?.kind !== 'null';
    return !sameValue(before, after, budget);
  });
}
