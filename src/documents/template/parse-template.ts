import { createHash } from 'node:crypto';
import { negate, readConditionLine } from './conditions';
import { readFrontMatter } from './front-matter';
import { readShape } from './line-shape';
import { readPieces } from './pieces';
import { checkOutline } from './outline';
import type { Condition, SectionRole, Template, TemplateLine } from './template';
import { TemplateError, type TemplatePosition } from './template-error';

interface OpenCondition {
  readonly condition: Condition;
  readonly inElse: boolean;
  readonly at: TemplatePosition;
}

/** Annexes A and B describe the two parties; C and D are the same in every agreement of a sector. */
export const isFixedSection = (role: SectionRole | null, letter: string | null): boolean =>
  role === 'articles' || (role === 'annex' && letter !== 'A' && letter !== 'B');

/**
 * Reads a template text. Everything that can be wrong in any variant is refused here, with its place;
 * only a value that one agreement lacks shows when that agreement is composed.
 * @throws TemplateError
 */
export function parseTemplate(source: string): Template {
  const sourceLines = source.replace(/\r\n?/g, '\n').split('\n');
  const { front, next } = readFrontMatter(sourceLines);
  const lines: TemplateLine[] = [];
  const open: OpenCondition[] = [];
  let fixed = false;
  let joinable = false;

  sourceLines.slice(next).forEach((raw, i) => {
    const text = raw.trimEnd();
    const indent = text.length - text.trimStart().length;
    const at = { line: next + i + 1, column: indent + 1 };
    if (text.startsWith('%')) return;
    if (text.trim() === '') {
      joinable = false;
      return;
    }
    if (text.startsWith('::')) {
      joinable = false;
      step(open, text, at);
      return;
    }
    const { shape, content, offset } = readShape(text, at);
    const last = lines.at(-1);
    if (shape.kind === 'section' || shape.kind === 'heading') {
      if (open.length > 0) throw new TemplateError('conditional-heading', at, text.trim());
      if (shape.kind === 'section') fixed = isFixedSection(shape.role, shape.letter);
    }
    if (shape.kind === 'paragraph' && joinable && last !== undefined) {
      const more = readPieces(content, at.line, offset + 1, fixed);
      const joined = [...(last.cells[0] ?? []), { kind: 'words' as const, text: ' ', strong: false }, ...more];
      lines[lines.length - 1] = { ...last, cells: [joined] };
      return;
    }
    const when = open.map(({ condition, inElse }) => (inElse ? negate(condition) : condition));
    lines.push({ shape, cells: cellsOf(shape.kind, content, at.line, offset + 1, fixed), when, at });
    joinable = ['clause', 'item', 'paragraph', 'note'].includes(shape.kind);
  });

  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new TemplateError('unbalanced-condition', unclosed.at, ':: als');
  checkOutline(lines, sourceLines.length);
  return { ...front, sha256: createHash('sha256').update(source, 'utf8').digest('hex'), lines };
}

function step(open: OpenCondition[], text: string, at: TemplatePosition): void {
  const read = readConditionLine(text, at);
  if (read.kind === 'if') {
    open.push({ condition: read.condition, inElse: false, at });
    return;
  }
  const current = open.pop();
  if (current === undefined || (read.kind === 'else' && current.inElse)) {
    throw new TemplateError('unbalanced-condition', at, text);
  }
  if (read.kind === 'else') open.push({ ...current, inElse: true });
}

function cellsOf(kind: string, content: string, line: number, column: number, fixed: boolean): TemplateLine['cells'] {
  if (kind === 'divider' || kind === 'places') return [];
  if (kind !== 'row') return [readPieces(content, line, column, fixed)];
  // A bar between double braces belongs to the placeholder.
  const cells = content.match(/(?:\{\{[^}]*\}\}|[^|])+/g) ?? [];
  let from = 0;
  return cells.map((cell) => {
    const start = content.indexOf(cell, from);
    from = start + cell.length;
    const lead = cell.length - cell.trimStart().length;
    return readPieces(cell.trim(), line, column + start + lead, fixed);
  });
}
