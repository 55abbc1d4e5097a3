import type { Op, PlacedSlab } from '../layout/page';
import { PAGE } from '../layout/style';
import { glyphArray } from '../fonts/shape';
import { fillColor, fontOf, number, rectangle, roundedRectangle, showGlyphs, strokeColor } from './operators';

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
  const brush: Brush = { color: '', font: '' };
  return edges.map((op) => paint(op, 0, brush, glyphArray)).join('\n');
}

/** Content of a page of its own: what stands at its foot. */
export const artifactContent = (ops: readonly Op[]): string => `/Artifact BMC\n${edgesContent(ops)}\nEMC`;

/** What has been set while a content stream is written. */
interface Brush {
  color: string;
  font: string;
}

/** And opened. */
interface PageBrush extends Brush {
  open: number | 'artifact' | null;
  readonly marked: number[];
}

/** How the glyphs of a text are written. */
type Glyphs = typeof glyphArray;

/** The content stream of one page: text in marked content of its structure node, everything else as artifact. */
export function pageContent(slabs: readonly PlacedSlab[], glyphs: Glyphs = glyphArray): PageContent {
  const brush: PageBrush = { color: '', font: '', open: null, marked: [] };
  let stream = `/Artifact BMC\n/${EDGES} Do\nEMC`;
  for (const placed of slabs) stream += printSlab(placed, brush, glyphs);
  return { stream: brush.open === null ? stream : `${stream}\nEMC`, marked: brush.marked };
}

/** The operators of one slab where it stands, each after a line end. */
function printSlab({ slab, y, base }: PlacedSlab, brush: PageBrush, glyphs: Glyphs): string {
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
    out += `\n${paint(op, y, brush, glyphs)}`;
  }
  return out;
}

/** The operators of an op, with its colour and font where these change. */
function paint(op: Op, top: number, brush: Brush, glyphs: Glyphs): string {
  const { color, font } = brush;
  brush.color = colorOf(op) ?? color;
  if (op.kind === 'text') brush.font = fontOf(op.face, op.size);
  const drawn = draw(op, top, glyphs, brush.font === font ? null : brush.font);
  return brush.color === color ? drawn : `${brush.color}\n${drawn}`;
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

function draw(op: Op, top: number, glyphs: Glyphs, font: string | null): string {
  const y = PAGE.height - top - op.y;
  switch (op.kind) {
    case 'text':
      return showGlyphs(glyphs(op.text, op.face), font, op.x, y);
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
