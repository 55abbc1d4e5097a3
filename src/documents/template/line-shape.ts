import type { LineShape, SectionRole } from './template';
import { nearestName } from './nearest';
import { TemplateError, type TemplatePosition } from './template-error';

const SECTIONS: Readonly<Record<string, SectionRole>> = {
  Titel: 'title',
  Partijen: 'parties',
  Overwegingen: 'considerations',
  Artikelen: 'articles',
  Ondertekening: 'signing',
};

interface Shaped {
  readonly shape: LineShape;
  readonly content: string;
  /** Where the content begins in the line, from 0. */
  readonly offset: number;
}

/** What a line is, by its first characters. */
export function readShape(text: string, at: TemplatePosition): Shaped {
  const trimmed = text.trim();
  const lead = at.column - 1;
  const rest = (shape: LineShape, marker: RegExpExecArray): Shaped => ({
    shape,
    content: trimmed.slice(marker[0].length),
    offset: lead + marker[0].length,
  });
  let match = /^##\s+(?:([A-Z]\.\d+|\d+)\s+)?/.exec(trimmed);
  if (match !== null) return rest({ kind: 'heading', number: match[1] ?? null }, match);
  match = /^#\s+(?:Bijlage ([A-Z]):\s*)?/.exec(trimmed);
  if (match !== null) return rest(sectionShape(trimmed.slice(match[0].length), match[1] ?? null, at), match);
  match = /^\d+\.\s+/.exec(trimmed);
  if (match !== null) return rest({ kind: 'clause' }, match);
  match = /^(?:([a-z])\.|-)\s+/.exec(trimmed);
  if (match !== null) return rest({ kind: 'item', marker: match[1] ?? '-' }, match);
  if (/^\|[\s|:-]*-[\s|:-]*\|$/.test(trimmed)) return { shape: { kind: 'divider' }, content: '', offset: lead };
  if (/^\|.*\|$/.test(trimmed)) return { shape: { kind: 'row' }, content: trimmed.slice(1, -1), offset: lead + 1 };
  match = /^=\s+/.exec(trimmed);
  if (match !== null) return rest({ kind: 'state' }, match);
  match = /^>\s+/.exec(trimmed);
  if (match !== null) return rest({ kind: 'note' }, match);
  if (trimmed === '[plaatsen]') return { shape: { kind: 'places' }, content: '', offset: lead };
  return { shape: { kind: 'paragraph' }, content: trimmed, offset: lead };
}

function sectionShape(name: string, letter: string | null, at: TemplatePosition): LineShape {
  if (letter !== null) return { kind: 'section', role: 'annex', letter };
  const role = Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined;
  if (role === undefined)
    throw new TemplateError('unknown-section', at, name, nearestName(name, Object.keys(SECTIONS)));
  return { kind: 'section', role, letter: null };
}
