import { OpenFileError } from '../errors';
import { entry, nameOf, NO_ENTRIES, NULL, type PdfDictionary, type PdfValue } from '../pdf/values';
import { startAfter, type View } from '../pdf/view';
import { repeats, type Section } from '../pdf/xref';
import { refused, type Change } from './change';
import { changedObjects, isNew, isSharedAndChanged, touch, type Judging } from './context';
import { changedKeys, sameValue } from './equal';
import { judgeForm } from './form';
import { judgePages, judgePageTree, pagesOf, pageThatUses } from './pages';
import type { Policy } from './policy';
import { judgeInformation, judgeMetadata, judgeStore } from './proof';
import { judgeStructure } from './structure';
import { passUnused } from './unused';

const IN_CATALOG = ['AcroForm', 'DSS', 'Extensions', 'Metadata', 'Version'];

/**
 * Everything in which the document as it is shown now differs from the document that was signed. Each changed object needs
 * a reason on the list of what may change; without one it is refused.
 */
export function judgeChanges(before: View, after: View, policy: Policy): readonly Change[] {
  const changed = changedObjects(before, after);
  const judging: Judging = {
    before,
    after,
    policy,
    changed,
    explained: new Set(),
    newWidgets: new Set(),
    changes: [],
  };
  const [oldRoot, root] = [entry(before.trailer, 'Root'), entry(after.trailer, 'Root')];
  const [old, now] = [before.dictionary(oldRoot), after.dictionary(root)];
  const sameRoot = oldRoot.kind === 'reference' && root.kind === 'reference' && oldRoot.number === root.number;
  // Written anew under a number of its own it is held against the one before all the same.
  const freshRoot = root.kind === 'reference' && isNew(judging, root.number);
  if (!old || !now || !(sameRoot || freshRoot)) return [refused('the document has another catalog')];
  judgeCatalog(judging, old, now);
  touch(judging, oldRoot, root);
  judgeForm(judging, entry(old, 'AcroForm'), entry(now, 'AcroForm'));
  judgeStore(judging, entry(old, 'DSS'), entry(now, 'DSS'));
  judgeMetadata(judging, entry(old, 'Metadata'), entry(now, 'Metadata'));
  judgeInformation(judging, entry(before.trailer, 'Info'), entry(after.trailer, 'Info'));
  if (changed.size > 0) {
    const pages = pagesOf(before);
    judgePages(judging, pages);
    judgePageTree(judging);
    judgeStructure(judging, entry(old, 'StructTreeRoot'), entry(now, 'StructTreeRoot'));
    explainContainers(judging);
    passUnused(judging);
    nameTheRest(judging, pages);
  }
  return judging.changes;
}

function judgeCatalog(judging: Judging, old: PdfDictionary, now: PdfDictionary): void {
  const keys = changedKeys(old, now, judging.after.budget);
  for (const key of keys.filter((each) => !IN_CATALOG.includes(each)))
    judging.changes.push(refused(`the catalog was changed (/${key})`));
  if (old.ambiguous || now.ambiguous) judging.changes.push(refused('the catalog can be read in two ways'));
  if (!isPlain(judging, entry(old, 'Extensions'), entry(now, 'Extensions'), 0))
    judging.changes.push(refused('the list of extensions holds something else'));
  if (keys.includes('Version') && !nameOf(entry(now, 'Version')))
    judging.changes.push(refused('the version is no name'));
}

/** Developer extensions (7.12) are names and numbers. */
function isPlain(judging: Judging, before: PdfValue, after: PdfValue, depth: number): boolean {
  if (isSharedAndChanged(judging, after)) return false;
  touch(judging, before, after);
  const old = judging.before.dictionary(before) ?? NO_ENTRIES;
  const found = judging.after.resolve(after);
  switch (found.kind) {
    case 'dictionary':
      return depth < 4 && [...found.entries].every(([key, item]) => isPlain(judging, entry(old, key), item, depth + 1));
    case 'array':
      return depth < 4 && found.items.every((item) => isPlain(judging, NULL, item, depth + 1));
    case 'stream':
      return false;
    default:
      return true;
  }
}

/** New streams that only hold cross-references or other objects; those are judged one by one. */
function explainContainers(judging: Judging): void {
  const { before, after, explained } = judging;
  for (const section of after.sections.slice(before.sections.length)) {
    const containers = new Set<number>();
    for (const [number, place] of section.places) {
      if (place.kind === 'packed' && before.object(place.container) === null) containers.add(place.container);
      if (place.kind !== 'plain' || before.object(number) !== null) continue;
      const start = startAfter(after.bytes, place.offset, after.budget);
      const own = start === section.start || start === section.hybrid?.start;
      if (own || isRepetition(after, number, start, section)) explained.add(number);
    }
    for (const container of containers) judgeContainer(judging, container, section);
  }
}

/** A reader that opens an object stream by itself must find nothing in it but what the cross-references list. */
function judgeContainer({ after, explained, changes }: Judging, container: number, section: Section): void {
  explained.add(container);
  const stray = after.packedIn(container).find(({ number, exact }) => {
    const place = section.places.get(number);
    return !exact || place?.kind !== 'packed' || place.container !== container;
  });
  if (stray)
    changes.push(refused(`an object that no cross-reference lists (object ${stray.number}, in object ${container})`));
}

function isRepetition(view: View, number: number, start: number, section: Section): boolean {
  const value = view.object(number)?.value;
  if (value?.kind !== 'stream' || nameOf(entry(value.dictionary, 'Type')) !== 'XRef') return false;
  const { dictionary } = value;
  const isSame = (key: string): boolean => sameValue(entry(dictionary, key), entry(section.trailer, key), view.budget);
  return ['Root', 'Info', 'Prev', 'Encrypt'].every(isSame) && repeats(view.bytes, start, section, view.budget);
}

/** Looking for the page of a change costs; after so many the rest is named without. */
const MOST_PLACES = 10;

function nameTheRest(judging: Judging, pages: ReturnType<typeof pagesOf>): void {
  const { before, after, changed, explained, changes } = judging;
  let named = 0;
  for (const number of changed) {
    if (explained.has(number)) continue;
    const old = before.object(number)?.value;
    const now = after.object(number)?.value;
    if (!old && isEmptyValue(now)) continue;
    const what = !old ? 'added' : now ? 'changed' : 'removed';
    const place = named++ < MOST_PLACES ? where(judging, pages, number) : '';
    changes.push(refused(`${place}object ${number} was ${what}`));
  }
}

/** Nothing can be hidden in a null. */
const isEmptyValue = (value: PdfValue | undefined): boolean => value?.kind === 'null';

function where({ before, after }: Judging, pages: ReturnType<typeof pagesOf>, number: number): string {
  const left = { ...after.budget };
  try {
    const page = pageThatUses(before, pages, number) ?? pageThatUses(after, pagesOf(after), number);
    return page === null ? '' : `page ${page}: `;
  } catch (error) {
    // The place is a courtesy: the change itself is known.
    if (error instanceof OpenFileError) return '';
    throw error;
  } finally {
    // So that a costly courtesy does not end the check.
    Object.assign(after.budget, left);
  }
}

export const isForbidden = (changes: readonly Change[]): boolean => changes.some((change) => !change.permitted);
