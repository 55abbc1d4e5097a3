import { createHash, type Hash } from 'node:crypto';
import type { VariantLayout } from './variant-layout';

/** A prefix, ready for shapes. */
export interface PreparedPrefix {
  readonly layout: VariantLayout;
  readonly length: number;
  /** Has seen the prefix. */
  readonly hash: Hash;
}

export const preparePrefix = (bytes: Buffer, layout: VariantLayout): PreparedPrefix => ({
  layout,
  length: bytes.length,
  hash: createHash('sha256').update(bytes),
});
