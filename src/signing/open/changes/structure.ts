import { spend } from '../budget';
import { entry, nameOf, NO_ENTRIES, type PdfDictionary, type PdfValue } from '../pdf/values';
import type { View } from '../pdf/view';
import { permitted, refused } from './change';
import { isNew, touch, type Judging } from './context';
import { changedKeys, sameValue } from './equal';
import { gained } from './lists';

// In a tagged document (14.7) a new signature field brings an element of its own in the structure tree, and an entry in the
// parent tree that leads from the field to it. Nothing else may change there: tags are what a screen reader reads out.

const DEEPEST_TREE = 60;

interface Growth {
  readonly judging: Judging;
  /** New elements for new fields; only to these may the parent tree lead. */
  readonly elements: Set<number>;
  readonly seen: Set<number>;
  readonly faults: string[];
}

/** The structure tree may grow by one form element for each new signature field. */
export function judgeStructure(judging: Judging, before: PdfValue, after: PdfValue): void {
  const [old, now] = [judging.before.dictionary(before), judging.after.dictionary(after)];
  if (!old || !now || [...judging.changed].every((number) => judging.explained.has(number))) return;
  const growth: Growth = { judging, elements: new Set(), seen: new Set(), faults: [] };
  judgeNode(growth, before, after, ['K', 'ParentTree', 'ParentTreeNextKey'], 0);
  const next = judging.after.resolve(entry(now, 'ParentTreeNextKey'));
  if (next.kind !== 'null' && next.kind !== 'number') growth.faults.push('the structure tree was changed');
  judgeParents(growth, entry(old, 'ParentTree'), entry(now, 'ParentTree'));
  for (const fault of growth.faults) judging.changes.push(refused(fault));
  if (growth.elements.size > 0 && growth.faults.length === 0)
    judging.changes.push(permitted('tags for a new signature field'));
}

/** An element that was there before: its list of children may have grown. */
function judgeNode(
  growth: Growth,
  before: PdfValue,
  after: PdfValue,
  mayChange: readonly string[],
  depth: number,
): void {
  const { judging, faults } = growth;
  spend(judging.after.budget, 'steps');
  if (before.kind !== 'reference' || after.kind !== 'reference' || before.number !== after.number) return;
  if (growth.seen.has(before.number) || depth > DEEPEST_TREE) return;
  growth.seen.add(before.number);
  const [old, now] = [judging.before.dictionary(before), judging.after.dictionary(after)];
  if (!old || !now) return;
  if (judging.changed.has(before.number)) {
    touch(judging, before, after);
    const keys = changedKeys(old, now, judging.after.budget).filter((key) => !mayChange.includes(key));
    if (keys.length > 0 || now.ambiguous)
      faults.push(`the structure tree was changed (${keys.map((key) => `/${key}`).join(', ')})`);
  }
  touch(judging, entry(old, 'K'), entry(now, 'K'));
  const [had, has] = [childrenOf(judging.before, old), childrenOf(judging.after, now)];
  const added = gained({ kind: 'array', items: had }, { kind: 'array', items: has });
  const kept = added && has.filter((item) => item.kind !== 'reference' || !added.includes(item));
  if (!kept?.every((item, index) => sameValue(had[index] ?? item, item, judging.after.budget))) {
    faults.push('something in the structure tree was removed or put elsewhere');
    return;
  }
  for (const item of added ?? []) judgeNewElement(growth, item.number, before.number);
  for (const item of had) judgeNode(growth, item, item, ['K'], depth + 1);
}

function childrenOf(view: View, node: PdfDictionary): readonly PdfValue[] {
  const own = entry(node, 'K');
  const list = view.resolve(own);
  if (list.kind === 'null') return [];
  return list.kind === 'array' ? list.items : [own];
}

const TEXTS = ['T', 'Lang', 'ID', 'Alt'];

/** A form element that holds nothing but the widget of a new signature field. */
function judgeNewElement(growth: Growth, number: number, parent: number): void {
  const { judging, faults } = growth;
  const { after, explained } = judging;
  const value = after.object(number)?.value;
  const element = value?.kind === 'dictionary' ? value : NO_ENTRIES;
  const up = entry(element, 'P');
  const kid = childrenOf(after, element).map((each) => {
    touch(judging, { kind: 'null' }, each);
    return after.dictionary(each);
  });
  touch(judging, { kind: 'null' }, entry(element, 'K'));
  const target = kid[0] ? entry(kid[0], 'Obj') : null;
  const fits =
    isNew(judging, number) &&
    !element.ambiguous &&
    nameOf(entry(element, 'S')) === 'Form' &&
    up.kind === 'reference' &&
    up.number === parent &&
    kid.length === 1 &&
    kid[0] !== null &&
    nameOf(entry(kid[0] ?? NO_ENTRIES, 'Type')) === 'OBJR' &&
    target?.kind === 'reference' &&
    judging.newWidgets.has(target.number) &&
    [...element.entries].every(
      ([key, item]) => ['Type', 'S', 'P', 'K', 'Pg'].includes(key) || (TEXTS.includes(key) && item.kind === 'string'),
    );
  explained.add(number);
  if (fits) growth.elements.add(number);
  else faults.push('the structure tree gained something else than a new signature field');
}

/** The parent tree (a number tree, 7.9.7) leads where it led, and from the new keys to the new elements. */
function judgeParents(growth: Growth, before: PdfValue, after: PdfValue): void {
  const { judging, faults, elements } = growth;
  const [old, now] = [numbersIn(judging.before, before), numbersIn(judging.after, after)];
  if (!old || !now) {
    faults.push('the parent tree of the structure cannot be read');
    return;
  }
  for (const node of now.nodes) if (old.nodes.has(node) || isNew(judging, node)) judging.explained.add(node);
  for (const [key, item] of old.entries) {
    const same = now.entries.get(key);
    if (!same || !leadsAlike(judging, item, same)) {
      faults.push('the parent tree of the structure leads elsewhere');
      return;
    }
  }
  for (const [key, item] of now.entries)
    if (!old.entries.has(key) && !(item.kind === 'reference' && elements.has(item.number)))
      faults.push('the parent tree of the structure leads to something new');
}

function leadsAlike(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  if (sameValue(before, after, judging.after.budget))
    return after.kind !== 'reference' || !judging.changed.has(after.number) || judging.explained.has(after.number);
  const [old, now] = [judging.before.resolve(before), judging.after.resolve(after)];
  if (old.kind !== 'array' || !sameValue(old, now, judging.after.budget)) return false;
  touch(judging, before, after);
  return true;
}

interface Numbers {
  readonly entries: ReadonlyMap<number, PdfValue>;
  readonly nodes: ReadonlySet<number>;
}

/** Null when it is no number tree, or names a number twice. */
function numbersIn(view: View, tree: PdfValue): Numbers | null {
  const entries = new Map<number, PdfValue>();
  const nodes = new Set<number>();
  const walk = (value: PdfValue, depth: number): boolean => {
    spend(view.budget, 'steps');
    if (value.kind === 'reference') {
      if (nodes.has(value.number)) return false;
      nodes.add(value.number);
    }
    const node = view.resolve(value);
    if (node.kind !== 'dictionary' || node.ambiguous || depth > 20) return false;
    const [kids, numbers] = ['Kids', 'Nums'].map((key) => listIn(entry(node, key)));
    if (!kids || !numbers || numbers.length % 2 !== 0) return false;
    for (let index = 0; index < numbers.length; index += 2) {
      const key = view.resolve(numbers[index]);
      const item = numbers[index + 1];
      if (key.kind !== 'number' || !item || entries.has(key.value)) return false;
      entries.set(key.value, item);
    }
    return kids.every((kid) => walk(kid, depth + 1));
  };
  const listIn = (value: PdfValue): readonly PdfValue[] | null => {
    if (value.kind === 'reference') nodes.add(value.number);
    const list = view.resolve(value);
    if (list.kind === 'null') return [];
    return list.kind === 'array' ? list.items : null;
  };
  return tree.kind === 'null' || walk(tree, 0) ? { entries, nodes } : null;
}
