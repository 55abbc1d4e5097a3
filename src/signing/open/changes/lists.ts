import type { PdfReference, PdfValue } from '../pdf/values';

/**
 * What a list gained, when all that stood in it still stands there in the same order; null when something is gone, or when
 * it holds something that is no reference and was not there before.
 */
export function gained(before: PdfValue, after: PdfValue): readonly PdfReference[] | null {
  const old = before.kind === 'array' ? before.items : [];
  const now = after.kind === 'array' ? after.items : [];
  if (before.kind !== 'array' && before.kind !== 'null') return null;
  const added: PdfReference[] = [];
  let next = 0;
  for (const item of now) {
    const expected = old[next];
    if (expected && isSame(expected, item)) next++;
    else if (item.kind === 'reference') added.push(item);
    else return null;
  }
  return next === old.length ? added : null;
}

function isSame(one: PdfValue, other: PdfValue): boolean {
  // Something that stands in the list itself is held against its own bytes by whoever asks; here only its kind.
  if (one.kind !== 'reference' || other.kind !== 'reference') return one.kind === other.kind;
  return one.number === other.number;
}
