export type TemplateErrorCode =
  | 'front-matter'
  | 'unknown-placeholder'
  | 'unclosed-placeholder'
  | 'missing-value'
  | 'unknown-condition'
  | 'unbalanced-condition'
  | 'condition-in-fixed-text'
  | 'unknown-list'
  | 'nested-repeat'
  | 'unbalanced-strong'
  | 'conditional-heading'
  | 'unknown-section'
  | 'missing-section'
  | 'misplaced-line'
  | 'article-number'
  | 'party-number'
  | 'value-in-fixed-text'
  | 'column-count'
  | 'unprintable-character';

export interface TemplatePosition {
  /** Counted from 1, as an editor does. */
  readonly line: number;
  readonly column: number;
}

/** What is wrong in a template text and where, so that a lawyer can mend it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly code: TemplateErrorCode;
  readonly line: number;
  readonly column: number;
  /** What stands there. */
  readonly found: string;
  /** The known name that resembles it most, where there is one. */
  readonly nearest: string | null;

  constructor(code: TemplateErrorCode, at: TemplatePosition, found: string, nearest: string | null = null) {
    super(`line ${at.line}, column ${at.column}: ${code}: ${found}${nearest === null ? '' : ` (nearest: ${nearest})`}`);
    this.code = code;
    this.line = at.line;
    this.column = at.column;
    this.found = found;
    this.nearest = nearest;
  }
}
