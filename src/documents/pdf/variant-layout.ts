// What must be known of a prefix to write a tail after it. Stored beside it as JSON: the prefix stays as it is whatever the
// program becomes. Object numbers: first those of the tail that the prefix speaks of, then the prefix, then the rest of the tail.

/** Changes when a tail of this program would no longer fit prefixes of the former one: then they are compiled anew. */
export const FORMAT = 3;

/** Objects of the tail that every file has, under these numbers. */
export const TAIL = {
  pages: 1,
  structure: 2,
  parentTree: 3,
  document: 4,
  form: 5,
  edges: 6,
  qr: 7,
  metadata: 8,
  info: 9,
  archiveElement: 10,
  archiveField: 11,
} as const;
export const TAIL_COUNT = 11;

export type GroupLayout =
  | {
      readonly kind: 'fixed';
      /** Object numbers: sections, pages, and for each page what stands in the parent tree and its page number. */
      readonly sections: readonly number[];
      readonly pages: readonly number[];
      readonly parents: readonly number[];
      readonly numbers: readonly number[];
    }
  | {
      readonly kind: 'open';
      /** Object numbers: what its bookmarks say, and where they lead. */
      readonly titles: readonly number[];
      readonly targets: readonly number[];
    };

export interface VariantLayout {
  readonly format: typeof FORMAT;
  /** Number of the first object of the prefix, and the first one after it. */
  readonly first: number;
  readonly next: number;
  /** Where its cross-references stand. */
  readonly table: number;
  readonly catalog: number;
  readonly fonts: number;
  readonly resources: number;
  readonly groups: readonly GroupLayout[];
}
