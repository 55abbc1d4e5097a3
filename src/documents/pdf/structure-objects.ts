// Tagged PDF (ISO 32000-1, 14.7 and 14.8): the structure elements of one group of pages.

import type { StructureNode } from '../layout/page';
import { ref } from './objects';

export interface StructureInput {
  readonly nodes: readonly StructureNode[];
  /** Object number of node 0; the others follow. */
  readonly first: number;
  /** Object number of the parent of nodes without one. */
  readonly root: number;
  /** Object number of each page, and the node of each of its marked-content ids. */
  readonly pages: readonly { readonly object: number; readonly marked: readonly number[] }[];
  readonly fields: ReadonlyMap<string, PlacedField>;
}

export interface PlacedField {
  readonly object: number;
  readonly page: number;
}

/** The dictionaries of the elements, in order; that they are elements need not be said in them (ISO 32000-1, table 323). */
export function structureObjects({ nodes, first, root, pages, fields }: StructureInput): readonly string[] {
  const kids: string[] = nodes.map(() => '');
  const home: number[] = nodes.map(() => 0);
  nodes.forEach(({ parent }, i) => {
    if (parent !== null) kids[parent] += ` ${ref(first + i)}`;
  });
  for (const { object, marked } of pages) {
    marked.forEach((node, id) => {
      if (home[node] === 0) home[node] = object;
      kids[node] += home[node] === object ? ` ${id}` : ` <</Type/MCR/Pg ${ref(object)}/MCID ${id}>>`;
    });
  }
  return nodes.map(({ tag, parent, scope, field }, i) => {
    const page = home[i] === 0 ? '' : `/Pg ${ref(home[i] ?? 0)}`;
    const attributes = scope === null ? '' : `/A<</O/Table/Scope/${scope}>>`;
    const content = field === null ? `[${kids[i]?.slice(1)}]` : widget(fields.get(field));
    return `<</S/${tag}/P ${ref(parent === null ? root : first + parent)}${page}${attributes}/K${content}>>`;
  });
}

/** A form field stands alone in its element, without an array: so pyHanko recognises where a widget is used. */
export function widget(field: PlacedField | undefined): string {
  if (field === undefined) throw new RangeError('a form element without its field');
  return `<</Type/OBJR/Pg ${ref(field.page)}/Obj ${ref(field.object)}>>`;
}
