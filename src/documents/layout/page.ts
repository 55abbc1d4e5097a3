// What a laid-out agreement is: pages of positioned things, and the structure (PDF tags) that says what they are.

import type { FaceName } from '../fonts/faces';
import type { QrCode } from './qr-code';
import type { Color, Style } from './style';

/** A structure node; null for what is no content (header, footer, rules): an artifact. */
export type NodeId = number | null;

export type Tag =
  'Document' | 'Sect' | 'H1' | 'H2' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Table' | 'TR' | 'TH' | 'TD' | 'Form';

/** The field of the archive time-stamp over the whole document, prepared like the places. */
export const ARCHIVE_FIELD = 'ArchiveStamp';

export interface StructureNode {
  readonly tag: Tag;
  /** Null: the element in which the whole stands. */
  readonly parent: NodeId;
  /** For a TH. */
  readonly scope: 'Row' | 'Column' | null;
  /** For a Form: the name of its field. */
  readonly field: string | null;
}

/** How a text was broken into lines. */
export interface TextBox {
  readonly style: Style;
  readonly measure: number;
}

export type Op =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** As of a run. */
      readonly own: boolean;
      readonly face: FaceName;
      readonly size: number;
      readonly color: Color;
      readonly x: number;
      /** Baseline. */
      readonly y: number;
      readonly node: NodeId;
      /** The box of which it is a line or a part of one. */
      readonly box: TextBox | null;
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
  | { readonly kind: 'qr'; readonly code: QrCode; readonly x: number; readonly y: number; readonly size: number }
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

/** A slab on its page. */
export interface PlacedSlab {
  readonly slab: Slab;
  /** Its top, from the top of the page. */
  readonly y: number;
  /** Number in the group of node 0 of the slab's block. */
  readonly base: number;
}

/** What a page break cannot split: a line, a row, a place. Its ops are relative to its own top, their nodes to its block. */
export interface Slab {
  /** Space above, left out at the top of a page. */
  readonly space: number;
  readonly height: number;
  readonly ops: readonly Op[];
  /** Stays on the page of the slab after it. */
  readonly keepWithNext: boolean;
  readonly bookmark: string | null;
}

/** One block of a section, wherever it will stand. Parent null of a node: the section. */
export interface LaidBlock {
  readonly nodes: readonly StructureNode[];
  readonly slabs: readonly Slab[];
}

export interface Bookmark {
  readonly title: string;
  /** From 0, in the group. */
  readonly page: number;
  readonly y: number;
}

/** Sections that share pages: what comes after begins on a new one. */
export interface PageGroup {
  /** The same in every agreement of a variant, except for the edges of its pages. */
  readonly fixed: boolean;
  readonly pages: readonly (readonly PlacedSlab[])[];
  /** Structure nodes in reading order; a parent is a number in the group, and null for the document. */
  readonly nodes: readonly StructureNode[];
  /** Numbers of the nodes that are sections. */
  readonly sections: readonly number[];
  readonly bookmarks: readonly Bookmark[];
}

export interface Layout {
  /** Strip, header and footer: the same under every page. */
  readonly edges: readonly Op[];
  readonly groups: readonly PageGroup[];
  /** What stands on each page, page number included and edges not, from the top of the page. */
  readonly pages: readonly { readonly ops: readonly Op[] }[];
  readonly bookmarks: readonly Bookmark[];
}
