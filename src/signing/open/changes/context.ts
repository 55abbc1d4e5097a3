import { spend } from '../budget';
import { nameOf, NULL, type PdfReference, type PdfValue } from '../pdf/values';
import type { View } from '../pdf/view';
import { sameValue } from './equal';
import type { Change } from './change';
import type { Policy } from './policy';

/** What is known while the difference between two states of a document is judged. */
export interface Judging {
  /** As it was signed, and as it is shown now. */
  readonly before: View;
  readonly after: View;
  readonly policy: Policy;
  /** Objects whose value is not what was signed, or that are new. */
  readonly changed: ReadonlySet<number>;
  /** Those for which a permitted reason, or a refusal, was found. */
  readonly explained: Set<number>;
  /** Widgets of new signature fields, which a page may name. */
  readonly newWidgets: Set<number>;
  readonly changes: Change[];
}

/** Objects of which a later revision makes something else. */
export function changedObjects(before: View, after: View): ReadonlySet<number> {
  const changed = new Set<number>();
  for (const section of after.sections.slice(before.sections.length)) {
    for (const number of section.places.keys()) {
      const [old, now] = [before.object(number), after.object(number)];
      // One that is listed and cannot be read is no longer nothing: another reader may read it.
      if (!old && !now && (after.places.get(number)?.kind ?? 'free') === 'free') continue;
      if (!old || !now || !now.exact || !sameValue(old.value, now.value, after.budget)) changed.add(number);
    }
  }
  return changed;
}

export const isNew = (judging: Judging, number: number): boolean => judging.before.object(number) === null;

/**
 * The object that a value names was looked at in full, in a role that it had before or that it has for the first time. A
 * stream has bytes that no such look sees.
 */
export function touch(judging: Judging, before: PdfValue, after: PdfValue): void {
  if (after.kind !== 'reference') return;
  const hadRole = before.kind === 'reference' && before.number === after.number;
  const isStream = judging.after.object(after.number)?.value.kind === 'stream';
  if (!isStream && (hadRole || isNew(judging, after.number))) judging.explained.add(after.number);
}

/**
 * A new value and every new object below it belong to something permitted. Answers false when it leads to an object that
 * was there before and is changed.
 */
export function claim(judging: Judging, value: PdfValue): boolean {
  spend(judging.after.budget, 'steps');
  switch (value.kind) {
    case 'reference':
      return claimObject(judging, value);
    case 'array':
      return value.items.every((item) => claim(judging, item));
    case 'dictionary':
      return !value.ambiguous && [...value.entries.values()].every((item) => claim(judging, item));
    case 'stream':
      return claim(judging, value.dictionary);
    default:
      return true;
  }
}

function claimObject(judging: Judging, { number }: PdfReference): boolean {
  if (!isNew(judging, number)) return !judging.changed.has(number) || judging.explained.has(number);
  if (judging.explained.has(number)) return true;
  judging.explained.add(number);
  return claim(judging, judging.after.object(number)?.value ?? NULL);
}

/** The objects that name this one as it was signed. */
export function referrersOf(view: View, number: number): readonly number[] {
  const found: number[] = [];
  for (const other of view.places.keys()) {
    const value = view.object(other)?.value;
    if (value && !isCrossReferences(value) && names(view, value, number)) found.push(other);
  }
  return found;
}

/** An object of the signed document that is now another, in a place that is not its only one: what it means there is not judged. */
export const isSharedAndChanged = ({ before, changed }: Judging, value: PdfValue): boolean =>
  value.kind === 'reference' && changed.has(value.number) && isShared(before, value);

/** More than one place names it. */
export const isShared = (view: View, value: PdfValue): boolean =>
  value.kind === 'reference' && timesNamed(view, value.number) > 1;

function timesNamed(view: View, number: number): number {
  let times = countNames(view, view.trailer, number);
  for (const other of view.places.keys()) {
    const value = view.object(other)?.value;
    if (value && !isCrossReferences(value)) times += countNames(view, value, number);
  }
  return times;
}

/** A cross-reference stream has the keys of a trailer, which draw nothing. */
const isCrossReferences = (value: PdfValue): boolean =>
  value.kind === 'stream' && nameOf(value.dictionary.entries.get('Type')) === 'XRef';

const names = (view: View, value: PdfValue, number: number): boolean => countNames(view, value, number) > 0;

function countNames(view: View, value: PdfValue, number: number): number {
  spend(view.budget, 'steps');
  const sum = (values: Iterable<PdfValue>): number => {
    let times = 0;
    for (const each of values) times += countNames(view, each, number);
    return times;
  };
  switch (value.kind) {
    case 'reference':
      return value.number === number ? 1 : 0;
    case 'array':
      return sum(value.items);
    case 'dictionary':
      return sum(value.entries.values());
    case 'stream':
      return countNames(view, value.dictionary, number);
    default:
      return 0;
  }
}
