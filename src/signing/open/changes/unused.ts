import { certificateOrNot } from '../cms/read-foreign';
import { readProofs } from '../cms/revocation';
import { entry, nameOf, type PdfDictionary, type PdfValue } from '../pdf/values';
import { viewOf, type View } from '../pdf/view';
import { permitted } from './change';
import { contentOf } from '../store';
import { isNew, type Judging } from './context';
import { reached } from './reached';

// Writers leave objects behind that nothing uses: a font that they did not need after all, the proof for the archive as it
// stood before they added to it. Nothing shows them. They are let pass only when no reader could begin with them either.

/** New objects that the document as it is shown does not reach, and that cannot be another way into it. */
export function passUnused(judging: Judging): void {
  const { after, changed, explained, changes } = judging;
  const left = [...changed].filter((number) => !explained.has(number) && isNew(judging, number));
  if (left.length === 0) return;
  const used = reached(after, after.trailer, []);
  let forAWhile: ReadonlySet<number> | null = null;
  let passed = 0;
  for (const number of left) {
    const object = after.object(number);
    if (!object?.exact || used.has(number)) continue;
    const isPlain = object.value.kind === 'dictionary' || object.value.kind === 'array' || isDrawing(object.value);
    if (!isPlain) forAWhile ??= usedForAWhile(judging);
    if (!(isPlain || forAWhile?.has(number) || isProof(after, object.value)) || isWayIn(object.value)) continue;
    explained.add(number);
    passed++;
  }
  if (passed > 0) changes.push(permitted(`objects that nothing uses (${passed})`));
}

/** A form XObject draws only where a page or a field names it; signing programs make more layers than they use. */
const isDrawing = (value: PdfValue): boolean =>
  value.kind === 'stream' && nameOf(entry(value.dictionary, 'Subtype')) === 'Form';

/** A certificate, CRL or OCSP answer that was fetched twice, or that no list names. */
const isProof = (view: View, value: PdfValue): boolean => {
  const content = value.kind === 'stream' ? contentOf(view, value) : null;
  return content !== null && (certificateOrNot(content).length > 0 || readProofs([content]).length > 0);
};

const WAYS_IN = ['Catalog', 'Pages', 'Page', 'XRef', 'ObjStm', 'Sig', 'DocTimeStamp', 'Annot'];
const KEYS_IN = ['Root', 'Pages', 'Kids', 'Contents', 'Fields', 'ByteRange', 'Subtype'];

/** A reader that looks for the document without the cross-references could take it for a part of one. */
function isWayIn(value: PdfValue): boolean {
  if (value.kind === 'array') return value.items.some((item) => item.kind === 'dictionary' && isWayIn(item));
  if (value.kind === 'stream') return WAYS_IN.includes(nameOf(entry(value.dictionary, 'Type')) ?? '');
  if (value.kind !== 'dictionary') return false;
  return (
    value.ambiguous ||
    WAYS_IN.includes(nameOf(entry(value, 'Type')) ?? '') ||
    KEYS_IN.some((key) => value.entries.has(key) && !(key === 'Subtype' && isLooseWidget(value)))
  );
}

/** The place of a field that neither form nor page names: some programs make one too many. */
const isLooseWidget = (value: PdfDictionary): boolean =>
  nameOf(entry(value, 'Subtype')) === 'Widget' &&
  !['T', 'FT', 'V', 'Parent', 'P'].some((key) => value.entries.has(key));

/** What proof, form or description used in a revision between the signed one and the last. */
function usedForAWhile({ before, after }: Judging): ReadonlySet<number> {
  const found = new Set<number>();
  for (let count = before.sections.length + 1; count < after.sections.length; count++) {
    const view = viewOf(after.bytes, after.sections.slice(0, count), after.budget);
    const catalog = view.dictionary(entry(view.trailer, 'Root'));
    const parts = ['DSS', 'AcroForm', 'Metadata', 'Info'] as const;
    for (const part of parts) {
      const from = part === 'Info' ? entry(view.trailer, part) : catalog && entry(catalog, part);
      if (from) for (const number of reached(view, from, ['P', 'Parent'])) found.add(number);
    }
  }
  return found;
}
