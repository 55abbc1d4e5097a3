// What the text of an agreement is but for its values: which lines stand, and which of them make a block together. It follows
// from the answers to the conditions and the lengths of the lists, so a few outlines serve all agreements of a text version.

import type { AgreementFacts } from '../domain/agreement-facts';
import type { Block, Rich, Section } from './agreement-text';
import * as make from './blocks';
import type { FilledLine, MakeBlock } from './blocks';
import { isPrintable } from './fonts/unprintable';
import { joinRuns } from './rich';
import { holds } from './template/conditions';
import { elementsOf, type ListName } from './template/lists';
import { isFixedSection } from './template/parse-template';
import type { Condition, Template, TemplateLine } from './template/template';

/** A line that stands, for one element of a list if it is in a repeated part. */
export interface StandingLine {
  readonly line: TemplateLine;
  readonly shape: TemplateLine['shape'];
  /** Each cell without a value, filled. */
  readonly cells: readonly (Rich | null)[];
  readonly element: { readonly list: ListName; readonly index: number } | null;
  /** With its words, when it holds no value: it reads the same in every agreement. */
  readonly filled: FilledLine | null;
}

export type BlockOutline =
  /** Without a value: the same object in every agreement. */
  | { readonly kind: 'constant'; readonly block: Block }
  | { readonly kind: 'lines'; readonly lines: readonly StandingLine[]; readonly make: MakeBlock }
  | { readonly kind: 'places' };

export interface SectionOutline {
  readonly role: Section['role'];
  readonly fixed: boolean;
  readonly label: string | null;
  /** Null: none. */
  readonly heading: string | StandingLine | null;
  readonly state: StandingLine | null;
  readonly blocks: readonly BlockOutline[];
}

export interface Outline {
  readonly sections: readonly SectionOutline[];
  /** Whether the fonts have every character of what is the same in every agreement. */
  readonly printable: boolean;
}

interface Known {
  /** Each once. */
  readonly conditions: readonly Condition[];
  /** For each line the numbers of its conditions. */
  readonly when: readonly (readonly number[])[];
  readonly lists: readonly ListName[];
  readonly outlines: Map<string, Outline>;
}

const known = new WeakMap<Template, Known>();

/** How many outlines of a text version are kept: answers and lengths that really occur are far fewer. */
const MOST_OUTLINES = 64;

export function outlineOf(template: Template, facts: AgreementFacts): Outline {
  let of = known.get(template);
  if (of === undefined) known.set(template, (of = know(template)));
  let key = '';
  for (const condition of of.conditions) key += holds(condition, facts, template) ? '1' : '0';
  for (const list of of.lists) key += `:${elementsOf(list, facts).length}`;
  const found = of.outlines.get(key);
  if (found !== undefined) return found;
  if (of.outlines.size >= MOST_OUTLINES) of.outlines.clear();
  const { when } = of;
  const standing = template.lines.filter((_, i) => (when[i] ?? []).every((condition) => key[condition] === '1'));
  const sections = bySection(repeated(standing, facts)).map(([head, body]) => section(head, body, template));
  const { title, covenant, label } = template;
  const fresh = { sections, printable: isPrintable([title, covenant, label, sections.map(constantWords)]) };
  of.outlines.set(key, fresh);
  return fresh;
}

const constantWords = ({ blocks, heading }: SectionOutline): unknown => [
  typeof heading === 'object' ? heading?.filled : heading,
  blocks.map((block) =>
    block.kind === 'constant' ? block : block.kind === 'lines' ? block.lines.map(({ line }) => line.cells) : null,
  ),
];

function know({ lines }: Template): Known {
  const numbers = new Map<string, number>();
  const conditions: Condition[] = [];
  const when = lines.map((line) =>
    line.when.map((condition) => {
      const name = JSON.stringify(condition);
      const number = numbers.get(name) ?? conditions.push(condition) - 1;
      numbers.set(name, number);
      return number;
    }),
  );
  const lists = [...new Set(lines.flatMap(({ repeat }) => (repeat === null ? [] : [repeat.list])))];
  return { conditions, when, lists, outlines: new Map() };
}

/** Repeated parts are written out: all lines of the part for the first element, then all for the second. */
function repeated(lines: readonly TemplateLine[], facts: AgreementFacts): readonly StandingLine[] {
  const all: StandingLine[] = [];
  for (let at = 0; at < lines.length;) {
    const repeat = lines[at]?.repeat ?? null;
    let end = at + 1;
    if (repeat !== null) while (lines[end]?.repeat?.line === repeat.line) end += 1;
    const part = lines.slice(at, end);
    if (repeat === null) all.push(...part.map((line) => standingLine(line, null)));
    else {
      const { list } = repeat;
      elementsOf(list, facts).forEach((_, index) =>
        all.push(...part.map((line) => standingLine(line, { list, index }))),
      );
    }
    at = end;
  }
  return all;
}

function standingLine(line: TemplateLine, element: StandingLine['element']): StandingLine {
  const { shape } = line;
  const cells = line.cells.map((cell): Rich | null => {
    const words = cell.flatMap((piece) => (piece.kind === 'words' ? [{ ...piece, own: false }] : []));
    return words.length === cell.length ? joinRuns(words) : null;
  });
  const known = cells.flatMap((cell) => (cell === null ? [] : [cell]));
  return { line, shape, cells, element, filled: known.length === cells.length ? { shape, cells: known } : null };
}

function bySection(lines: readonly StandingLine[]): readonly (readonly [StandingLine, readonly StandingLine[]])[] {
  const groups: [StandingLine, StandingLine[]][] = [];
  for (const line of lines) {
    if (line.shape.kind === 'section') groups.push([line, []]);
    else groups.at(-1)?.[1].push(line);
  }
  return groups;
}

function section(start: StandingLine, body: readonly StandingLine[], template: Template): SectionOutline {
  if (start.shape.kind !== 'section') throw new RangeError('a section begins with its own line');
  const { role, letter } = start.shape;
  const state = body.find(({ shape }) => shape.kind === 'state') ?? null;
  const content = body.filter((line) => line !== state);
  const label = role === 'title' ? template.covenant : letter === null ? null : `Bijlage ${letter}`;
  return {
    role,
    fixed: isFixedSection(role, letter),
    label,
    heading: role === 'title' ? template.title : role === 'articles' ? null : start,
    state,
    blocks: groupsOf(role, content).map(({ lines, make: makeBlock }, index): BlockOutline => {
      if (makeBlock === 'places') return { kind: 'places' };
      const filled = lines.flatMap((line) => line.filled ?? []);
      if (filled.length < lines.length) return { kind: 'lines', lines, make: makeBlock };
      return { kind: 'constant', block: makeBlock(filled, index) };
    }),
  };
}

interface Group {
  readonly lines: readonly StandingLine[];
  readonly make: MakeBlock | 'places';
}

function groupsOf(role: Section['role'], content: readonly StandingLine[]): readonly Group[] {
  switch (role) {
    case 'title':
      return [{ lines: content, make: make.details }];
    case 'considerations':
      return [{ lines: content, make: make.considerations }];
    case 'parties':
      return startingParts(content, make.party);
    case 'articles':
      return startingParts(content, make.article);
    case 'annex':
    case 'signing':
      return freeGroups(content);
  }
}

const startingParts = (lines: readonly StandingLine[], makeBlock: MakeBlock): readonly Group[] =>
  make.startingWith('heading', lines).map((part) => ({ lines: part, make: makeBlock }));

/** Rows one after another are a table; every other line is a block by itself. */
function freeGroups(lines: readonly StandingLine[]): readonly Group[] {
  const groups: Group[] = [];
  let rows: StandingLine[] = [];
  const closeTable = (): void => {
    if (rows.length > 0) groups.push({ lines: rows, make: make.table });
    rows = [];
  };
  for (const line of lines) {
    switch (line.shape.kind) {
      case 'row':
      case 'divider':
        rows.push(line);
        continue;
      case 'heading':
        closeTable();
        groups.push({ lines: [line], make: make.subheading });
        break;
      case 'paragraph':
        closeTable();
        groups.push({ lines: [line], make: make.paragraph });
        break;
      case 'note':
        closeTable();
        groups.push({ lines: [line], make: make.note });
        break;
      case 'places':
        closeTable();
        groups.push({ lines: [line], make: 'places' });
        break;
      default:
        closeTable();
    }
  }
  closeTable();
  return groups;
}
