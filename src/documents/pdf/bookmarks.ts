import type { PDFContext, PDFRef } from 'pdf-lib';
import type { Bookmark } from '../layout/page';
import { PAGE } from '../layout/style';
import { dictionary, textString } from './objects';

/** A flat outline (ISO 32000-1, 12.3.3), in reading order. */
export function registerBookmarks(
  context: PDFContext,
  bookmarks: readonly Bookmark[],
  pages: readonly PDFRef[],
): PDFRef {
  const root = context.nextRef();
  const refs = bookmarks.map(() => context.nextRef());
  bookmarks.forEach(({ title, page, y }, i) => {
    const [ref, target] = [refs[i], pages[page]];
    if (ref === undefined || target === undefined) return;
    const top = Math.round(PAGE.height - y + 8);
    context.assign(
      ref,
      dictionary(context, {
        Title: textString(title),
        Parent: root,
        Prev: refs[i - 1] ?? null,
        Next: refs[i + 1] ?? null,
        Dest: [target, 'XYZ', 0, top, 0],
      }),
    );
  });
  const ends = { First: refs[0] ?? null, Last: refs.at(-1) ?? null };
  context.assign(root, dictionary(context, { Type: 'Outlines', ...ends, Count: refs.length }));
  return root;
}
