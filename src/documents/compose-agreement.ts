import type { AgreementFacts } from '../domain/agreement-facts';
import {
  plain,
  type AgreementText,
  type Block,
  type Clause,
  type Item,
  type Place,
  type Rich,
  type Run,
  type Section,
} from './agreement-text';
import { printable, unsupportedCharacters, UnsupportedCharacterError } from './fonts/glyph-set';
import { holds } from './template/conditions';
import { elementsOf, type Element } from './template/lists';
import { isFixedSection } from './template/parse-template';
import { valueOf } from './template/placeholders';
import type { Piece, Template, TemplateLine } from './template/template';
import { TemplateError } from './template/template-error';
import { WORDS } from './words';

type Shaped<K extends TemplateLine['shape']['kind']> = Extract<TemplateLine['shape'], { readonly kind: K }>;

/** A line of this agreement: conditions decided, values filled in. */
interface FilledLine {
  readonly shape: TemplateLine['shape'];
  readonly cells: readonly Rich[];
}

/**
 * The text of one agreement.
 * @throws TemplateError (missing-value) and UnsupportedCharacterError: before offering, never after.
 */
export function composeAgreement(template: Template, facts: AgreementFacts): AgreementText {
  const standing = template.lines.filter((line) => line.when.every((condition) => holds(condition, facts, template)));
  const lines = fillAll(standing, template, facts);
  const text: AgreementText = {
    number: printable(facts.number),
    title: template.title,
    offeredOn: facts.offeredOn,
    header: {
      left: printable(facts.number),
      right: WORDS.parties(printable(facts.municipality.name), printable(facts.partner.name)),
    },
    footer: {
      left: [
        WORDS.genuine,
        WORDS.checkAt(facts.verification.address),
        WORDS.numberAndCode(facts.number, facts.verification.code),
      ].map(printable),
      right: [WORDS.modelText(template.label), ...(template.sample ? [WORDS.sample] : [])],
      link: verificationLink(facts),
    },
    demonstration: facts.demonstration ? WORDS.demonstration : null,
    sections: groupBySection(lines).map(([head, body]) => section(head, body, template, facts)),
  };
  const missing = new Set<string>();
  findUnsupported(text, missing);
  if (missing.size > 0) throw new UnsupportedCharacterError([...missing]);
  return text;
}

function findUnsupported(value: unknown, missing: Set<string>): void {
  if (typeof value === 'string') for (const character of unsupportedCharacters(value)) missing.add(character);
  else if (Array.isArray(value)) for (const part of value) findUnsupported(part, missing);
  else if (typeof value === 'object' && value !== null) {
    for (const key in value) findUnsupported(value[key as keyof typeof value], missing);
  }
}

/** What the QR code holds: opens the verification page with number and code filled in. */
function verificationLink({ verification, number }: AgreementFacts): string {
  return `https://${verification.address}?kenmerk=${encodeURIComponent(number)}&code=${encodeURIComponent(verification.code)}`;
}

/** Repeated parts are written out: all lines of the part for the first element, then all for the second. */
function fillAll(lines: readonly TemplateLine[], template: Template, facts: AgreementFacts): readonly FilledLine[] {
  const filled: FilledLine[] = [];
  for (let at = 0; at < lines.length;) {
    const repeat = lines[at]?.repeat ?? null;
    let end = at + 1;
    if (repeat !== null) while (lines[end]?.repeat?.line === repeat.line) end += 1;
    const part = lines.slice(at, end);
    const elements = repeat === null ? [{}] : elementsOf(repeat.list, facts);
    for (const element of elements) {
      for (const line of part) filled.push(withoutValues(line) ?? fill(line, template, facts, element));
    }
    at = end;
  }
  return filled;
}

/** Lines without a value, filled: they read the same in every agreement. Null for the others. */
const constant = new WeakMap<TemplateLine, FilledLine | null>();

function withoutValues(line: TemplateLine): FilledLine | null {
  const known = constant.get(line);
  if (known !== undefined) return known;
  const words = line.cells.map((cell) => cell.flatMap((piece) => (piece.kind === 'words' ? [piece] : [])));
  const isConstant = words.every((cell, i) => cell.length === line.cells[i]?.length);
  const fresh = isConstant ? { shape: line.shape, cells: words.map(joinRuns) } : null;
  constant.set(line, fresh);
  return fresh;
}

function fill(line: TemplateLine, template: Template, facts: AgreementFacts, element: Element): FilledLine {
  const run = (piece: Piece): Run => {
    if (piece.kind === 'words') return { text: piece.text, strong: piece.strong };
    const own = element[piece.name];
    const value = own === undefined ? valueOf(piece.name, { facts, template }) : own;
    const text = value === null ? (piece.otherwise ?? '') : printable(value);
    if (text === '') throw new TemplateError('missing-value', piece.at, piece.name);
    return { text, strong: piece.strong };
  };
  return { shape: line.shape, cells: line.cells.map((cell) => joinRuns(cell.map(run))) };
}

/** Neighbours of one weight become one run, so that both outputs see the same words. */
function joinRuns(runs: readonly Run[]): Rich {
  const joined: Run[] = [];
  for (const { text, strong } of runs) {
    const run = { text, strong };
    const last = joined.at(-1);
    if (last !== undefined && last.strong === run.strong) {
      joined[joined.length - 1] = { text: last.text + run.text, strong: run.strong };
    } else if (run.text !== '') joined.push(run);
  }
  return joined;
}

function groupBySection(lines: readonly FilledLine[]): readonly (readonly [FilledLine, readonly FilledLine[]])[] {
  const groups: [FilledLine, FilledLine[]][] = [];
  for (const line of lines) {
    if (line.shape.kind === 'section') groups.push([line, []]);
    else groups.at(-1)?.[1].push(line);
  }
  return groups;
}

function section(head: FilledLine, body: readonly FilledLine[], template: Template, facts: AgreementFacts): Section {
  const { role, letter } = head.shape as Shaped<'section'>;
  const state = body.find((line) => line.shape.kind === 'state');
  const label = role === 'title' ? template.covenant : letter === null ? null : `Bijlage ${letter}`;
  const heading = role === 'title' ? template.title : role === 'articles' ? null : first(head);
  const content = body.filter((line) => line !== state);
  const fixed = isFixedSection(role, letter);
  const base = { role, fixed, label, heading, state: state === undefined ? null : first(state) };
  switch (role) {
    case 'title':
      return { ...base, blocks: [{ kind: 'details', rows: content.map(labelled) }] };
    case 'parties':
      return { ...base, blocks: startingWith('heading', content).map(party) };
    case 'considerations':
      return { ...base, blocks: [{ kind: 'considerations', items: content.map(consideration) }] };
    case 'articles':
      return { ...base, blocks: startingWith('heading', content).map(article) };
    case 'annex':
    case 'signing':
      return { ...base, blocks: freeBlocks(content, facts) };
  }
}

const rich = (line: FilledLine | undefined): Rich => line?.cells[0] ?? [];
const first = (line: FilledLine | undefined): string => plain(rich(line));
const labelled = (line: FilledLine): { label: string; value: Rich } => ({
  label: first(line),
  value: line.cells[1] ?? [],
});
const item = (line: FilledLine): Item => {
  const { marker } = line.shape as Shaped<'item'>;
  return { marker: marker === '-' ? '–' : `${marker}.`, text: rich(line) };
};

/** Considerations hang in the margin like numbers: a letter without a point. */
const consideration = (line: FilledLine): Item => ({ marker: (line.shape as Shaped<'item'>).marker, text: rich(line) });

function startingWith(kind: FilledLine['shape']['kind'], lines: readonly FilledLine[]): FilledLine[][] {
  const groups: FilledLine[][] = [];
  for (const line of lines) {
    if (line.shape.kind === kind) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups;
}

/** Numbered here: with an executor the partner is the third. */
function party([head, ...lines]: readonly FilledLine[], index: number): Block {
  return {
    kind: 'party',
    number: String(index + 1),
    name: first(head),
    rows: lines.filter((line) => line.shape.kind === 'row').map(labelled),
    closing: rich(lines.find((line) => line.shape.kind === 'paragraph')),
  };
}

/** Leden are numbered here: a condition that leaves one out leaves no gap. */
function article([head, ...lines]: readonly FilledLine[]): Block {
  const number = head?.shape.kind === 'heading' ? (head.shape.number ?? '') : '';
  const clauses = startingWith('clause', lines).map(([clause, ...items], i): Clause => ({
    number: `${number}.${i + 1}`,
    text: rich(clause),
    items: items.map(item),
  }));
  return { kind: 'article', number, heading: first(head), clauses };
}

function freeBlocks(lines: readonly FilledLine[], facts: AgreementFacts): readonly Block[] {
  const blocks: Block[] = [];
  let rows: FilledLine[] = [];
  const closeTable = (): void => {
    if (rows.length > 0) blocks.push(table(rows));
    rows = [];
  };
  for (const line of lines) {
    const { shape } = line;
    if (shape.kind === 'row' || shape.kind === 'divider') {
      rows.push(line);
      continue;
    }
    closeTable();
    if (shape.kind === 'heading') blocks.push({ kind: 'subheading', number: shape.number, heading: first(line) });
    if (shape.kind === 'paragraph') blocks.push({ kind: 'paragraph', text: rich(line) });
    if (shape.kind === 'note') blocks.push({ kind: 'note', text: rich(line) });
    if (shape.kind === 'places') blocks.push({ kind: 'places', places: facts.slots.map(place) });
  }
  closeTable();
  return blocks;
}

function table(lines: readonly FilledLine[]): Block {
  const headed = lines[1]?.shape.kind === 'divider';
  const rows = lines.filter((line) => line.shape.kind === 'row').map((line) => line.cells);
  return { kind: 'table', columns: headed ? (rows[0] ?? []).map(plain) : null, rows: headed ? rows.slice(1) : rows };
}

function place(slot: AgreementFacts['slots'][number]): Place {
  return {
    slot: slot.slot,
    label: WORDS.place(slot.slot),
    role: WORDS.seat[slot.seat],
    party: printable(WORDS.placeParty(slot.partyName, slot.onBehalfOf)),
    ordinal: slot.ordinal === null ? null : printable(slot.ordinal),
    field: slot.field,
  };
}
