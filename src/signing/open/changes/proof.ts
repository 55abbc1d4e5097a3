import { entry, nameOf, NO_ENTRIES, type PdfDictionary, type PdfValue } from '../pdf/values';
import { permitted, refused } from './change';
import { claim, isShared, isSharedAndChanged, referrersOf, touch, type Judging } from './context';
import { changedKeys, sameValue } from './equal';

const LISTS = ['Certs', 'CRLs', 'OCSPs'];
const STORE_KEYS = ['Type', 'VRI', ...LISTS];
const VRI_KEYS = ['Type', 'Cert', 'CRL', 'OCSP', 'TU', 'TS'];

/** What later proof no longer holds counts all the same, when it was signed or stamped over (`proofsBefore`). */
export const STORE_REPLACED = 'proof for the archive was replaced';

/**
 * The document security store (ETSI EN 319 142-1 5.4.2) may be added, whatever the certification. It may grow, and programs write it
 * anew with what they think is needed; no list of it may be emptied.
 */
export function judgeStore(judging: Judging, before: PdfValue, after: PdfValue): void {
  const old = judging.before.dictionary(before) ?? NO_ENTRIES;
  const now = judging.after.dictionary(after);
  if (!now) {
    if (old !== NO_ENTRIES) judging.changes.push(refused('the proof for the archive was removed'));
    return;
  }
  const wellFormed =
    !now.ambiguous &&
    touches(judging, before, after) &&
    [...old.entries.keys(), ...now.entries.keys()].every((key) => STORE_KEYS.includes(key)) &&
    LISTS.every((key) => isList(judging, entry(old, key), entry(now, key))) &&
    areRecords(judging, entry(old, 'VRI'), entry(now, 'VRI'));
  const same = changedKeys(old, now, judging.after.budget).length === 0 && !isTouched(judging, after, now);
  if (!wellFormed)
    judging.changes.push(refused('the proof for the archive was changed otherwise than by adding to it'));
  else if (!same) {
    const kept = LISTS.every((key) => keptAll(judging, entry(old, key), entry(now, key)));
    judging.changes.push(permitted(kept ? 'proof for the archive (document security store)' : STORE_REPLACED));
  }
}

/** Looked at; not when something else names it as well. */
function touches(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  if (isSharedAndChanged(judging, after)) return false;
  touch(judging, before, after);
  // The one before, when nothing else named it, is no part of the document any more.
  const isAnother = before.kind === 'reference' && after.kind === 'reference' && before.number !== after.number;
  if (isAnother && !isShared(judging.before, before)) judging.explained.add(before.number);
  return true;
}

function isTouched(judging: Judging, value: PdfValue, store: PdfDictionary): boolean {
  return [value, ...store.entries.values()].some(
    (each) => each.kind === 'reference' && judging.changed.has(each.number),
  );
}

/** It holds plain streams, some when there were some before. */
function isList(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  if (isSharedAndChanged(judging, after)) return false;
  touch(judging, before, after);
  const [old, now] = [judging.before.resolve(before), judging.after.resolve(after)];
  const had = old.kind === 'array' ? old.items.length : 0;
  if (now.kind !== 'array') return had === 0 && now.kind === 'null';
  if (had > 0 && now.items.length === 0) return false;
  return now.items.every(
    (item) => item.kind === 'reference' && judging.after.resolve(item).kind === 'stream' && claim(judging, item),
  );
}

/** All that was in it is in it still, by reference or by its bytes. */
function keptAll(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  const [old, now] = [judging.before.resolve(before), judging.after.resolve(after)];
  const streams = now.kind === 'array' ? now.items.map((item) => judging.after.resolve(item)) : [];
  return (
    old.kind !== 'array' ||
    old.items.every((item) => {
      const stream = judging.before.resolve(item);
      return streams.some((each) => sameValue(stream, each, judging.after.budget));
    })
  );
}

function areRecords(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  const [old, now] = [judging.before.dictionary(before) ?? NO_ENTRIES, judging.after.dictionary(after)];
  if (!now) return old === NO_ENTRIES;
  return (
    !now.ambiguous &&
    touches(judging, before, after) &&
    [...now.entries].every(([key, item]) => key === 'Type' || isRecord(judging, entry(old, key), item))
  );
}

function isRecord(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  const had = judging.before.dictionary(before) ?? NO_ENTRIES;
  const record = judging.after.dictionary(after);
  return (
    record !== null &&
    !record.ambiguous &&
    touches(judging, before, after) &&
    [...had.entries.keys(), ...record.entries.keys()].every((key) => VRI_KEYS.includes(key)) &&
    [...record.entries].every(([kind, list]) => {
      if (!touches(judging, entry(had, kind), list)) return false;
      // A list of streams, or the one stream of a time-stamp.
      const value = judging.after.resolve(list);
      return claim(judging, value.kind === 'stream' ? list : value);
    })
  );
}

/** Metadata and document information say who wrote the file and when; no page shows them. */
export function judgeMetadata(judging: Judging, before: PdfValue, after: PdfValue): void {
  if (after.kind !== 'reference') {
    if (before.kind !== 'null') judging.changes.push(refused('the metadata was removed'));
    return;
  }
  const same = before.kind === 'reference' && before.number === after.number;
  if (same && !judging.changed.has(after.number)) return;
  const stream = judging.after.resolve(after);
  const onlyMetadata = !same || referrersOf(judging.before, after.number).length <= 1;
  const fits = stream.kind === 'stream' && nameOf(entry(stream.dictionary, 'Subtype')) === 'XML' && onlyMetadata;
  if (same) judging.explained.add(after.number);
  const clean = claim(judging, same ? stream : after);
  judging.changes.push(fits && clean ? permitted('metadata') : refused('what is called metadata has another use'));
}

export function judgeInformation(judging: Judging, before: PdfValue, after: PdfValue): void {
  if (after.kind !== 'reference') return;
  const same = before.kind === 'reference' && before.number === after.number;
  if (!judging.changed.has(after.number)) return;
  const information = judging.after.dictionary(after);
  const simple =
    judging.after.resolve(after).kind === 'dictionary' &&
    information !== null &&
    [...information.entries.values()].every(({ kind }) =>
      ['string', 'name', 'number', 'boolean', 'null'].includes(kind),
    );
  const unused = referrersOf(judging.before, after.number).length === 0;
  judging.explained.add(after.number);
  judging.changes.push(
    simple && unused && (same || judging.before.object(after.number) === null)
      ? permitted('document information')
      : refused('what is called document information has another use'),
  );
}
