// A template text, read: lines in order, each with the conditions under which it stands. Structure follows when facts are known.

import type { ListName } from './lists';
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
  /** `sector = huur of energie`: one of a list. */
  | { readonly kind: 'choice'; readonly subject: string; readonly values: readonly string[]; readonly negated: boolean }
  /** `executor`: yes or no. */
  | { readonly kind: 'flag'; readonly name: string; readonly negated: boolean }
  /** `partner.kvk`: the agreement has this value. */
  | { readonly kind: 'filled'; readonly name: string; readonly negated: boolean };

/** A part that stands once for each element of a list; `line` tells two parts over one list apart. */
export interface Repeat {
  readonly list: ListName;
  readonly line: number;
}

export type SectionRole = 'title' | 'parties' | 'considerations' | 'articles' | 'annex' | 'signing';

export type LineShape =
  | { readonly kind: 'section'; readonly role: SectionRole; readonly letter: string | null }
  /** Number of an article, of a part of an annex ("A.1"), or none; parties get theirs when the text is composed. */
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
  readonly repeat: Repeat | null;
  readonly at: TemplatePosition;
}

export interface Template {
  readonly label: string;
  readonly title: string;
  readonly covenant: string;
  readonly effectiveFrom: string;
  /** The sectors that the text has clauses for; another reads what stands under "niet sector = ...". */
  readonly sectors: readonly string[];
  readonly signingOrder: readonly ('municipality' | 'executor' | 'partner')[];
  readonly noticeMonths: number;
  readonly offerDays: number;
  /** A sample says so at the foot of every page. */
  readonly sample: boolean;
  /** SHA-256 of the source, hex. */
  readonly sha256: string;
  readonly lines: readonly TemplateLine[];
}
