import type { LaidBlock, Op } from '../layout/page';

/** A block of one agreement: where its words stand, which it shares with others, and the words. */
export interface SetBlock {
  /** What its own texts say counts for nothing. */
  readonly laid: LaidBlock;
  /** What each op that says something (wordOf) says here, in order. */
  readonly words: readonly string[];
}

/** The tooltip of a field names the party. */
export const wordOf = (op: Op): string | null => (op.kind === 'text' ? op.text : op.kind === 'field' ? op.party : null);

export const wordsOf = ({ slabs }: LaidBlock): readonly string[] =>
  slabs.flatMap(({ ops }) => ops.flatMap((op) => wordOf(op) ?? []));
