import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  BLOCK,
  followPath,
  growingTree,
  inclusionPath,
  nodeHash,
  parents,
  rootOf,
  type SubtreeHash,
} from '../../src/domain/merkle';

const leafOf = (bytes: Buffer): string =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.of(0), bytes]))
    .digest('hex');
const leaves = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => leafOf(Buffer.from(`entry ${i}`)));

/** MTH of RFC 6962 section 2.1, word for word. */
function plainRoot(of: readonly string[]): string {
  if (of.length === 0) return createHash('sha256').digest('hex');
  if (of.length === 1) return of[0] ?? '';
  let k = 1;
  while (k * 2 < of.length) k *= 2;
  return nodeHash(plainRoot(of.slice(0, k)), plainRoot(of.slice(k)));
}

function treeOver(of: readonly string[]): SubtreeHash {
  const levels = [of];
  for (let last = of; last.length > 1;) levels.push((last = parents(last)));
  return (level, position) => levels[level]?.[position] ?? fail(level, position);
}
const fail = (level: number, position: number): never => {
  throw new Error(`no subtree ${level}/${position}`);
};

describe('the tree over the log', () => {
  it('has the roots of the reference data of Certificate Transparency', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const all = inputs.map((hex) => leafOf(Buffer.from(hex, 'hex')));
    const tree = growingTree();
    roots.forEach((root, size) => {
      expect(rootOf(size, treeOver(all.slice(0, size)))).toBe(root);
      expect(tree.root()).toBe(root);
      tree.add(all[size] ?? '');
    });
  });

  it('proves every leaf of every tree up to 70, and no other', () => {
    for (let size = 1; size <= 70; size++) {
      const all = leaves(size);
      const at = treeOver(all);
      const root = plainRoot(all);
      expect(rootOf(size, at)).toBe(root);
      all.forEach((leaf, index) => {
        const path = inclusionPath(index, size, at);
        expect(followPath(index, size, leaf, path)).toBe(root);
        expect(followPath(index, size, all[index + 1] ?? leafOf(Buffer.of(9)), path)).not.toBe(root);
        if (size > 1) {
          expect(followPath((index + 1) % size, size, leaf, path)).not.toBe(root);
          expect(followPath(index, size, leaf, path.slice(1))).not.toBe(root);
        }
        expect(followPath(index, size, leaf, [...path, root])).not.toBe(root);
      });
    }
    expect(() => inclusionPath(3, 3, treeOver(leaves(3)))).toThrow('no leaf 3');
  });

  it('is the same whether it is read at once or leaf by leaf, and tells each block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * BLOCK }), (size) => {
        const all = leaves(size);
        const tree = growingTree();
        const blocks = all.map((leaf) => tree.add(leaf)).filter((block) => block !== null);
        expect(tree.root()).toBe(rootOf(size, treeOver(all)));
        expect(blocks).toEqual(
          Array.from({ length: Math.floor(size / BLOCK) }, (_, i) => plainRoot(all.slice(i * BLOCK, (i + 1) * BLOCK))),
        );
      }),
      { numRuns: 20 },
    );
  });
});
