// Details under the title, parties and tables as slabs.

import { plain, type Block, type Rich } from '../agreement-text';
import { widthOf } from '../fonts/shape';
import type { NodeId, Op, Slab } from './page';
import { plainRich, runsAt, stack, textBox } from './slab';
import type { StructureBuilder } from './structure';
import { baselineOf, LEFT, MEASURE, RIGHT, STYLES, TEXT_LEFT, WIDTH, type Style } from './style';

type Details = Extract<Block, { readonly kind: 'details' }>;
type Party = Extract<Block, { readonly kind: 'party' }>;
type Table = Extract<Block, { readonly kind: 'table' }>;

const STRONG_RULE = 1;
const HAIRLINE = 0.6;
const CELL_AIR = 5.3;
const WHOLE_ROWS = 8;

const rule = (y: number, strong: boolean): Op => ({
  kind: 'fill',
  color: strong ? 'heading' : 'hairline',
  x: LEFT,
  y,
  width: WIDTH,
  height: strong ? STRONG_RULE : HAIRLINE,
});

/** Label above value, side by side. */
export function detailsSlab({ rows }: Details, tags: StructureBuilder, parent: NodeId): Slab {
  const list = tags.add('L', parent);
  const widths = detailWidths(rows);
  let height = 0;
  let x = LEFT;
  const ops = rows.flatMap(({ label, value }, i) => {
    const measure = (widths[i] ?? 0) - DETAIL_GAP;
    const li = tags.add('LI', list);
    const head = textBox(plainRich(label), STYLES.label, x, measure, tags.add('Lbl', li));
    const body = textBox(value, STYLES.detail, x, measure, tags.add('LBody', li), head.height + 2);
    height = Math.max(height, head.height + 2 + body.height);
    x += widths[i] ?? 0;
    return [...head.ops, ...body.ops];
  });
  return stack(20, height, ops);
}

const DETAIL_GAP = 8;

/** How wide the label and the value of each row may be. */
export const detailMeasures = (rows: Details['rows']): readonly number[] =>
  detailWidths(rows).map((width) => width - DETAIL_GAP);

/** Even columns, the first wider for it holds the kenmerk; with a long value each column as wide as its words ask, if they fit. */
function detailWidths(rows: Details['rows']): readonly number[] {
  const share = WIDTH / (rows.length + 0.3);
  const even = rows.map((_, i) => (i === 0 ? share * 1.22 : share));
  const natural = rows.map(({ label, value }) => {
    const { detail, label: small } = STYLES;
    const width = widthOf(plain(value), detail.face, detail.size);
    return Math.max(width, widthOf(label, small.face, small.size)) + DETAIL_GAP + 0.1;
  });
  const spare = WIDTH - natural.reduce((sum, width) => sum + width, 0);
  if (spare < 0 || even.every((width, i) => width >= (natural[i] ?? 0))) return even;
  return natural.map((width) => width + spare / rows.length);
}

const FIELD_VALUE = LEFT + 139;
const FIELD_GAP = 3.25;

/** A strong rule opens a party; the last one is closed by a hairline. Never split. */
export function partySlab(
  party: Party,
  isFirst: boolean,
  isLast: boolean,
  tags: StructureBuilder,
  parent: NodeId,
): Slab {
  const sect = tags.add('Sect', parent);
  const ops: Op[] = [rule(0, true)];
  let y = 7.5;
  const name = tags.add('P', sect);
  const number: Style = STYLES.headingNumber;
  ops.push(...runsAt(plainRich(party.number), number, LEFT, y + baselineOf(STYLES.partyName), name));
  const nameBox = textBox(plainRich(party.name, true), STYLES.partyName, TEXT_LEFT, 290, name, y);
  ops.push(...nameBox.ops);
  y += nameBox.height + 4;
  const list = tags.add('L', sect);
  for (const { label, value } of party.rows) {
    const li = tags.add('LI', list);
    const head = textBox(
      plainRich(label),
      STYLES.fieldLabel,
      TEXT_LEFT,
      FIELD_VALUE - TEXT_LEFT - 6,
      tags.add('Lbl', li),
      y,
    );
    const body = textBox(value, STYLES.fieldValue, FIELD_VALUE, RIGHT - FIELD_VALUE, tags.add('LBody', li), y);
    ops.push(...head.ops, ...body.ops);
    y += Math.max(head.height, body.height) + FIELD_GAP;
  }
  y += 0.5;
  const closing = textBox(party.closing, STYLES.text, TEXT_LEFT, MEASURE, tags.add('P', sect), y);
  ops.push(...closing.ops);
  y += closing.height + 9.5;
  if (isLast) ops.push(rule(y, false));
  return stack(isFirst ? 5.5 : 0, y + (isLast ? HAIRLINE : 0), ops, false);
}

/** Three tables on the same columns: 0, 190 and 360 points from the left. */
const COLUMN_STARTS: Readonly<Record<number, readonly number[]>> = { 2: [0, 190], 3: [0, 190, 360] };

export function tableSlabs(
  table: Table,
  /** A note about the table follows: they stay together. */
  noted: boolean,
  tags: StructureBuilder,
  parent: NodeId,
): readonly Slab[] {
  const node = tags.add('Table', parent);
  const count = table.columns?.length ?? table.rows[0]?.length ?? 0;
  const starts = COLUMN_STARTS[count] ?? Array.from({ length: count }, (_, i) => (i * WIDTH) / count);
  const cellsOf = (
    cells: readonly Rich[],
    style: (column: number) => Style,
    nodes: readonly number[],
    air: number,
  ): { height: number; ops: Op[] } => {
    let height = 0;
    const ops = cells.flatMap((cell, i) => {
      const from = starts[i] ?? 0;
      const width = (starts[i + 1] ?? WIDTH + 12) - from - 12;
      const box = textBox(cell, style(i), LEFT + from, width, nodes[i] ?? node, air);
      height = Math.max(height, box.height);
      return box.ops;
    });
    return { height, ops };
  };
  const slabs: Slab[] = [];
  const { columns } = table;
  if (columns === null) slabs.push(stack(3, STRONG_RULE, [rule(0, true)], true));
  else {
    const row = tags.add('TR', node);
    const heads = cellsOf(
      columns.map((column) => plainRich(column)),
      () => STYLES.column,
      columns.map(() => tags.add('TH', row, 'Column')),
      0,
    );
    const rows = [...heads.ops, rule(heads.height + 4, true)];
    slabs.push(stack(6, heads.height + 4 + STRONG_RULE, rows, true));
  }
  table.rows.forEach((cells, i) => {
    const row = tags.add('TR', node);
    const nodes = cells.map((_, k) => (k === 0 ? tags.add('TH', row, 'Row') : tags.add('TD', row)));
    const body = cellsOf(cells, (column) => (column === 0 ? STYLES.rowHead : STYLES.cell), nodes, CELL_AIR);
    const height = body.height + 2 * CELL_AIR;
    // A short table stays whole, so that its columns keep their names. Of a long one, no row stands alone on a page.
    const isLast = i === table.rows.length - 1;
    const atEnd = i === 0 || i === table.rows.length - 2;
    const keep = isLast ? noted : table.rows.length <= WHOLE_ROWS || atEnd;
    slabs.push(stack(0, height + HAIRLINE, [...body.ops, rule(height, false)], keep));
  });
  return slabs;
}
