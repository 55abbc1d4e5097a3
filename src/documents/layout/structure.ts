import type { NodeId, StructureNode, Tag } from './page';

/** Builds the tree of PDF tags in reading order, beside the slabs that carry its leaves. */
export interface StructureBuilder {
  readonly nodes: readonly StructureNode[];
  add(tag: Tag, parent: NodeId, scope?: 'Row' | 'Column'): number;
  addField(parent: number, name: string): void;
}

export function structureBuilder(): StructureBuilder {
  const nodes: StructureNode[] = [];
  return {
    nodes,
    add(tag, parent, scope) {
      const id = nodes.length;
      nodes.push({ tag, parent, kids: [], scope: scope ?? null });
      if (parent !== null) nodes[parent]?.kids.push({ kind: 'node', id });
      return id;
    },
    addField(parent, name) {
      nodes[parent]?.kids.push({ kind: 'field', name });
    },
  };
}
