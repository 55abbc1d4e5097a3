import { entry, nameOf, NO_ENTRIES, type PdfDictionary, type PdfValue } from '../pdf/values';
import { claim, isNew, touch, type Judging } from './context';
import { changedKeys, sameValue } from './equal';

// The default resources of a form (12.7.3), with which readers draw its fields.

/** Resources may be added under names that were not in use, in dictionaries of their own; fields draw with its fonts alone. */
export function mayGrow(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  const old = judging.before.dictionary(before) ?? NO_ENTRIES;
  const now = judging.after.dictionary(after);
  if (!now || now.ambiguous || !isOwn(judging, after)) return false;
  touch(judging, before, after);
  return changedKeys(old, now, judging.after.budget).every((kind) => {
    const [had, has] = [judging.before.dictionary(entry(old, kind)), judging.after.dictionary(entry(now, kind))];
    if (!old.entries.has(kind)) return claim(judging, entry(now, kind));
    if (!had || !has || has.ambiguous || !isOwn(judging, entry(now, kind))) return false;
    touch(judging, entry(old, kind), entry(now, kind));
    return changedKeys(had, has, judging.after.budget).every(
      (name) =>
        (!had.entries.has(name) || kind === 'XObject' || isSameFont(judging, entry(had, name), entry(has, name))) &&
        claim(judging, entry(has, name)),
    );
  });
}

/** Written in place or in a new object: one that was there before may have another use. */
const isOwn = (judging: Judging, value: PdfValue): boolean =>
  value.kind !== 'reference' || isNew(judging, value.number);

/** The same letters, whatever object describes them: one of the fonts that every reader has, by name (9.6.2.2). */
function isSameFont(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  const [old, now] = [judging.before.dictionary(before), judging.after.dictionary(after)];
  const isStandard = (font: PdfDictionary): boolean =>
    STANDARD_FONTS.test(nameOf(entry(font, 'BaseFont')) ?? '') &&
    [...font.entries.keys()].every((key) => STANDARD_KEYS.includes(key));
  const isSame = (key: string, one: PdfDictionary, other: PdfDictionary): boolean =>
    entry(one, key).kind === 'name' && sameValue(entry(one, key), entry(other, key), judging.after.budget);
  return (
    old !== null &&
    now !== null &&
    isStandard(old) &&
    isStandard(now) &&
    ['Subtype', 'BaseFont', 'Encoding'].every((key) => isSame(key, old, now))
  );
}

const STANDARD_FONTS =
  /^(?:Helvetica|Courier)(?:-(?:Bold)?(?:Oblique)?)?$|^Times-(?:Roman|Bold|Italic|BoldItalic)$|^Symbol$|^ZapfDingbats$/;
const STANDARD_KEYS = ['Type', 'Subtype', 'Name', 'BaseFont', 'Encoding'];
