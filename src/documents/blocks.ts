// Lines with their values in, made into blocks.

import { plain, type Block, type Clause, type Item, type Rich } from './agreement-text';
import type { TemplateLine } from './template/template';

/** A line of one agreement. */
export interface FilledLine {
  readonly shape: TemplateLine['shape'];
  readonly cells: readonly Rich[];
}

/** Lines that become one block, `index` the how many-eth of its section. */
export type MakeBlock = (lines: readonly FilledLine[], index: number) => Block;

const rich = (line: FilledLine | undefined): Rich => line?.cells[0] ?? [];
export const first = (line: FilledLine | undefined): string => plain(rich(line));
const labelled = (line: FilledLine): { label: string; value: Rich } => ({
  label: first(line),
  value: line.cells[1] ?? [],
});

const markerOf = ({ shape }: FilledLine): string => (shape.kind === 'item' ? shape.marker : '');
const item = (line: FilledLine): Item => {
  const marker = markerOf(line);
  return { marker: marker === '-' ? '–' : `${marker}.`, text: rich(line) };
};

export const details: MakeBlock = (lines) => ({ kind: 'details', rows: lines.map(labelled) });

/** They hang in the margin like numbers: a letter without a point. */
export const considerations: MakeBlock = (lines) => ({
  kind: 'considerations',
  items: lines.map((line) => ({ marker: markerOf(line), text: rich(line) })),
});

/** Numbered here: with an executor the partner is the third. */
export const party: MakeBlock = ([head, ...lines], index) => ({
  kind: 'party',
  number: String(index + 1),
  name: first(head),
  rows: lines.filter((line) => line.shape.kind === 'row').map(labelled),
  closing: rich(lines.find((line) => line.shape.kind === 'paragraph')),
});

/** Leden are numbered here: a condition that leaves one out leaves no gap. */
export const article: MakeBlock = ([head, ...lines]) => {
  const number = head?.shape.kind === 'heading' ? (head.shape.number ?? '') : '';
  const clauses = startingWith('clause', lines).map(([clause, ...items], i): Clause => ({
    number: `${number}.${i + 1}`,
    text: rich(clause),
    items: items.map(item),
  }));
  return { kind: 'article', number, heading: first(head), clauses };
};

export const subheading: MakeBlock = ([line]) => ({
  kind: 'subheading',
  number: line?.shape.kind === 'heading' ? line.shape.number : null,
  heading: first(line),
});

export const paragraph: MakeBlock = ([line]) => ({ kind: 'paragraph', text: rich(line) });
export const note: MakeBlock = ([line]) => ({ kind: 'note', text: rich(line) });

export const table: MakeBlock = (lines) => {
  const headed = lines[1]?.shape.kind === 'divider';
  const rows = lines.filter((line) => line.shape.kind === 'row').map((line) => line.cells);
  return { kind: 'table', columns: headed ? (rows[0] ?? []).map(plain) : null, rows: headed ? rows.slice(1) : rows };
};

/** Groups of lines, each from one of a kind up to the next; what stands before the first is left out. */
export function startingWith<T extends { readonly shape: TemplateLine['shape'] }>(
  kind: TemplateLine['shape']['kind'],
  lines: readonly T[],
): T[][] {
  const groups: T[][] = [];
  for (const line of lines) {
    if (line.shape.kind === kind) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups;
}
