import { oncePer } from '../once-per';
import type { Certificate } from '../certificates/read-certificate';
import { decodeStream } from './pdf/decode';
import { spend } from './budget';
import { OpenFileError } from './errors';
import { entry, type PdfValue } from './pdf/values';
import type { View } from './pdf/view';
import { certificateOrNot } from './cms/read-foreign';
import { readProofs, type Proof } from './cms/revocation';

/** The document security store, opened: what can be read of it. */
export interface OpenStore {
  readonly certificates: readonly Certificate[];
  readonly proofs: readonly Proof[];
}

const MOST_ENTRIES = 2_000;

/** Null when the document has none. */
export const readStore = oncePer((view: View): OpenStore | null => {
  const catalog = view.dictionary(entry(view.trailer, 'Root'));
  const store = catalog && view.dictionary(entry(catalog, 'DSS'));
  if (!store) return null;
  const streams = (key: string): readonly Buffer[] => {
    const list = view.resolve(entry(store, key));
    if (list.kind !== 'array') return [];
    // What is left out could be a withdrawal.
    if (list.items.length > MOST_ENTRIES) throw new OpenFileError('too-complex', 'more proof than is read');
    const seen = new Set<number>();
    return list.items.flatMap((item) => {
      if (item.kind !== 'reference' || seen.has(item.number)) return [];
      seen.add(item.number);
      return contentOf(view, view.resolve(item)) ?? [];
    });
  };
  return {
    certificates: streams('Certs').flatMap(certificateOrNot),
    proofs: readProofs([...streams('CRLs'), ...streams('OCSPs')]),
  };
});

/** What a stream holds; null for what is none, or cannot be read. */
export function contentOf(view: View, value: PdfValue): Buffer | null {
  if (value.kind !== 'stream') return null;
  try {
    const content = decodeStream(value, view.resolve, view.budget);
    // Reading it as proof costs far more than taking it out of the file.
    spend(view.budget, 'steps', content.length >> 2);
    return content;
  } catch (error) {
    if (error instanceof OpenFileError && error.type === 'damaged') return null;
    throw error;
  }
}
