import { createHash, type Hash } from 'node:crypto';
import { readFile, type PdfFile } from './pdf/file';

/** The first bytes of many files: hashed once, and in their place once. */
export interface KnownPrefix {
  readonly length: number;
  /** SHA-256 over the prefix; never finished, only copied. */
  readonly hash: Hash;
  /**
   * The file of the prefix and these bytes after it; it holds until the next call. `read`: what was read of it before.
   * Throws `malformed-pdf`.
   */
  readonly open: (read: PdfFile['read'], ...rest: readonly Buffer[]) => PdfFile;
}

/** Room for what usually follows a prefix: the rest of an agreement, five signatures and the archive. */
const ROOM = 256 * 1024;

export function knowPrefix(prefix: Buffer): KnownPrefix {
  let desk = Buffer.alloc(0);
  return {
    length: prefix.length,
    hash: createHash('sha256').update(prefix),
    open: (read, ...rest) => {
      const length = rest.reduce((sum, part) => sum + part.length, prefix.length);
      if (desk.length < length) desk = Buffer.concat([prefix, Buffer.alloc(length - prefix.length + ROOM)]);
      let at = prefix.length;
      for (const part of rest) at += part.copy(desk, at);
      return readFile(desk.subarray(0, length), read);
    },
  };
}

/** A file as a prefix and the rest, hashed to its end. */
export interface KnownFile {
  readonly prefix: KnownPrefix;
  readonly rest: Buffer;
  /** SHA-256 over all of it; never finished, only copied. */
  readonly hash: Hash;
  /** Objects that were read of it. */
  readonly read: PdfFile['read'];
}

export function knowFile(prefix: KnownPrefix, rest: Buffer): KnownFile {
  return { prefix, rest, hash: prefix.hash.copy().update(rest), read: new Map() };
}
