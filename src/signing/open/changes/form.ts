import { MOST_FIELDS } from '../budget';
import { OpenFileError } from '../errors';
import { entry, nameOf, NO_ENTRIES, NULL, textOf, type PdfDictionary, type PdfValue } from '../pdf/values';
import { permitted, refused } from './change';
import { claim, isNew, touch, type Judging } from './context';
import { changedKeys } from './equal';
import { gained } from './lists';
import { mayGrow } from './resources';
import { isSmall, isVisible, judgeAppearance, mayAppear } from './appearance';

/** The interactive form (12.7.3): fields may be signed or, where it is allowed, filled in; new ones are for signatures only. */
export function judgeForm(judging: Judging, before: PdfValue, after: PdfValue): void {
  const { changes } = judging;
  const old = judging.before.dictionary(before);
  const now = judging.after.dictionary(after);
  if (!old && !now) return;
  if (!now) {
    changes.push(refused('the form was removed'));
    return;
  }
  touch(judging, before, after);
  for (const key of changedKeys(old ?? NO_ENTRIES, now, judging.after.budget)) {
    if (key !== 'Fields' && !mayChangeInForm(judging, key, old, now))
      changes.push(refused(`the form was changed (/${key})`));
  }
  if (now.ambiguous) changes.push(refused('the form can be read in two ways'));
  const [oldFields, fields] = [entry(old ?? NO_ENTRIES, 'Fields'), entry(now, 'Fields')];
  touch(judging, oldFields, fields);
  judgeList(judging, oldFields, fields, { name: '', type: null, depth: 0 });
}

function mayChangeInForm(judging: Judging, key: string, old: PdfDictionary | null, now: PdfDictionary): boolean {
  const value = judging.after.resolve(entry(now, key));
  switch (key) {
    case 'SigFlags':
      return value.kind === 'number';
    case 'NeedAppearances':
      return value.kind === 'null' || (value.kind === 'boolean' && !value.value);
    case 'DA':
      return !old?.entries.has(key) && !isRedrawn(judging, old);
    case 'DR':
      return !isRedrawn(judging, old) && mayGrow(judging, entry(old ?? NO_ENTRIES, key), entry(now, key));
    default:
      return false;
  }
}

/** Readers were told to draw the fields themselves, with what the form offers for that. */
const isRedrawn = ({ before }: Judging, form: PdfDictionary | null): boolean => {
  const needed = before.resolve(form ? entry(form, 'NeedAppearances') : NULL);
  return needed.kind === 'boolean' && needed.value;
};

/** What a field has from those above it. */
interface Above {
  readonly name: string;
  readonly type: string | null;
  readonly depth: number;
}

function judgeList(judging: Judging, before: PdfValue, after: PdfValue, above: Above): void {
  const [old, now] = [judging.before.resolve(before), judging.after.resolve(after)];
  const added = gained(old, now);
  if (!added || above.depth > 20) {
    judging.changes.push(refused('a form field was removed or put elsewhere'));
    return;
  }
  const had = old.kind === 'array' ? old.items : [];
  if (had.length > MOST_FIELDS) throw new OpenFileError('too-complex', 'more form fields than are read');
  const kept =
    now.kind === 'array' ? now.items.filter((item) => item.kind !== 'reference' || !added.includes(item)) : [];
  had.forEach((item, index) => judgeField(judging, item, kept[index] ?? NULL, above));
  for (const item of added) judgeNewField(judging, item, above);
}

function nameBelow(judging: Judging, field: PdfDictionary, above: Above): Above {
  const part = textOf(judging.after.resolve(entry(field, 'T')));
  return {
    name: part === null ? above.name : above.name ? `${above.name}.${part}` : part,
    type: nameOf(judging.after.resolve(entry(field, 'FT'))) ?? above.type,
    depth: above.depth + 1,
  };
}

function judgeField(judging: Judging, before: PdfValue, after: PdfValue, above: Above): void {
  const [old, now] = [judging.before.dictionary(before), judging.after.dictionary(after)];
  if (!old && !now) return;
  touch(judging, before, after);
  if (!old || !now || now.ambiguous) {
    judging.changes.push(refused('a form field was removed or made unreadable'));
    return;
  }
  const here = nameBelow(judging, old, above);
  const keys = changedKeys(old, now, judging.after.budget).filter((key) => key !== 'Kids');
  if (keys.length > 0) judgeKeys(judging, old, now, here, keys);
  else judgeAppearance(judging, old, now, here.name);
  const [oldKids, kids] = [entry(old, 'Kids'), entry(now, 'Kids')];
  if (oldKids.kind === 'null' && kids.kind === 'null') return;
  touch(judging, oldKids, kids);
  judgeList(judging, oldKids, kids, here);
}

const SIGNING = ['V', 'AP', 'F', 'M'];
const FILLING = ['V', 'AP', 'AS', 'M', 'I', 'RV'];

function judgeKeys(
  judging: Judging,
  old: PdfDictionary,
  now: PdfDictionary,
  here: Above,
  keys: readonly string[],
): void {
  const { changes, policy } = judging;
  if (here.type === 'Sig' && keys.every((key) => SIGNING.includes(key))) {
    if (judging.before.resolve(entry(old, 'V')).kind !== 'null' && (keys.includes('V') || keys.includes('AP')))
      changes.push(refused(`the signature in ${here.name} was replaced, removed or given another look`));
    else if (keys.includes('V')) judgeValue(judging, old, now, here.name);
    else if (isVisible(judging, now) && !mayAppear(judging, now))
      changes.push(refused(`the empty signature field ${here.name} was given a look`));
    judgeAppearance(judging, old, now, here.name);
    return;
  }
  const filled = here.type !== 'Sig' && here.type !== null && keys.every((key) => FILLING.includes(key));
  if (!filled) {
    changes.push(refused(`form field ${here.name} was changed (${keys.map((key) => `/${key}`).join(', ')})`));
    return;
  }
  // Without certification or locks nobody said that filling in is expected, and it changes what the page says (12.8.2.2).
  const allowed = policy.certified === null ? policy.hasLocks : policy.certified >= 2;
  const what = `form field ${here.name} was filled in`;
  changes.push(allowed && !policy.locked(here.name) ? permitted(what) : refused(what));
  judgeAppearance(judging, old, now, here.name);
  claim(judging, entry(now, 'V'));
}

/** A signature that was put into a field. It may be as large as a field that the signer saw; a time-stamp needs no look at all. */
function judgeValue(judging: Judging, prepared: PdfDictionary | null, field: PdfDictionary, name: string): void {
  const { changes, policy } = judging;
  const value = judging.after.dictionary(entry(field, 'V'));
  if (!value || !value.entries.has('ByteRange') || !value.entries.has('Contents')) {
    changes.push(refused(`what stands in ${name} is no signature`));
    return;
  }
  const stamp = nameOf(judging.after.resolve(entry(value, 'SubFilter'))) === 'ETSI.RFC3161';
  const allowed = stamp || (policy.certified !== 1 && !policy.locked(name));
  const what = stamp ? `document time-stamp in ${name}` : `signature in ${name}`;
  const clean = claim(judging, entry(field, 'V'));
  const wasSeen = prepared !== null && !stamp && !isHidden(judging.before.resolve(entry(prepared, 'F')));
  if (!wasSeen && !isSmall(judging, field)) changes.push(refused(`the signature in ${name} lies over the page`));
  changes.push(allowed && clean ? permitted(what) : refused(what));
}

/** Flags of an annotation that no page shows: hidden, or not on a screen (12.5.3). */
const isHidden = (flags: PdfValue): boolean => flags.kind === 'number' && (flags.value & (2 | 32)) !== 0;

const NEW_FIELD_KEYS = new Set(
  'FT T TU TM Type Subtype Rect F Ff P V DV AP AS DA DR Q MK Lock SV Parent Kids StructParent H BS Border M NM Lang'.split(
    ' ',
  ),
);

function judgeNewField(judging: Judging, item: PdfValue, above: Above): void {
  const { changes, policy } = judging;
  const field = judging.after.dictionary(item);
  if (item.kind !== 'reference' || !field || field.ambiguous || !isNew(judging, item.number)) {
    changes.push(refused('a form field that was there before, but not in the form'));
    return;
  }
  judging.explained.add(item.number);
  const here = nameBelow(judging, field, above);
  const strange = [...field.entries.keys()].filter((key) => !NEW_FIELD_KEYS.has(key));
  if (here.type !== 'Sig' || strange.length > 0) {
    changes.push(refused(`new form field ${here.name}${strange.length > 0 ? ` with /${strange.join(', /')}` : ''}`));
    return;
  }
  judging.newWidgets.add(item.number);
  const signed = field.entries.has('V');
  if (signed) judgeValue(judging, null, field, here.name);
  const isKid = above.type === 'Sig' && !signed;
  if (!signed && !isKid)
    changes.push(
      policy.certified === 1
        ? refused(`new signature field ${here.name}`)
        : permitted(`new signature field ${here.name}`),
    );
  if (
    isVisible(judging, field) &&
    (policy.certified !== null || !isSmall(judging, field) || (!signed && !isKid && !mayAppear(judging, field)))
  )
    changes.push(refused(`new visible signature field ${here.name}`));
  const rest = ['AP', 'MK', 'Lock', 'SV', 'BS', 'DA', 'DR', 'DV'];
  if (!rest.every((key) => claim(judging, entry(field, key))))
    changes.push(refused(`new signature field ${here.name} changes what was there`));
  const kids = entry(field, 'Kids');
  touch(judging, NULL, kids);
  const list = judging.after.resolve(kids);
  if (list.kind === 'array' && list.items.length > 0) judgeList(judging, NULL, kids, here);
}
