import type { Op, PlacedSlab } from '../layout/page';
import { PAGE } from '../layout/style';
import { glyphArray } from '../fonts/shape';
import { fillColor, fontOf, glyphsShown, number, rectangle, roundedRectangle, showAt, strokeColor } from './operators';

/** Names in the resources: the form XObject with strip, header and footer of every page, and in that the QR code. */
export const EDGES = 'Edges';
export const QR = 'Qr';

interface Marked {
  /** Number in the group of the structure node of each marked-content id, in order of the ids. */
  readonly marked: readonly number[];
}

type TextOp = Extract<Op, { readonly kind: 'text' }>;

/** One of the streams that make the content of a page: what all agreements of a shape share, or words of one agreement. */
export type Piece = { readonly kind: 'fixed'; readonly content: string } | WordsPiece;

/** Texts of one agreement, and what little stands between them. */
export interface WordsPiece {
  readonly kind: 'words';
  readonly texts: readonly TextOp[];
  /** What stands between the glyphs of one and those of the next, operators included. */
  readonly between: readonly string[];
}

/** The content of that XObject: it is an artifact as a whole, where it is painted. */
export function edgesContent(edges: readonly Op[]): string {
  const brush: Brush = { color: '', font: '' };
  return edges.map((op) => paint(op, 0, brush, shown)).join('\n');
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

/** The operator that shows a text, and its operand. */
type Shown = (op: TextOp) => string;

const shown: Shown = ({ text, face }) => glyphsShown(glyphArray(text, face));

/** The content stream of one page: text in marked content of its structure node, everything else as artifact. */
export function pageContent(slabs: readonly PlacedSlab[], show: Shown = shown): Marked & { readonly stream: string } {
  const brush: PageBrush = { color: '', font: '', open: null, marked: [] };
  let stream = `/Artifact BMC\n/${EDGES} Do\nEMC`;
  for (const placed of slabs) stream += printSlab(placed, brush, show);
  return { stream: brush.open === null ? stream : `${stream}\nEMC`, marked: brush.marked };
}

/** After the glyphs of a text. */
export const SHOW = ']TJ';

/** No byte of a content stream. */
const CUT = '\u{e000}';

/** What two more streams would take: less than that between two own texts stands with them. */
const SHORT = 72;

/**
 * The same, cut at the texts that each agreement has words of its own for, and with what stands at the foot. A stream ends
 * between two tokens (ISO 32000-1, 7.8.2), and the first and the last piece are fixed.
 */
export function cutContent(slabs: readonly PlacedSlab[], foot: string): Marked & { readonly pieces: readonly Piece[] } {
  const { stream, marked } = pageContent(slabs, (op) => (op.own ? CUT : shown(op)));
  const [start = '', ...chunks] = `${stream}\n${foot}`.split(CUT);
  const texts = slabs.flatMap(({ slab }) => slab.ops.flatMap((op) => (op.kind === 'text' && op.own ? [op] : [])));
  const pieces: Piece[] = [{ kind: 'fixed', content: start }];
  let words: { kind: 'words'; texts: TextOp[]; between: string[] } | null = null;
  texts.forEach((text, i) => {
    if (words === null) pieces.push((words = { kind: 'words', texts: [], between: [] }));
    words.texts.push(text);
    const content = chunks[i] ?? '';
    if (i < texts.length - 1 && content.length < SHORT) words.between.push(`${SHOW}${content}[`);
    else {
      pieces.push({ kind: 'fixed', content });
      words = null;
    }
  });
  return { pieces, marked };
}

/** The operators of one slab where it stands, each after a line end. */
function printSlab({ slab, y, base }: PlacedSlab, brush: PageBrush, show: Shown): string {
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
    out += `\n${paint(op, y, brush, show)}`;
  }
  return out;
}

/** The operators of an op, with its colour and font where these change. */
function paint(op: Op, top: number, brush: Brush, show: Shown): string {
  const { color, font } = brush;
  brush.color = colorOf(op) ?? color;
  if (op.kind === 'text') brush.font = fontOf(op.face, op.size);
  const drawn = draw(op, top, show, brush.font === font ? null : brush.font);
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

function draw(op: Op, top: number, show: Shown, font: string | null): string {
  const y = PAGE.height - top - op.y;
  switch (op.kind) {
    case 'text':
      return showAt(show(op), font, op.x, y);
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
