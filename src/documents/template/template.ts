// A template text, read: lines in order, each with the conditions under which it stands. Structure follows when facts are known.

import type { TemplatePosition } from './template-error';

export type Piece =
  | { readonly kind: 'words'; readonly text: string; readonly strong: boolean }
  | {
      readonly kind: 'value';
      readonly name: string;
      /** What to print where the agreement has no such value. */
      readonly otherwise: string | null;
      readonly strong: boolean;
      readonly at: TemplatePosition;
    };

export type Condition =
  | { readonly kind: 'sector'; readonly codes: readonly string[]; readonly negated: boolean }
  | { readonly kind: 'filled'; readonly name: string; readonly negated: boolean };

export type SectionRole = 'title' | 'parties' | 'considerations' | 'articles' | 'annex' | 'signing';

export type LineShape =
  | { readonly kind: 'section'; readonly role: SectionRole; readonly letter: string | null }
  /** Number of an article or party, of a part of an annex ("A.1"), or none. */
  | { readonly kind: 'heading'; readonly number: string | null }
  | { readonly kind: 'clause' }
  | { readonly kind: 'item'; readonly marker: string }
  | { readonly kind: 'row' }
  | { readonly kind: 'divider' }
  | { readonly kind: 'state' }
  | { readonly kind: 'note' }
  | { readonly kind: 'places' }
  | { readonly kind: 'paragraph' };

export interface TemplateLine {
  readonly shape: LineShape;
  /** One for all lines but rows, which have one for each cell. */
  readonly cells: readonly (readonly Piece[])[];
  readonly when: readonly Condition[];
  readonly at: TemplatePosition;
}

export interface Template {
  readonly label: string;
  readonly title: string;
  readonly covenant: string;
  readonly effectiveFrom: string;
  readonly signingOrder: readonly ('municipality' | 'executor' | 'partner')[];
  readonly noticeMonths: number;
  readonly offerDays: number;
  /** A sample says so at the foot of every page. */
  readonly sample: boolean;
  /** SHA-256 of the source, hex. */
  readonly sha256: string;
  readonly lines: readonly TemplateLine[];
}
