import { countOf, entry, type PdfDictionary } from './pdf/values';
import type { View } from './pdf/view';
import type { Problem } from '../verify/report';

/** The bytes that a signature says it signs: all but the gap, up to `end`. */
export interface SignedRange {
  readonly gap: { readonly start: number; readonly end: number };
  readonly end: number;
  /** The bytes in the gap, which the signature and zeros fill. */
  readonly contents: Buffer;
}

/**
 * /ByteRange must be [0 a b c] with the gap exactly the digits of this signature's own /Contents and their brackets
 * (ISO 32000-2 12.8.1); anything else leaves room for what nobody signed.
 */
export function readRange(view: View, dictionary: PdfDictionary, placed: boolean): SignedRange | Problem {
  const list = view.resolve(entry(dictionary, 'ByteRange'));
  const numbers = list.kind === 'array' ? list.items.map((item) => countOf(view.resolve(item))) : [];
  const [first, start, after, length] = numbers;
  if (dictionary.ambiguous) return 'wrong-signature-dictionary';
  if (numbers.length !== 4 || first !== 0 || !start || !after || !length) return 'wrong-byte-range';
  const end = after + length;
  const contents = entry(dictionary, 'Contents');
  if (contents.kind !== 'string' || !placed) return 'wrong-byte-range';
  if (contents.start !== start || contents.end !== after || end > view.bytes.length) return 'wrong-byte-range';
  if (!contents.plainHex) return 'contents-not-canonical';
  return { gap: { start, end: after }, end, contents: contents.bytes };
}
