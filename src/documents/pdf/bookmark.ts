import { PAGE } from '../layout/style';
import { ref, textString } from './objects';

interface BookmarkInput {
  readonly title: string;
  readonly y: number;
  /** Object numbers. */
  readonly page: number;
  readonly self: number;
  readonly outline: number;
  readonly order: readonly number[];
}

/** An entry of a flat outline (ISO 32000-1, 12.3.3). */
export function bookmarkObject({ title, y, page, self, outline, order }: BookmarkInput): string {
  const at = order.indexOf(self);
  const [previous, next] = [order[at - 1], order[at + 1]];
  const neighbours =
    (at === 0 || previous === undefined ? '' : `/Prev ${ref(previous)}`) +
    (next === undefined ? '' : `/Next ${ref(next)}`);
  const top = Math.round(PAGE.height - y + 8);
  return `<</Title ${textString(title)}/Parent ${ref(outline)}${neighbours}/Dest[${ref(page)}/XYZ 0 ${top} 0]>>`;
}
