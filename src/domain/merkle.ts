import { hash } from 'node:crypto';

// The Merkle tree over the log (RFC 6962 section 2.1, RFC 9162 section 2.1): SHA-256, hashes as hex. The hash of a leaf is in
// audit.ts. A complete subtree of level L covers 2^L leaves, the one at position P begins with leaf P * 2^L.

/** Hash of a complete subtree. */
export type SubtreeHash = (level: number, position: number) => string;

/** Leaves that make one stored subtree: the log keeps the hashes of these, and reads leaves only inside a few of them. */
export const BLOCK_LEVEL = 8;
export const BLOCK = 2 ** BLOCK_LEVEL;

/** 0x01 and room for two hashes. */
const desk = Buffer.alloc(65, 1);

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: string, right: string): string {
  desk.write(left, 1, 'hex');
  desk.write(right, 33, 'hex');
  return hash('sha256', desk);
}

/** Root of the tree over the first `size` leaves; that of no leaf is the hash of nothing. */
export function rootOf(size: number, at: SubtreeHash): string {
  return size === 0 ? hash('sha256', '') : rangeHash(0, size, at);
}

/**
 * The inclusion proof of leaf `index` (from 0) in the tree over the first `size` leaves (RFC 9162 section 2.1.3.1), from the
 * leaf's neighbour up to the child of the root. Throws when there is no such leaf.
 */
export function inclusionPath(index: number, size: number, at: SubtreeHash): readonly string[] {
  if (index < 0 || index >= size) throw new Error(`no leaf ${index} in a tree of ${size}`);
  const path: string[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    const left = index < middle;
    path.unshift(left ? rangeHash(middle, end, at) : rangeHash(start, middle, at));
    [start, end] = left ? [start, middle] : [middle, end];
  }
  return path;
}

/** The root that a leaf and its proof lead to (RFC 9162 section 2.1.3.2); null when the proof has the wrong length. */
export function followPath(index: number, size: number, leaf: string, path: readonly string[]): string | null {
  if (index < 0 || index >= size) return null;
  let [node, last, reached] = [index, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      reached = nodeHash(step, reached);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      reached = nodeHash(reached, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? reached : null;
}

/** Hashes one level up: pairs only, what is left over has no parent yet. */
export function parents(hashes: readonly string[]): readonly string[] {
  return Array.from({ length: half(hashes.length) }, (_, i) => nodeHash(hashes[2 * i] ?? '', hashes[2 * i + 1] ?? ''));
}

export interface GrowingTree {
  /** Adds a leaf; answers the hash of the block that it completes, null when it completes none. */
  add(leaf: string): string | null;
  /** Root over all leaves so far. */
  root(): string;
}

/** A tree that reads each leaf once and keeps one hash a level: for going through a whole log. */
export function growingTree(): GrowingTree {
  const peaks: (string | undefined)[] = [];
  return {
    add: (leaf) => {
      let [peak, block]: [string, string | null] = [leaf, null];
      for (let level = 0; ; level++) {
        if (level === BLOCK_LEVEL) block = peak;
        const left = peaks[level];
        if (left === undefined) {
          peaks[level] = peak;
          return block;
        }
        peaks[level] = undefined;
        peak = nodeHash(left, peak);
      }
    },
    root: () => {
      const [lowest, ...higher] = peaks.filter((peak) => peak !== undefined);
      return lowest === undefined ? rootOf(0, () => '') : higher.reduce((right, peak) => nodeHash(peak, right), lowest);
    },
  };
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** `start` is a multiple of the power of two at or above `end - start`, as it is wherever the tree splits. */
function rangeHash(start: number, end: number, at: SubtreeHash): string {
  const count = end - start;
  const level = Math.log2(count);
  if (Number.isInteger(level)) return at(level, start / count);
  const middle = start + splitOf(count);
  return nodeHash(rangeHash(start, middle, at), rangeHash(middle, end, at));
}

const half = (value: number): number => Math.floor(value / 2);
