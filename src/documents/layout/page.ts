// What a laid-out agreement is: pages of positioned things, and the structure (PDF tags) that says what they are.

import type { FaceName } from '../fonts/faces';
import type { Color } from './style';

/** Index in `Layout.nodes`; null for what is no content (header, footer, rules): an artifact. */
export type NodeId = number | null;

export type Tag =
  'Document' | 'Sect' | 'H1' | 'H2' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Table' | 'TR' | 'TH' | 'TD' | 'Form';

/** The field of the archive time-stamp over the whole document, prepared like the places. */
export const ARCHIVE_FIELD = 'ArchiveStamp';

type Kid = { readonly kind: 'node'; readonly id: number } | { readonly kind: 'field'; readonly name: string };

export interface StructureNode {
  readonly tag: Tag;
  readonly parent: NodeId;
  readonly kids: Kid[];
  /** For a TH. */
  readonly scope: 'Row' | 'Column' | null;
}

export type Op =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly face: FaceName;
      readonly size: number;
      readonly color: Color;
      readonly x: number;
      /** Baseline. */
      readonly y: number;
      readonly node: NodeId;
    }
  | {
      readonly kind: 'fill';
      readonly color: Color;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'frame';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      /** x of the line between label and signature. */
      readonly divider: number;
    }
  /** Dark squares of a QR code; `modules[row][column]`. */
  | {
      readonly kind: 'qr';
      readonly modules: readonly (readonly boolean[])[];
      readonly x: number;
      readonly y: number;
      readonly size: number;
    }
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly slot: number;
      readonly party: string;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly node: number;
    };

export interface Page {
  readonly ops: readonly Op[];
}

export interface Bookmark {
  readonly title: string;
  /** From 0. */
  readonly page: number;
  readonly y: number;
}

export interface Layout {
  /** Strip, header and footer: the same under every page. */
  readonly edges: readonly Op[];
  readonly pages: readonly Page[];
  readonly nodes: readonly StructureNode[];
  readonly bookmarks: readonly Bookmark[];
}
