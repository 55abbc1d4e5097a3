import { entry, type PdfDictionary, type PdfValue } from '../pdf/values';
import { refused } from './change';
import { claim, isNew, isShared, referrersOf, type Judging } from './context';
import { sameValue } from './equal';

// A field's look (12.5.5) is drawn over the page, within the field's rectangle.

/**
 * The look of a field that was there before. It may point to new streams; a stream that it had may be written again only
 * when nothing but this field uses it, else a page could be drawing it too.
 */
export function judgeAppearance(judging: Judging, old: PdfDictionary, now: PdfDictionary, name: string): void {
  const { before, after, changed, explained, changes } = judging;
  for (const { number } of streamsOf(after.resolve(entry(now, 'AP')))) {
    if (!changed.has(number) || explained.has(number) || isNew(judging, number)) continue;
    const wasItsLook = streamsOf(before.resolve(entry(old, 'AP'))).some((each) => each.number === number);
    const stateUnchanged = sameValue(entry(old, 'V'), entry(now, 'V'), after.budget);
    explained.add(number);
    const isItsAlone = referrersOf(before, number).length === 1 && !isShared(before, entry(old, 'AP'));
    if (stateUnchanged || !wasItsLook || !isItsAlone)
      changes.push(refused(`the look of form field ${name} was changed (object ${number})`));
    else claim(judging, after.object(number)?.value ?? entry(now, 'AP'));
  }
  const [was, is] = [entry(old, 'AP'), entry(now, 'AP')];
  const isRewritten = is.kind === 'reference' && changed.has(is.number) && !isNew(judging, is.number);
  if (!isRewritten && sameValue(was, is, after.budget)) return;
  // Written again where it stood it belongs to a new value as well, and to this field alone.
  if (isRewritten && (sameValue(entry(old, 'V'), entry(now, 'V'), after.budget) || isShared(before, is)))
    changes.push(refused(`the look of form field ${name} was changed (object ${is.number})`));
  if (is.kind === 'reference') explained.add(is.number);
  if (!claim(judging, after.resolve(is))) changes.push(refused(`the look of ${name} leads to something changed`));
}

/** References in an appearance dictionary: to streams, or to dictionaries of states. */
function streamsOf(value: PdfValue, depth = 0): readonly { readonly number: number }[] {
  if (value.kind !== 'dictionary' || depth > 2) return [];
  return [...value.entries.values()].flatMap((item) =>
    item.kind === 'reference' ? [item] : streamsOf(item, depth + 1),
  );
}

interface Rectangle {
  readonly width: number;
  readonly height: number;
}

function rectangleOf(judging: Judging, value: PdfValue): Rectangle | null {
  const { after } = judging;
  const list = after.resolve(value);
  if (list.kind !== 'array' || list.items.length !== 4) return null;
  const numbers = list.items
    .map((item) => after.resolve(item))
    .map((item) => (item.kind === 'number' ? item.value : 0));
  const [left = 0, bottom = 0, right = 0, top = 0] = numbers;
  return { width: Math.abs(right - left), height: Math.abs(top - bottom) };
}

/** It has a look, and room for it. */
export function isVisible(judging: Judging, field: PdfDictionary): boolean {
  const rectangle = rectangleOf(judging, entry(field, 'Rect'));
  if (!rectangle || rectangle.width === 0 || rectangle.height === 0) return false;
  const look = judging.after.dictionary(entry(field, 'AP'));
  if (!look) return false;
  const normal = judging.after.resolve(entry(look, 'N'));
  return normal.kind !== 'stream' || normal.bytes.length > 0;
}

/** An empty field may be given a look that draws nothing. */
export const mayAppear = (judging: Judging, field: PdfDictionary): boolean => !isVisible(judging, field);

const A4 = 595 * 842;
const LARGEST_PART = 0.25;

/** A signature that takes more than a quarter of a page does not stand on it but hides it. */
export function isSmall(judging: Judging, field: PdfDictionary): boolean {
  const rectangle = rectangleOf(judging, entry(field, 'Rect'));
  return !rectangle || rectangle.width * rectangle.height <= pageArea(judging, entry(field, 'P')) * LARGEST_PART;
}

function pageArea(judging: Judging, page: PdfValue): number {
  let at = judging.after.dictionary(page);
  for (let depth = 0; at && depth < 20; depth++) {
    const box = rectangleOf(judging, entry(at, 'MediaBox'));
    if (box) return box.width * box.height;
    at = judging.after.dictionary(entry(at, 'Parent'));
  }
  return A4;
}
