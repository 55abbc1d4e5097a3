// Tagged PDF (ISO 32000-1, 14.7 and 14.8).

import type { PDFContext, PDFRef } from 'pdf-lib';
import type { StructureNode } from '../layout/page';
import { dictionary, type Value } from './objects';
import type { FieldObject } from './page-objects';

interface Marked {
  /** Page index and marked-content id. */
  readonly page: number;
  readonly id: number;
}

export interface StructureInput {
  readonly nodes: readonly StructureNode[];
  /** Per page the node of each marked-content id. */
  readonly marked: readonly (readonly number[])[];
  readonly pages: readonly PDFRef[];
  readonly fields: ReadonlyMap<string, FieldObject>;
}

/** Registers the tree and returns its root. `/ParentTree` is written before `/K`: EU DSS walks keys in file order. */
export function registerStructureTree(context: PDFContext, input: StructureInput): PDFRef {
  const root = context.nextRef();
  const refs = input.nodes.map(() => context.nextRef());
  const contentOf = new Map<number, Marked[]>();
  input.marked.forEach((nodes, page) => {
    nodes.forEach((node, id) => contentOf.set(node, [...(contentOf.get(node) ?? []), { page, id }]));
  });
  input.nodes.forEach((node, i) => {
    const ref = refs[i];
    if (ref === undefined) return;
    const content = contentOf.get(i) ?? [];
    const home = content[0] === undefined ? undefined : input.pages[content[0].page];
    const kids: Value[] = node.kids.map((kid) => {
      if (kid.kind === 'node') return refs[kid.id] ?? null;
      const field = input.fields.get(kid.name);
      return field === undefined ? null : { Type: 'OBJR', Pg: field.page, Obj: field.ref };
    });
    for (const { page, id } of content) {
      const pg = input.pages[page];
      kids.push(pg === home || pg === undefined ? id : { Type: 'MCR', Pg: pg, MCID: id });
    }
    const parent = node.parent === null ? root : (refs[node.parent] ?? root);
    context.assign(
      ref,
      dictionary(context, {
        Type: 'StructElem',
        S: node.tag,
        P: parent,
        Pg: home ?? null,
        A: node.scope === null ? null : { O: 'Table', Scope: node.scope },
        // A form field stands alone in its element, without an array: so pyHanko recognises where a widget is used.
        K: node.tag === 'Form' ? (kids[0] ?? null) : kids,
      }),
    );
  });
  const fieldNodes = input.nodes.flatMap((node, i) =>
    node.kids.flatMap((kid) => (kid.kind === 'field' ? [{ name: kid.name, ref: refs[i] ?? root }] : [])),
  );
  const numbers: Value[] = input.marked.flatMap((nodes, page): Value[] => [
    page,
    nodes.map((node) => refs[node] ?? root),
  ]);
  const byKey = fieldNodes
    .flatMap(({ name, ref }) => {
      const key = input.fields.get(name)?.structParent;
      return key === undefined ? [] : [{ key, ref }];
    })
    .toSorted((a, b) => a.key - b.key);
  for (const { key, ref } of byKey) numbers.push(key, ref);
  const parentTree = context.register(dictionary(context, { Nums: numbers }));
  context.assign(
    root,
    dictionary(context, {
      Type: 'StructTreeRoot',
      ParentTree: parentTree,
      ParentTreeNextKey: input.pages.length + input.fields.size,
      K: refs.filter((_, i) => input.nodes[i]?.parent === null),
    }),
  );
  return root;
}
