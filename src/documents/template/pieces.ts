import { composed, unsupportedCharacters } from '../fonts/glyph-set';
import { nearestName } from './nearest';
import { isFixedValue, PLACEHOLDERS } from './placeholders';
import type { Piece } from './template';
import { TemplateError } from './template-error';

const TOKEN = /\*\*|\{\{([^{}|]*)(?:\|([^{}]*))?\}\}|\{\{|\}\}/g;

/** "artikel 17" and "bijlage A" stay on one line. */
const bound = (text: string): string => text.replace(/\b(artikel|bijlage|lid) (?=\d|[A-Z]\b)/gi, '$1\u00a0');

/** Where a piece of text stands, and what may stand in it. */
export interface Setting {
  readonly line: number;
  readonly column: number;
  /** The text is the same in every agreement of a variant. */
  readonly fixed: boolean;
  /** Names of the repeated part that it stands in. */
  readonly elements: readonly string[];
}

/** Words, **strong** words, {{values}} and {{values | words if there is none}} of (a part of) one line. */
export function readPieces(text: string, { line, column, fixed, elements }: Setting): readonly Piece[] {
  const names = [...elements, ...PLACEHOLDERS];
  const pieces: Piece[] = [];
  let strong = false;
  let opened = 0;
  let from = 0;
  const words = (until: number): void => {
    if (until <= from) return;
    const part = text.slice(from, until);
    const [strange] = unsupportedCharacters(part);
    if (strange !== undefined) {
      throw new TemplateError(
        'unprintable-character',
        { line, column: column + from + Math.max(0, part.indexOf(strange)) },
        strange,
      );
    }
    pieces.push({ kind: 'words', text: bound(composed(part)), strong });
  };
  for (const match of text.matchAll(TOKEN)) {
    const at = { line, column: column + match.index };
    const [token, name, otherwise] = match;
    words(match.index);
    from = match.index + token.length;
    if (token === '**') {
      strong = !strong;
      opened = match.index;
    } else if (name === undefined) {
      throw new TemplateError('unclosed-placeholder', at, token);
    } else {
      const known = name.trim();
      if (!names.includes(known)) {
        throw new TemplateError('unknown-placeholder', at, known, nearestName(known, names));
      }
      if (fixed && !isFixedValue(known)) throw new TemplateError('value-in-fixed-text', at, known);
      const [strange] = unsupportedCharacters(otherwise ?? '');
      if (strange !== undefined) throw new TemplateError('unprintable-character', at, strange);
      pieces.push({
        kind: 'value',
        name: known,
        otherwise: otherwise === undefined ? null : bound(composed(otherwise.trim())),
        strong,
        at,
      });
    }
  }
  if (strong) throw new TemplateError('unbalanced-strong', { line, column: column + opened }, '**');
  words(text.length);
  return pieces;
}
