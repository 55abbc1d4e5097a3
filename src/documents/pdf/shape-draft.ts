import type { Piece, WordsPiece } from './page-content';
import type { FieldOp } from './signature-fields';
import type { PlacedSlab } from '../layout/page';

/** An object that holds words of one agreement. */
export type OwnObject =
  | { readonly kind: 'edges' | 'qr' | 'metadata' | 'info' }
  | { readonly kind: 'tooltip'; readonly op: FieldOp }
  | WordsPiece;

/** Objects as they are numbered. */
export interface Draft {
  readonly bodies: Map<number, string>;
  readonly own: Map<number, OwnObject>;
  next: number;
}

export const take = (draft: Draft): number => draft.next++;

/** A page that is not in the prefix. */
export interface OpenPage {
  readonly object: number;
  readonly group: number;
  readonly slabs: readonly PlacedSlab[];
  readonly pieces: readonly Piece[];
  readonly marked: readonly number[];
}
