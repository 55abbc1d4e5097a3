// What must be known of a prefix to write shapes and tails after it. Stored beside it as JSON: the prefix stays as it is whatever
// the program becomes. Object numbers: first those that every tail has, then those of a shape that the prefix speaks of, then the
// prefix, then the rest of the shape, then the rest of the tail.

/** Changes when shapes of this program would no longer fit prefixes of the former one: then they are compiled anew. */
export const FORMAT = 4;

/** Objects of the tail, with words of one agreement, that every file has under these numbers. */
export const OWN = { edges: 1, qr: 2, metadata: 3, info: 4 } as const;
export const OWN_COUNT = 4;

/** Objects of the shape that every file has under these numbers. */
export const SHAPE = {
  pages: 5,
  structure: 6,
  parentTree: 7,
  document: 8,
  form: 9,
  archiveElement: 10,
  archiveField: 11,
} as const;
export const LAST_OF_ALL = 11;

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
  /** Number of the first object of the prefix. */
  readonly first: number;
  /** Where each of its objects stands, by number. */
  readonly offsets: readonly number[];
  readonly catalog: number;
  readonly fonts: number;
  readonly resources: number;
  readonly groups: readonly GroupLayout[];
}
