import { spend } from '../budget';
import type { PdfDictionary, PdfValue } from '../pdf/values';
import type { View } from '../pdf/view';

/** The objects that a value leads to, not by way of the keys that are skipped. */
export function reached(view: View, from: PdfValue, skipped: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const waiting: PdfValue[] = [from];
  const enter = (dictionary: PdfDictionary): void => {
    for (const [key, item] of dictionary.entries) if (!skipped.includes(key)) waiting.push(item);
  };
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    spend(view.budget, 'steps');
    switch (value.kind) {
      case 'reference':
        if (found.has(value.number)) break;
        found.add(value.number);
        waiting.push(view.object(value.number)?.value ?? { kind: 'null' });
        break;
      case 'array':
        waiting.push(...value.items);
        break;
      case 'dictionary':
        enter(value);
        break;
      case 'stream':
        enter(value.dictionary);
        break;
      default:
    }
  }
  return found;
}
