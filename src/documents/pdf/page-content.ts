import type { Op, Page } from '../layout/page';
import { PAGE } from '../layout/style';
import { fillColor, number, rectangle, roundedRectangle, showText, strokeColor } from './operators';

export interface PageContent {
  readonly stream: string;
  /** Structure node of each marked-content id, in order of the ids. */
  readonly marked: readonly number[];
}

/** Name of the form XObject with strip, header and footer, in the resources of every page. */
export const EDGES = 'Edges';

/** The content of that XObject: it is an artifact as a whole, where it is painted. */
export function edgesContent(edges: readonly Op[]): string {
  return edges.flatMap((op) => (op.kind === 'field' ? [] : [...colorOf(op), draw(op)])).join('\n');
}

const colorOf = (op: Exclude<Op, { readonly kind: 'field' }>): readonly string[] =>
  op.kind === 'frame' ? [] : [fillColor(op.kind === 'qr' ? 'heading' : op.color)];

/** The content stream of one page: text in marked content of its structure node, everything else as artifact. */
export function pageContent(page: Page): PageContent {
  const lines: string[] = [`/Artifact BMC\n/${EDGES} Do\nEMC`];
  const marked: number[] = [];
  let open: number | 'artifact' | null = null;
  let color = '';
  for (const op of page.ops) {
    if (op.kind === 'field') continue;
    const owner = op.kind === 'text' && op.node !== null ? { node: op.node, tag: op } : null;
    const key = owner === null ? 'artifact' : owner.node;
    if (key !== open) {
      if (open !== null) lines.push('EMC');
      if (owner === null) lines.push('/Artifact BMC');
      else {
        lines.push(`/Span <</MCID ${marked.length}>> BDC`);
        marked.push(owner.node);
      }
      open = key;
    }
    for (const wanted of colorOf(op)) {
      if (wanted !== color) lines.push(wanted);
      color = wanted;
    }
    lines.push(draw(op));
  }
  if (open !== null) lines.push('EMC');
  return { stream: lines.join('\n'), marked };
}

function draw(op: Exclude<Op, { readonly kind: 'field' }>): string {
  switch (op.kind) {
    case 'text':
      return showText(op.text, op.face, op.size, op.x, PAGE.height - op.y);
    case 'fill':
      return `${rectangle(op.x, PAGE.height - op.y - op.height, op.width, op.height)} f`;
    case 'frame': {
      const bottom = PAGE.height - op.y - op.height;
      const outline = roundedRectangle(op.x, bottom, op.width, op.height, { left: op.radius, right: op.radius });
      const line = `${number(op.divider)} ${number(bottom)} m ${number(op.divider)} ${number(bottom + op.height)} l`;
      return `${strokeColor('frame')} 0.8 w\n${outline}\nS\n${line} S`;
    }
    case 'qr':
      return qrSquares(op);
  }
}

/** Neighbouring dark squares of a row as one rectangle: smaller, and without hairlines between them. */
function qrSquares({ modules, x, y, size }: Extract<Op, { readonly kind: 'qr' }>): string {
  const side = size / modules.length;
  const rectangles = modules.flatMap((row, r) => {
    const found: string[] = [];
    for (let c = 0; c < row.length; c += 1) {
      if (row[c] !== true) continue;
      const from = c;
      while (row[c + 1] === true) c += 1;
      found.push(rectangle(x + from * side, PAGE.height - y - (r + 1) * side, (c - from + 1) * side, side));
    }
    return found;
  });
  return `${rectangles.join('\n')}\nf`;
}
