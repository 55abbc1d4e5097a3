import { PAGE } from '../layout/style';
import { ref } from './objects';

interface BookmarkInput {
  /** As they are written, or references. */
  readonly title: string;
  readonly target: string;
  /** Object numbers. */
  readonly self: number;
  readonly outline: number;
  readonly order: readonly number[];
}

/** An entry of a flat outline (ISO 32000-1, 12.3.3). */
export function bookmarkObject({ title, target, self, outline, order }: BookmarkInput): string {
  const at = order.indexOf(self);
  const [previous, next] = [order[at - 1], order[at + 1]];
  const neighbours =
    (at === 0 || previous === undefined ? '' : `/Prev ${ref(previous)}`) +
    (next === undefined ? '' : `/Next ${ref(next)}`);
  return `<</Title ${title}/Parent ${ref(outline)}${neighbours}/Dest ${target}>>`;
}

/** A place on a page, which is given as its object number. */
export const bookmarkTarget = (page: number, y: number): string =>
  `[${ref(page)}/XYZ 0 ${Math.round(PAGE.height - y + 8)} 0]`;
