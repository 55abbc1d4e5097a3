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
export const referrersOf = (view: View, number: number): readonly number[] => [
  ...new Set((namesIn(view).get(number) ?? []).filter((each) => each !== TRAILER)),
];

/** An object of the signed document that is now another, in a place that is not its only one: what it means there is not judged. */
export const isSharedAndChanged = ({ before, changed }: Judging, value: PdfValue): boolean =>
  value.kind === 'reference' && changed.has(value.number) && isShared(before, value);

/** More than one place names it. */
export const isShared = (view: View, value: PdfValue): boolean =>
  value.kind === 'reference' && (namesIn(view).get(value.number) ?? []).length > 1;

/** No object has this number. */
const TRAILER = -1;
const known = new WeakMap<View, ReadonlyMap<number, readonly number[]>>();

/** Of each object those that name it, as often as they do; found once, since many questions are asked of one document. */
function namesIn(view: View): ReadonlyMap<number, readonly number[]> {
  const before = known.get(view);
  if (before) return before;
  const found = new Map<number, number[]>();
  const look = (value: PdfValue, from: number): void => {
    spend(view.budget, 'steps');
    switch (value.kind) {
      case 'reference': {
        const list = found.get(value.number);
        if (list) list.push(from);
        else found.set(value.number, [from]);
        return;
      }
      case 'array':
        for (const item of value.items) look(item, from);
        return;
      case 'dictionary':
        for (const item of value.entries.values()) look(item, from);
        return;
      case 'stream':
        look(value.dictionary, from);
        return;
      default:
    }
  };
  look(view.trailer, TRAILER);
  for (const number of view.places.keys()) {
    const value = view.object(number)?.value;
    if (value && !isCrossReferences(value)) look(value, number);
  }
  known.set(view, found);
  return found;
}

/** A cross-reference stream has the keys of a trailer, which draw nothing. */
const isCrossReferences = (value: PdfValue): boolean =>
  value.kind === 'stream' && nameOf(value.dictionary.entries.get('Type')) === 'XRef';
