import { createHash } from 'node:crypto';
import { negate, readConditionLine } from './conditions';
import { readFrontMatter } from './front-matter';
import { readShape } from './line-shape';
import { elementNames } from './lists';
import { checkOutline } from './outline';
import { readPieces, type Setting } from './pieces';
import type { Condition, LineShape, Repeat, SectionRole, Template, TemplateLine } from './template';
import { TemplateError, type TemplatePosition } from './template-error';

/** `:: als` or `:: voor elk` that waits for its `:: einde`. */
type Open =
  | { readonly kind: 'if'; readonly condition: Condition; readonly inElse: boolean; readonly at: TemplatePosition }
  | { readonly kind: 'each'; readonly repeat: Repeat; readonly at: TemplatePosition };

/** What was read so far, and where the reader is. */
interface State {
  readonly lines: TemplateLine[];
  readonly open: Open[];
  role: SectionRole | null;
  fixed: boolean;
  /** The next paragraph line goes on with the line before it. */
  joinable: boolean;
}

/** Annexes A and B describe the two parties; C and D are the same in every agreement of a sector. */
export const isFixedSection = (role: SectionRole | null, letter: string | null): boolean =>
  role === 'articles' || (role === 'annex' && letter !== 'A' && letter !== 'B');

/**
 * Reads a template text. Everything that can be wrong in any variant is refused here, with its place;
 * only a value that one agreement lacks shows when that agreement is composed.
 * @throws TemplateError the first mistake
 */
export function parseTemplate(source: string): Template {
  const { template, errors } = readTemplate(source);
  if (template === null) throw errors[0] ?? new Error('no template and no mistake');
  return template;
}

/** Every mistake in a text, in the order of its lines; empty when `parseTemplate` takes it. */
export const mistakesIn = (source: string): readonly TemplateError[] => readTemplate(source).errors;

function readTemplate(source: string): {
  readonly template: Template | null;
  readonly errors: readonly TemplateError[];
} {
  const sourceLines = source.replace(/\r\n?/g, '\n').split('\n');
  const errors: TemplateError[] = [];
  const attempt = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      errors.push(error);
      return null;
    }
  };
  const head = attempt(() => readFrontMatter(sourceLines));
  if (head === null) return { template: null, errors };
  const { front, next } = head;
  const state: State = { lines: [], open: [], role: null, fixed: false, joinable: false };
  sourceLines.slice(next).forEach((raw, i) => {
    attempt(() => readLine(state, raw, next + i + 1, front.sectors));
  });
  for (const { kind, at } of state.open) {
    errors.push(new TemplateError('unbalanced-condition', at, kind === 'if' ? ':: als' : ':: voor elk'));
  }
  // A line that could not be read leaves a hole; what stands around it is judged when the hole is mended.
  if (errors.length === 0) attempt(() => checkOutline(state.lines, sourceLines.length));
  if (errors.length > 0) return { template: null, errors };
  const sha256 = createHash('sha256').update(source, 'utf8').digest('hex');
  return { template: { ...front, sha256, lines: state.lines }, errors };
}

function readLine(state: State, raw: string, line: number, sectors: readonly string[]): void {
  const text = raw.trimEnd();
  const at = { line, column: text.length - text.trimStart().length + 1 };
  if (text.startsWith('%')) return;
  const joins = state.joinable;
  state.joinable = false;
  if (text.trim() === '') return;
  if (text.startsWith('::')) {
    step(state, text, at, sectors);
    return;
  }
  const { shape, content, offset } = readShape(text, at);
  if (shape.kind === 'section') {
    state.role = shape.role;
    state.fixed = isFixedSection(shape.role, shape.letter);
  }
  refuseLooseHeading(state, shape, at, text.trim());
  const { open, lines } = state;
  const repeat = open.find((one) => one.kind === 'each')?.repeat ?? null;
  const elements = repeat === null ? [] : elementNames(repeat.list);
  const setting: Setting = { line, column: offset + 1, fixed: state.fixed, elements };
  const last = lines.at(-1);
  if (shape.kind === 'paragraph' && joins && last !== undefined) {
    const joined = [...(last.cells[0] ?? []), { kind: 'words' as const, text: ' ', strong: false }];
    lines[lines.length - 1] = { ...last, cells: [[...joined, ...readPieces(content, setting)]] };
  } else {
    const conditions = open.filter((one) => one.kind === 'if');
    const when = conditions.map(({ condition, inElse }) => (inElse ? negate(condition) : condition));
    lines.push({ shape, cells: cellsOf(shape, content, setting), when, repeat, at });
  }
  state.joinable = ['clause', 'item', 'paragraph', 'note'].includes(shape.kind);
}

/** Parts of the outline stand in every variant; only whole parties may be left out. */
function refuseLooseHeading({ open, role }: State, shape: LineShape, at: TemplatePosition, text: string): void {
  if (shape.kind !== 'section' && shape.kind !== 'heading') return;
  const isParty = shape.kind === 'heading' && role === 'parties' && open.every(({ kind }) => kind === 'if');
  if (open.length > 0 && !isParty) throw new TemplateError('conditional-heading', at, text);
}

function step({ open, fixed }: State, text: string, at: TemplatePosition, sectors: readonly string[]): void {
  const read = readOpening(open, text, at, () => readConditionLine(text, at, sectors, fixed));
  switch (read.kind) {
    case 'if':
      open.push({ kind: 'if', condition: read.condition, inElse: false, at });
      return;
    case 'each':
      if (open.some(({ kind }) => kind === 'each')) throw new TemplateError('nested-repeat', at, text);
      open.push({ kind: 'each', repeat: { list: read.list, line: at.line }, at });
      return;
    case 'else':
    case 'end': {
      const current = open.pop();
      const closes = current !== undefined && (read.kind === 'end' || (current.kind === 'if' && !current.inElse));
      if (!closes) throw new TemplateError('unbalanced-condition', at, text);
      if (read.kind === 'else' && current.kind === 'if') open.push({ ...current, inElse: true });
    }
  }
}

/** A beginning that cannot be read still waits for its end, or that end would count as a mistake too. */
function readOpening<T>(open: Open[], text: string, at: TemplatePosition, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const nothing = { kind: 'flag', name: '', negated: false } as const;
    if (/^::\s*(als|voor)\b/.test(text)) open.push({ kind: 'if', condition: nothing, inElse: false, at });
    throw error;
  }
}

function cellsOf({ kind }: LineShape, content: string, setting: Setting): TemplateLine['cells'] {
  if (kind === 'divider' || kind === 'places') return [];
  if (kind !== 'row') return [readPieces(content, setting)];
  // A bar between double braces belongs to the placeholder.
  const cells = content.match(/(?:\{\{[^}]*\}\}|[^|])+/g) ?? [];
  let from = 0;
  return cells.map((cell) => {
    const start = content.indexOf(cell, from);
    from = start + cell.length;
    const lead = cell.length - cell.trimStart().length;
    return readPieces(cell.trim(), { ...setting, column: setting.column + start + lead });
  });
}
