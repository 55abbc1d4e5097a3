// Making slabs: lines and boxes of text, from the top of the slab.

import type { Rich, Run } from '../agreement-text';
import { widthOf } from '../fonts/shape';
import { breakLines } from './break-lines';
import type { NodeId, Op, Slab, TextBox } from './page';
import { baselineOf, type Style } from './style';

export const plainRich = (text: string, own = false): Rich => [{ text, strong: false, own }];

export const stack = (space: number, height: number, ops: readonly Op[], keepWithNext = false): Slab => ({
  space,
  height,
  ops,
  keepWithNext,
  bookmark: null,
});

/** The runs of one line from x, on the baseline y. */
export function runsAt(runs: readonly Run[], style: Style, x: number, y: number, node: NodeId): readonly Op[] {
  const ops: Op[] = [];
  putRuns(ops, runs, style, x, y, node, null);
  return ops;
}

function putRuns(
  ops: Op[],
  runs: readonly Run[],
  style: Style,
  x: number,
  y: number,
  node: NodeId,
  box: TextBox | null,
): void {
  const { size, color } = style;
  let at = x;
  for (let i = 0; i < runs.length; i += 1) {
    const { text, strong, own } = runs[i] ?? { text: '', strong: false, own: false };
    const face = strong ? style.strongFace : style.face;
    ops.push({ kind: 'text', text, own, face, size, color, x: at, y, node, box });
    if (i < runs.length - 1) at += widthOf(text, face, size);
  }
}

export const textAt = (text: string, style: Style, x: number, baseline: number, node: NodeId): readonly Op[] =>
  runsAt(plainRich(text), style, x, baseline, node);

export const textRightAt = (text: string, style: Style, right: number, baseline: number, node: NodeId): readonly Op[] =>
  textAt(text, style, right - widthOf(text, style.face, style.size), baseline, node);

/** A text in a box of a given width: its height, and its ops when the box begins at `top`. */
export function textBox(
  text: Rich,
  style: Style,
  x: number,
  measure: number,
  node: NodeId,
  top = 0,
): { height: number; ops: readonly Op[] } {
  const lines = breakLines(text, style, measure);
  const ops: Op[] = [];
  const baseline = top + baselineOf(style);
  const box = { style, measure };
  for (let i = 0; i < lines.length; i += 1) {
    putRuns(ops, lines[i] ?? [], style, x, baseline + i * style.leading, node, box);
  }
  return { height: lines.length * style.leading, ops };
}
