import type { Op, PlacedSlab } from '../layout/page';
import { PAGE } from '../layout/style';
import { glyphArray } from '../fonts/shape';
import { fillColor, number, rectangle, roundedRectangle, showGlyphs, strokeColor } from './operators';

/** Names in the resources: the form XObject with strip, header and footer of every page, and in that the QR code. */
export const EDGES = 'Edges';
export const QR = 'Qr';

export interface PageContent {
  readonly stream: string;
  /** Number in the group of the structure node of each marked-content id, in order of the ids. */
  readonly marked: readonly number[];
}

/** The content of that XObject: it is an artifact as a whole, where it is painted. */
export function edgesContent(edges: readonly Op[]): string {
  let out = '';
  let color = '';
  for (const op of edges) {
    const wanted = colorOf(op) ?? color;
    if (wanted !== color) out += `${wanted}\n`;
    color = wanted;
    out += `${draw(op, 0, glyphArray)}\n`;
  }
  return out.slice(0, -1);
}

/** Content of a page of its own: what stands at its foot. */
export const artifactContent = (ops: readonly Op[]): string => `/Artifact BMC\n${edgesContent(ops)}\nEMC`;

/** What has been opened and set while a page is written. */
interface Brush {
  open: number | 'artifact' | null;
  color: string;
  readonly marked: number[];
}

/** How the glyphs of a text are written. */
type Glyphs = typeof glyphArray;

/** The content stream of one page: text in marked content of its structure node, everything else as artifact. */
export function pageContent(slabs: readonly PlacedSlab[], glyphs: Glyphs = glyphArray): PageContent {
  const brush: Brush = { open: null, color: '', marked: [] };
  let stream = `/Artifact BMC\n/${EDGES} Do\nEMC`;
  for (const placed of slabs) stream += printSlab(placed, brush, glyphs);
  return { stream: brush.open === null ? stream : `${stream}\nEMC`, marked: brush.marked };
}

/** The operators of one slab where it stands, each after a line end. */
function printSlab({ slab, y, base }: PlacedSlab, brush: Brush, glyphs: Glyphs): string {
  let out = '';
  for (const op of slab.ops) {
    if (op.kind === 'field') continue;
    const key = op.kind === 'text' && op.node !== null ? base + op.node : 'artifact';
    if (key !== brush.open) {
      if (brush.open !== null) out += '\nEMC';
      if (key === 'artifact') out += '\n/Artifact BMC';
      else out += `\n/Span <</MCID ${brush.marked.push(key) - 1}>> BDC`;
      brush.open = key;
    }
    const color = colorOf(op);
    if (color !== null) {
      if (color !== brush.color) out += `\n${color}`;
      brush.color = color;
    }
    out += `\n${draw(op, y, glyphs)}`;
  }
  return out;
}

function colorOf(op: Op): string | null {
  switch (op.kind) {
    case 'text':
    case 'fill':
      return fillColor(op.color);
    case 'qr':
      return fillColor('heading');
    case 'frame':
    case 'field':
      return null;
  }
}

function draw(op: Op, top: number, glyphs: Glyphs): string {
  const y = PAGE.height - top - op.y;
  switch (op.kind) {
    case 'text':
      return showGlyphs(glyphs(op.text, op.face), op.face, op.size, op.x, y);
    case 'fill':
      return `${rectangle(op.x, y - op.height, op.width, op.height)} f`;
    case 'frame': {
      const bottom = y - op.height;
      const outline = roundedRectangle(op.x, bottom, op.width, op.height, { left: op.radius, right: op.radius });
      const line = `${number(op.divider)} ${number(bottom)} m ${number(op.divider)} ${number(y)} l`;
      return `${strokeColor('frame')} 0.8 w\n${outline}\nS\n${line} S`;
    }
    case 'qr': {
      const side = number(op.size);
      return `q ${side} 0 0 ${side} ${number(op.x)} ${number(y - op.size)} cm /${QR} Do Q`;
    }
    case 'field':
      return '';
  }
}
