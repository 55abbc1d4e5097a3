// Which line may follow which: the outline is the same in every variant, so "artikel 17" means one thing.

import type { LineShape, SectionRole, TemplateLine } from './template';
import { TemplateError } from './template-error';

type Kind = LineShape['kind'];

const ALLOWED: Readonly<Record<SectionRole, readonly Kind[]>> = {
  title: ['row'],
  parties: ['heading', 'row', 'paragraph'],
  considerations: ['item'],
  articles: ['heading', 'clause', 'item'],
  annex: ['state', 'paragraph', 'heading', 'row', 'divider', 'note'],
  signing: ['paragraph', 'places', 'heading'],
};

const ORDER: readonly SectionRole[] = ['title', 'parties', 'considerations', 'articles', 'annex', 'signing'];

/** Lines that need another before them in the same section. */
const AFTER: Readonly<Partial<Record<SectionRole, Readonly<Partial<Record<Kind, Kind>>>>>> = {
  parties: { row: 'heading', paragraph: 'heading' },
  articles: { clause: 'heading', item: 'clause' },
  annex: { divider: 'row' },
};

/** Lines that make one table, or one block of labelled values, have equally many cells. */
function checkColumns(lines: readonly TemplateLine[]): void {
  let role: SectionRole | null = null;
  let columns = 0;
  for (const { shape, cells, at } of lines) {
    if (shape.kind === 'section') role = shape.role;
    if (shape.kind === 'divider') continue;
    if (shape.kind !== 'row') {
      columns = 0;
      continue;
    }
    const wanted = role === 'title' || role === 'parties' ? 2 : columns;
    if (wanted > 0 && cells.length !== wanted) {
      throw new TemplateError('column-count', at, String(cells.length), String(wanted));
    }
    columns = cells.length;
  }
}

/** @throws TemplateError */
export function checkOutline(lines: readonly TemplateLine[], lastLine: number): void {
  const found: SectionRole[] = [];
  let seen = new Set<Kind>();
  let article = 0;
  let letters = 0;
  for (const { shape, cells, at } of lines) {
    const text = cells[0]?.map((piece) => (piece.kind === 'words' ? piece.text : piece.name)).join('') ?? shape.kind;
    if (shape.kind === 'section') {
      const previous = found.at(-1);
      if (previous !== undefined && ORDER.indexOf(shape.role) < ORDER.indexOf(previous)) {
        throw new TemplateError('misplaced-line', at, text);
      }
      if (shape.letter !== null) {
        letters += 1;
        if (shape.letter.charCodeAt(0) !== 64 + letters) throw new TemplateError('misplaced-line', at, shape.letter);
      }
      found.push(shape.role);
      seen = new Set();
      continue;
    }
    const role = found.at(-1);
    const needed = role === undefined ? undefined : AFTER[role]?.[shape.kind];
    if (role === undefined || !ALLOWED[role].includes(shape.kind) || (needed !== undefined && !seen.has(needed))) {
      throw new TemplateError('misplaced-line', at, text);
    }
    if (role === 'articles' && shape.kind === 'heading') {
      article += 1;
      seen.clear();
      if (shape.number !== String(article)) {
        throw new TemplateError('article-number', at, shape.number ?? text, String(article));
      }
    }
    if (role === 'parties' && shape.kind === 'heading' && shape.number !== null) {
      throw new TemplateError('party-number', at, shape.number);
    }
    seen.add(shape.kind);
  }
  checkColumns(lines);
  const missing = ORDER.find((role) => !found.includes(role));
  if (missing !== undefined) throw new TemplateError('missing-section', { line: lastLine, column: 1 }, missing);
  if (!lines.some(({ shape }) => shape.kind === 'places')) {
    throw new TemplateError('missing-section', { line: lastLine, column: 1 }, '[plaatsen]');
  }
}
