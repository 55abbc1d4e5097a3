import type { LaidBlock, Op, Slab, StructureNode } from '../layout/page';

/** Whether two blocks take the same places with the same structure: they differ in own words only, if at all. */
export function alike(a: LaidBlock, b: LaidBlock): boolean {
  return a === b || (every(a.nodes, b.nodes, nodesAlike) && every(a.slabs, b.slabs, slabsAlike));
}

function every<T>(a: readonly T[], b: readonly T[], test: (a: T, b: T) => boolean): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) {
    const [left, right] = [a[i], b[i]];
    if (left === undefined || right === undefined || !test(left, right)) return false;
  }
  return true;
}

const nodesAlike = (a: StructureNode, b: StructureNode): boolean =>
  a === b || (a.tag === b.tag && a.parent === b.parent && a.scope === b.scope && a.field === b.field);

/** A bookmark's words stand in an object that all of a plan share. */
const slabsAlike = (a: Slab, b: Slab): boolean =>
  a === b ||
  (a.height === b.height &&
    a.space === b.space &&
    a.keepWithNext === b.keepWithNext &&
    a.bookmark === b.bookmark &&
    every(a.ops, b.ops, opsAlike));

function opsAlike(a: Op, b: Op): boolean {
  if (a.x !== b.x || a.y !== b.y) return false;
  switch (a.kind) {
    case 'text':
      return (
        b.kind === 'text' &&
        a.own === b.own &&
        (a.own || a.text === b.text) &&
        a.face === b.face &&
        a.size === b.size &&
        a.color === b.color &&
        a.node === b.node
      );
    case 'fill':
      return b.kind === 'fill' && a.width === b.width && a.height === b.height && a.color === b.color;
    case 'frame':
      return (
        b.kind === 'frame' &&
        a.width === b.width &&
        a.height === b.height &&
        a.radius === b.radius &&
        a.divider === b.divider
      );
    case 'field':
      return (
        b.kind === 'field' &&
        a.name === b.name &&
        a.slot === b.slot &&
        a.node === b.node &&
        a.width === b.width &&
        a.height === b.height
      );
    case 'qr':
      return false;
  }
}
