import { entry, nameOf, NO_ENTRIES, type PdfDictionary, type PdfValue } from '../pdf/values';
import { permitted, refused } from './change';
import { claim, referrersOf, touch, type Judging } from './context';
import { changedKeys, sameValue } from './equal';

const LISTS = ['Certs', 'CRLs', 'OCSPs'];
const VRI_KEYS = ['Type', 'Cert', 'CRL', 'OCSP', 'TU', 'TS'];

/** The document security store (ETSI EN 319 142-1 5.4.2) may be added and may grow, whatever the certification. */
export function judgeStore(judging: Judging, before: PdfValue, after: PdfValue): void {
  const old = judging.before.dictionary(before) ?? NO_ENTRIES;
  const now = judging.after.dictionary(after);
  if (!now) {
    if (old !== NO_ENTRIES) judging.changes.push(refused('the proof for the archive was removed'));
    return;
  }
  const grown =
    !now.ambiguous &&
    touches(judging, before, after) &&
    [...now.entries.keys()].every((key) => key === 'Type' || key === 'VRI' || LISTS.includes(key)) &&
    LISTS.every((key) => listGrew(judging, entry(old, key), entry(now, key))) &&
    recordsGrew(judging, entry(old, 'VRI'), entry(now, 'VRI'));
  const same = changedKeys(old, now, judging.after.budget).length === 0 && !isTouched(judging, after, now);
  if (!grown) judging.changes.push(refused('the proof for the archive was changed otherwise than by adding to it'));
  else if (!same) judging.changes.push(permitted('proof for the archive (document security store)'));
}

function touches(judging: Judging, before: PdfValue, after: PdfValue): true {
  touch(judging, before, after);
  return true;
}

function isTouched(judging: Judging, value: PdfValue, store: PdfDictionary): boolean {
  return [value, ...store.entries.values()].some(
    (each) => each.kind === 'reference' && judging.changed.has(each.number),
  );
}

/** All that was in it is in it still, by reference or by its bytes; what is new are plain streams. */
function listGrew(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  touch(judging, before, after);
  const [old, now] = [judging.before.resolve(before), judging.after.resolve(after)];
  if (now.kind !== 'array') return old.kind !== 'array' && now.kind === 'null';
  const had = old.kind === 'array' ? old.items : [];
  const streams = now.items.map((item) => judging.after.resolve(item));
  return (
    now.items.every(
      (item, index) => item.kind === 'reference' && streams[index]?.kind === 'stream' && claim(judging, item),
    ) &&
    had.every((item) => {
      const stream = judging.before.resolve(item);
      return streams.some((each) => sameValue(stream, each, judging.after.budget));
    })
  );
}

function recordsGrew(judging: Judging, before: PdfValue, after: PdfValue): boolean {
  const [old, now] = [judging.before.dictionary(before) ?? NO_ENTRIES, judging.after.dictionary(after)];
  if (!now) return old === NO_ENTRIES;
  touch(judging, before, after);
  return (
    !now.ambiguous &&
    [...old.entries.keys()].every((key) => now.entries.has(key)) &&
    [...now.entries].every(([key, item]) => {
      const record = judging.after.dictionary(item);
      const had = judging.before.dictionary(entry(old, key)) ?? NO_ENTRIES;
      touch(judging, entry(old, key), item);
      return (
        record !== null &&
        !record.ambiguous &&
        [...record.entries.keys()].every((key) => VRI_KEYS.includes(key)) &&
        [...record.entries].every(([kind, list]) => {
          touch(judging, entry(had, kind), list);
          return claim(judging, judging.after.resolve(list));
        })
      );
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
