import { spend } from '../budget';
import { entry, nameOf, type PdfDictionary, type PdfValue } from '../pdf/values';
import type { View } from '../pdf/view';
import { permitted, refused } from './change';
import { claim, isNew, touch, type Judging } from './context';
import { changedKeys, sameValue } from './equal';
import { gained } from './lists';
import { drawsOnlyMarks } from './marks';

interface Page {
  readonly number: number;
  /** The page's object. */
  readonly object: number;
  readonly dictionary: PdfDictionary;
}

/** The pages in order, as they were signed. */
export function pagesOf(view: View): readonly Page[] {
  const pages: Page[] = [];
  const seen = new Set<number>();
  const walk = (value: PdfValue, depth: number): void => {
    spend(view.budget, 'steps');
    if (value.kind !== 'reference' || seen.has(value.number) || depth > 50) return;
    seen.add(value.number);
    const node = view.dictionary(value);
    const kids = node && view.resolve(entry(node, 'Kids'));
    if (kids?.kind === 'array') for (const kid of kids.items) walk(kid, depth + 1);
    else if (node) pages.push({ number: pages.length + 1, object: value.number, dictionary: node });
  };
  const catalog = view.dictionary(entry(view.trailer, 'Root'));
  if (catalog) walk(entry(catalog, 'Pages'), 0);
  return pages;
}

/** A page may gain the widgets of new signature fields, and annotations where the certification allows them; nothing else. */
export function judgePages(judging: Judging, pages: readonly Page[]): void {
  for (const page of pages) {
    const now = judging.after.object(page.object)?.value;
    if (now?.kind !== 'dictionary') continue;
    if (judging.changed.has(page.object)) {
      judging.explained.add(page.object);
      const keys = changedKeys(page.dictionary, now, judging.after.budget).filter(
        (key) => key !== 'Annots' && !isOnlyMoved(judging, entry(page.dictionary, key), entry(now, key)),
      );
      if (keys.length > 0 || now.ambiguous || page.dictionary.ambiguous)
        judging.changes.push(refused(`page ${page.number} was changed (${keys.map((key) => `/${key}`).join(', ')})`));
    }
    judgeAnnotations(judging, page.number, entry(page.dictionary, 'Annots'), entry(now, 'Annots'));
  }
}

/** The same resources, in an object of their own or no longer. */
function isOnlyMoved(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  const [old, now] = [judging.before.resolve(before), judging.after.resolve(after)];
  if (now.kind !== 'dictionary' || !sameValue(old, now, judging.after.budget)) return false;
  if (after.kind === 'reference' && !isNew(judging, after.number)) return !judging.changed.has(after.number);
  touch(judging, before, after);
  return true;
}

/** Some programs leave their name in the page tree. */
export function judgePageTree(judging: Judging): void {
  for (const number of judging.changed) {
    const [old, now] = [judging.before.object(number)?.value, judging.after.object(number)?.value];
    if (old?.kind !== 'dictionary' || now?.kind !== 'dictionary' || now.ambiguous) continue;
    if (nameOf(entry(old, 'Type')) !== 'Pages' || judging.explained.has(number)) continue;
    const keys = changedKeys(old, now, judging.after.budget);
    if (
      !keys.every(
        (key) => key === 'ITXT' && [old, now].every((node) => ['string', 'null'].includes(entry(node, key).kind)),
      )
    )
      continue;
    judging.explained.add(number);
    judging.changes.push(permitted('the name of a program in the page tree'));
  }
}

function judgeAnnotations(judging: Judging, page: number, before: PdfValue, after: PdfValue): void {
  if (before.kind === 'null' && after.kind === 'null') return;
  const [old, now] = [judging.before.resolve(before), judging.after.resolve(after)];
  const added = gained(old, now);
  touch(judging, before, after);
  const direct = (list: PdfValue): readonly PdfValue[] =>
    list.kind === 'array' ? list.items.filter((item) => item.kind !== 'reference') : [];
  const directSame = direct(old).every((item, index) => {
    const other = direct(now)[index];
    return other !== undefined && sameValue(item, other, judging.after.budget);
  });
  if (!added || !directSame) {
    judging.changes.push(refused(`something on page ${page} was taken away or put elsewhere`));
    return;
  }
  for (const item of added) {
    if (judging.newWidgets.has(item.number)) continue;
    judgeAnnotation(judging, page, item, 'added to');
  }
  if (old.kind !== 'array') return;
  for (const item of old.items) {
    if (item.kind !== 'reference' || !judging.changed.has(item.number) || judging.explained.has(item.number)) continue;
    judgeAnnotation(judging, page, item, 'changed on');
  }
}

// Remarks and marks. Those that bring text or pictures of their own (FreeText, Stamp, Redact, files, films, links, fields)
// can hide what was certified, and are refused though 12.8.2.2 leaves room for them.
const REMARKS = ['Text', 'Popup', 'Highlight', 'Underline', 'StrikeOut', 'Squiggly', 'Ink', 'Caret'];

function judgeAnnotation(judging: Judging, page: number, value: PdfValue, how: string): void {
  const annotation = judging.after.dictionary(value);
  const subtype = annotation ? nameOf(judging.after.resolve(entry(annotation, 'Subtype'))) : null;
  const what = `an annotation (${subtype ?? 'unknown'}) was ${how} page ${page}`;
  const number = value.kind === 'reference' ? value.number : -1;
  const fresh = isNew(judging, number);
  judging.explained.add(number);
  const clean =
    annotation !== null &&
    !annotation.ambiguous &&
    !annotation.entries.has('A') &&
    !annotation.entries.has('AA') &&
    drawsOnlyMarks(judging.after, annotation) &&
    [...annotation.entries].every(([key, item]) => ['P', 'Parent', 'IRT'].includes(key) || claim(judging, item));
  const wasRemark = fresh || REMARKS.includes(nameOf(entryBefore(judging, number, 'Subtype')) ?? '');
  const allowed = judging.policy.certified === 3 && subtype !== null && REMARKS.includes(subtype) && wasRemark && clean;
  judging.changes.push(allowed ? permitted(what) : refused(what));
}

const entryBefore = (judging: Judging, number: number, key: string): PdfValue | undefined => {
  const value = judging.before.object(number)?.value;
  return value?.kind === 'dictionary' ? entry(value, key) : undefined;
};

/** The first page that draws with this object. */
export function pageThatUses(view: View, pages: readonly Page[], wanted: number): number | null {
  for (const page of pages) if (page.object === wanted || reaches(view, page.dictionary, wanted)) return page.number;
  return null;
}

function reaches(view: View, from: PdfDictionary, wanted: number): boolean {
  const seen = new Set<number>();
  const look = (value: PdfValue, depth: number): boolean => {
    spend(view.budget, 'steps');
    if (depth > 40) return false;
    switch (value.kind) {
      case 'reference': {
        if (value.number === wanted) return true;
        if (seen.has(value.number)) return false;
        seen.add(value.number);
        return look(view.object(value.number)?.value ?? { kind: 'null' }, depth + 1);
      }
      case 'array':
        return value.items.some((item) => look(item, depth + 1));
      case 'dictionary':
        return [...value.entries].some(([key, item]) => key !== 'Parent' && key !== 'P' && look(item, depth + 1));
      case 'stream':
        return look(value.dictionary, depth + 1);
      default:
        return false;
    }
  };
  return look(from, 0);
}
