import type { NodeId, StructureNode, Tag } from './page';

/** Builds the tree of PDF tags of one block in reading order, beside the slabs that carry its leaves. */
export interface StructureBuilder {
  readonly nodes: readonly StructureNode[];
  /** Parent null: the section of the block. */
  add(tag: Tag, parent: NodeId, scope?: 'Row' | 'Column'): number;
  addForm(parent: NodeId, field: string): number;
}

export function structureBuilder(): StructureBuilder {
  const nodes: StructureNode[] = [];
  return {
    nodes,
    add(tag, parent, scope) {
      return nodes.push({ tag, parent, scope: scope ?? null, field: null }) - 1;
    },
    addForm(parent, field) {
      return nodes.push({ tag: 'Form', parent, scope: null, field }) - 1;
    },
  };
}
