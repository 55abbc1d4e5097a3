import { BLOCK, BLOCK_LEVEL, parents, type SubtreeHash } from '../domain/merkle';
import type { Db } from './db';

interface NodeRow {
  level: number;
  position: number;
  hash: string;
}

/** How many blocks are hashed and stored at a time. */
const BLOCKS_AT_ONCE = 64;

/** How many entries the log has. */
export async function logSize(db: Db): Promise<number> {
  const row = await db('audit_entry').first<{ last: number | null } | undefined>(db.raw('max(seq) as last'));
  return row?.last ?? 0;
}

/**
 * Stores the hash of every block that is complete in a log of `size` entries; what is stored is not read again. The stored
 * hashes only save time: `portal check` holds them against the entries.
 */
export async function growTree(db: Db, size: number): Promise<void> {
  const last = await db<NodeRow>('audit_node')
    .where({ level: BLOCK_LEVEL })
    .first<{ last: number | null } | undefined>(db.raw('max(position) as last'));
  const blocks = Math.floor(size / BLOCK);
  for (let block = (last?.last ?? -1) + 1; block < blocks; block += BLOCKS_AT_ONCE) {
    const until = Math.min(block + BLOCKS_AT_ONCE, blocks);
    const leaves = await leavesBetween(db, block * BLOCK, until * BLOCK);
    const rows = Array.from({ length: until - block }, (_, i) => ({
      level: BLOCK_LEVEL,
      position: block + i,
      hash: pyramid(leaves.slice(i * BLOCK, (i + 1) * BLOCK))[BLOCK_LEVEL]?.[0] ?? '',
    }));
    await db<NodeRow>('audit_node').insert(rows).onConflict(['level', 'position']).ignore();
  }
}

/** The hashes of the stored blocks, in order. */
export async function storedBlocks(db: Db): Promise<readonly string[]> {
  const rows = await db<NodeRow>('audit_node').where({ level: BLOCK_LEVEL }).orderBy('position').select('hash');
  return rows.map(({ hash }) => hash);
}

/**
 * What is needed of the tree over the first `size` entries to compute its root and to prove the entries at `indexes` (from
 * 0): the stored blocks, and the leaves of the blocks of those entries and of the last one. Stores blocks that are missing.
 */
export async function openTree(db: Db, size: number, indexes: readonly number[]): Promise<SubtreeHash> {
  await growTree(db, size);
  const upper = pyramid((await storedBlocks(db)).slice(0, Math.floor(size / BLOCK)));
  const blocks = new Map<number, readonly (readonly string[])[]>();
  for (const block of new Set([...indexes, size].map((index) => Math.floor(index / BLOCK)))) {
    blocks.set(block, pyramid(await leavesBetween(db, block * BLOCK, Math.min((block + 1) * BLOCK, size))));
  }
  return (level, position) => {
    const block = Math.floor((position * 2 ** level) / BLOCK);
    const hash =
      level < BLOCK_LEVEL
        ? blocks.get(block)?.[level]?.[position - block * 2 ** (BLOCK_LEVEL - level)]
        : upper[level - BLOCK_LEVEL]?.[position];
    if (hash === undefined) throw new Error(`the log has no subtree ${level}/${position}`);
    return hash;
  };
}

/** Level by level the hashes of complete subtrees, from these on. */
function pyramid(hashes: readonly string[]): readonly (readonly string[])[] {
  const levels = [hashes];
  for (let last = hashes; last.length > 1;) levels.push((last = parents(last)));
  return levels;
}

/** Leaves from index `from` up to `until`; a hole in the numbers is an error, for a tree over a log with holes proves nothing. */
async function leavesBetween(db: Db, from: number, until: number): Promise<readonly string[]> {
  const rows = await db('audit_entry')
    .where('seq', '>', from)
    .where('seq', '<=', until)
    .orderBy('seq')
    .select<{ leaf_sha256: string }[]>('leaf_sha256');
  if (rows.length !== until - from) throw new Error(`the log has ${rows.length} entries between ${from} and ${until}`);
  return rows.map((row) => row.leaf_sha256);
}
