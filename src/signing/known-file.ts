import { createHash, type Hash } from 'node:crypto';
import { readBytes, readFile, type PdfFile } from './pdf/file';

/** The first bytes of many files, up to where an object ends: hashed once, in their place once, and their objects read once. */
export interface KnownPrefix {
  readonly length: number;
  /** SHA-256 over the prefix; never finished, only copied. */
  readonly hash: Hash;
  /** The file of the prefix and these bytes after it; it holds until the next call. Throws `malformed-pdf`. */
  readonly open: (...rest: readonly Buffer[]) => PdfFile;
}

/** Room for what usually follows a prefix: the rest of an agreement, five signatures and the archive. */
const ROOM = 80 * 1024;

export function knowPrefix(prefix: Buffer): KnownPrefix {
  let desk = Buffer.alloc(0);
  const known = readBytes(prefix);
  return {
    length: prefix.length,
    hash: createHash('sha256').update(prefix),
    open: (...rest) => {
      const [whole] = rest;
      if (prefix.length === 0 && whole && rest.length === 1) return readFile(whole, known);
      const length = rest.reduce((sum, part) => sum + part.length, prefix.length);
      if (desk.length < length) desk = Buffer.concat([prefix, Buffer.alloc(length - prefix.length + ROOM)]);
      let at = prefix.length;
      for (const part of rest) {
        desk.set(part, at);
        at += part.length;
      }
      return readFile(desk.subarray(0, length), known);
    },
  };
}

/** A file as a prefix and the rest, hashed to its end. */
export interface KnownFile {
  readonly prefix: KnownPrefix;
  readonly rest: Buffer;
  /** SHA-256 over all of it; never finished, only copied. */
  readonly hash: Hash;
}

export function knowFile(prefix: KnownPrefix, rest: Buffer): KnownFile {
  return { prefix, rest, hash: prefix.hash.copy().update(rest) };
}
