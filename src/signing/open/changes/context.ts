import { spend } from '../budget';
import { nameOf, NULL, type PdfReference, type PdfValue } from '../pdf/values';
import type { View } from '../pdf/view';
import { oncePer } from '../../once-per';
import { sameValue } from './equal';
import { reached } from './reached';
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

/**
 * Objects of which a later revision makes something else: those that it lists, those in an object stream that it lists, and those
 * that had a place beyond the end of what was signed.
 */
export function changedObjects(before: View, after: View): ReadonlySet<number> {
  const changed = new Set<number>();
  const listed = after.sections.slice(before.sections.length).map(({ places }) => [...places.keys()]);
  const containers = new Set(listed.flat());
  const filled = [...before.places].flatMap(([number, place]) => {
    const isFilled =
      (place.kind === 'plain' && place.offset >= before.bytes.length) ||
      (place.kind === 'packed' && containers.has(place.container));
    return isFilled ? [number] : [];
  });
  for (const numbers of [...listed, filled]) {
    for (const number of numbers) {
      const [old, now] = [before.object(number), after.object(number)];
      // One that is listed and cannot be read is no longer nothing: another reader may read it.
      if (!old && !now && (after.places.get(number)?.kind ?? 'free') === 'free') continue;
      if (!old || !now || !now.exact || !sameValue(old.value, now.value, after.budget)) changed.add(number);
    }
  }
  return changed;
}

/** It was not there, and nothing that was signed waited for it either: what names an absent object would get one by it. */
export const isNew = ({ before }: Judging, number: number): boolean =>
  before.object(number) === null && referrersOf(before, number).length === 0;

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

/**
 * More than one place names this object of the signed document, and it or what it leads to is now another: what that means in the
 * other place is not judged.
 */
export const isSharedAndChanged = ({ before, after, changed }: Judging, value: PdfValue): boolean =>
  isShared(before, value) && [...reached(after, value, [])].some((number) => changed.has(number));

/** More than one place names it. */
export const isShared = (view: View, value: PdfValue): boolean =>
  value.kind === 'reference' && (namesIn(view).get(value.number) ?? []).length > 1;

/** No object has this number. */
const TRAILER = -1;

/** Of each object those that name it, as often as they do; found once, since many questions are asked of one document. */
const namesIn = oncePer((view: View): ReadonlyMap<number, readonly number[]> => {
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
  return found;
});

/** A cross-reference stream has the keys of a trailer, which draw nothing. */
const isCrossReferences = (value: PdfValue): boolean =>
  value.kind === 'stream' && nameOf(value.dictionary.entries.get('Type')) === 'XRef';
