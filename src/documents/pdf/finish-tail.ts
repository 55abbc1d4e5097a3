import type { Hash } from 'node:crypto';
import { entryText } from './objects';
import type { TailText } from './print-tail';
import type { VariantLayout } from './variant-layout';

export interface FinishedTail {
  readonly tail: Buffer;
  /** Of the whole file, hex. */
  readonly fileSha256: string;
}

/** The identifier (ISO 32000-1, 14.4 leaves the method free) is the digest of all bytes before it. `hash` has seen the prefix. */
export function finishTail({ before, after }: TailText, hash: Hash): FinishedTail {
  const tail = Buffer.allocUnsafe(before.length + 2 * ID_LENGTH + 5 + after.length);
  const length = tail.write(before, 'latin1');
  hash.update(tail.subarray(0, length));
  const id = `<${hash.copy().digest('hex').slice(0, ID_LENGTH)}>`;
  tail.write(`${id} ${id}${after}`, length, 'latin1');
  hash.update(tail.subarray(length));
  return { tail, fileSha256: hash.digest('hex') };
}

/** Digits of 16 bytes. */
const ID_LENGTH = 32;

/** The lines of the cross-reference table that belong to the prefix: alike in all its agreements. */
export const prefixEntries = ({ offsets }: VariantLayout): string => offsets.map(entryText).join('');
