import type { Deps } from '../../deps';
import { checkpointText } from '../../domain/checkpoint';
import { BLOCK, growingTree } from '../../domain/merkle';
import { hashedEntries } from '../../persistence/audit-entry';
import { storedBlocks } from '../../persistence/audit-tree';
import { allCheckpoints, type Checkpoint } from '../../persistence/checkpoint';
import { ledgerExtent } from '../../persistence/read/check';
import { checkStatement } from '../../signing/sign-statement';

/** Of a checkpoint that was kept outside the portal. */
export interface KeptCheckpoint {
  readonly size: number;
  /** Hex. */
  readonly root: string;
}

/**
 * Faults of the log: entries that are not what their hash says, gaps, stored subtrees that are not those of the entries, and
 * checkpoints that the log no longer bears out or that are not signed.
 */
export async function logProblems(
  deps: Pick<Deps, 'db' | 'trust'>,
  kept: readonly KeptCheckpoint[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  const stored = await allCheckpoints(deps.db);
  const wanted = new Map<number, Set<string>>();
  for (const { size, root } of [...stored, ...kept]) wanted.set(size, (wanted.get(size) ?? new Set()).add(root));
  const blocks = await storedBlocks(deps.db);
  const tree = growingTree();
  let size = 0;
  const holdAgainst = (): void => {
    const roots = wanted.get(size);
    wanted.delete(size);
    if (roots && [...roots].some((root) => root !== tree.root()))
      problems.push(`the log is not the one of the checkpoint over ${size} entries`);
  };
  holdAgainst();
  for await (const entries of hashedEntries(deps.db)) {
    for (const { seq, stored: said, found } of entries) {
      if (found !== said) problems.push(`${seq}: the log entry is not what its hash says`);
      const block = tree.add(found);
      size++;
      const known = blocks[size / BLOCK - 1];
      if (block !== null && known !== undefined && known !== block)
        problems.push(`the stored hash of block ${size / BLOCK - 1} is not that of its entries`);
      if (wanted.has(size)) holdAgainst();
    }
  }
  for (const missing of wanted.keys()) problems.push(`the log is shorter than its checkpoint over ${missing} entries`);
  if (blocks.length > Math.floor(size / BLOCK)) problems.push('the log is shorter than its stored hashes');
  for (const checkpoint of stored) problems.push(...signatureProblems(deps, checkpoint));
  const ledger = await ledgerExtent(deps.db);
  if (ledger.entries !== ledger.last || ledger.last !== ledger.counter) {
    problems.push(
      `the log has ${ledger.entries} entries, the last is ${ledger.last}, ${ledger.counter} were given out`,
    );
  }
  return problems;
}

function signatureProblems({ trust }: Pick<Deps, 'trust'>, checkpoint: Checkpoint): readonly string[] {
  const { size, note, cms, serial } = checkpoint;
  const checked = checkStatement(Buffer.from(note), cms, trust);
  const fault =
    checked.fault ??
    // Its first line is the portal's address, which may change over the years.
    (note.endsWith(checkpointText({ ...checkpoint, origin: '' })) ? null : 'the signed text says something else') ??
    (checked.certificate?.serial.toString('hex') === serial ? null : 'another certificate signed it');
  return fault === null ? [] : [`the checkpoint over ${size} entries: ${fault}`];
}
