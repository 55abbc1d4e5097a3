// Making slabs: lines and boxes of text, from the top of the slab.

import type { Rich, Run } from '../agreement-text';
import { widthOf } from '../fonts/shape';
import { breakLines } from './break-lines';
import type { NodeId, Op, Slab } from './page';
import { baselineOf, type Style } from './style';

export const plainRich = (text: string): Rich => [{ text, strong: false }];

export const stack = (space: number, height: number, ops: readonly Op[], keepWithNext = false): Slab => ({
  space,
  height,
  ops,
  keepWithNext,
  bookmark: null,
});

/** The runs of one line from x, on the baseline y. */
export function runsAt(runs: readonly Run[], style: Style, x: number, y: number, node: NodeId): readonly Op[] {
  let at = x;
  return runs.map((run) => {
    const face = run.strong ? style.strongFace : style.face;
    const op: Op = { kind: 'text', text: run.text, face, size: style.size, color: style.color, x: at, y, node };
    at += widthOf(run.text, face, style.size);
    return op;
  });
}

export const textAt = (text: string, style: Style, x: number, baseline: number, node: NodeId): readonly Op[] =>
  runsAt([{ text, strong: false }], style, x, baseline, node);

export const textRightAt = (text: string, style: Style, right: number, baseline: number, node: NodeId): readonly Op[] =>
  textAt(text, style, right - widthOf(text, style.face, style.size), baseline, node);

/** A text in a box of a given width: its height and its ops from the box's top. */
export function textBox(
  text: Rich,
  style: Style,
  x: number,
  measure: number,
  node: NodeId,
): { height: number; ops: Op[] } {
  const lines = breakLines(text, style, measure);
  return {
    height: lines.length * style.leading,
    ops: lines.flatMap((line, i) => runsAt(line, style, x, i * style.leading + baselineOf(style), node)),
  };
}
