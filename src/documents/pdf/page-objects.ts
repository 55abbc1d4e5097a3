import type { PDFContext, PDFRef } from 'pdf-lib';
import { ARCHIVE_FIELD, type Layout, type Op } from '../layout/page';
import { PAGE } from '../layout/style';
import { deflated, dictionary, registerStream } from './objects';
import { EDGES, edgesContent, pageContent } from './page-content';
import { registerArchiveField, registerPlace } from './signature-fields';

export interface FieldObject {
  readonly ref: PDFRef;
  readonly page: PDFRef;
  /** Key in the parent tree. */
  readonly structParent: number;
}

export interface PageObjects {
  readonly root: PDFRef;
  readonly pages: readonly PDFRef[];
  readonly fields: ReadonlyMap<string, FieldObject>;
  /** Per page the structure node of each marked-content id. */
  readonly marked: readonly (readonly number[])[];
  /** Everything that is painted, for the file's identifier. */
  readonly painted: readonly string[];
}

type FieldOp = Extract<Op, { readonly kind: 'field' }>;

/** Pages with their contents and widgets. Parent-tree keys: first the pages, then the fields in order. */
export function registerPages(context: PDFContext, layout: Layout, fonts: PDFRef): PageObjects {
  const edgesStream = edgesContent(layout.edges);
  const box = [0, 0, PAGE.width, PAGE.height];
  const form = { Type: 'XObject', Subtype: 'Form', BBox: box, Resources: { Font: fonts } };
  const edges = registerStream(context, deflated(edgesStream), form, 'deflated');
  const resources = context.register(dictionary(context, { Font: fonts, XObject: { [EDGES]: edges } }));
  const root = context.nextRef();
  const fields = new Map<string, FieldObject>();
  const placed = layout.pages.map((page) => ({ page, ref: context.nextRef(), content: pageContent(page) }));
  const addField = (name: string, page: PDFRef, register: (structParent: number) => PDFRef): PDFRef => {
    if (fields.has(name)) throw new RangeError(`two signature fields have the name ${name}`);
    const structParent = placed.length + fields.size;
    const ref = register(structParent);
    fields.set(name, { ref, page, structParent });
    return ref;
  };
  placed.forEach(({ page, ref, content }, i) => {
    const widgets = page.ops
      .filter((op): op is FieldOp => op.kind === 'field')
      .map((op) => addField(op.name, ref, (structParent) => registerPlace(context, op, ref, structParent)));
    if (i === placed.length - 1) {
      widgets.push(addField(ARCHIVE_FIELD, ref, (structParent) => registerArchiveField(context, ref, structParent)));
    }
    context.assign(
      ref,
      dictionary(context, {
        Type: 'Page',
        Parent: root,
        MediaBox: box,
        Resources: resources,
        Contents: registerStream(context, deflated(content.stream), {}, 'deflated'),
        StructParents: i,
        Tabs: 'S',
        Annots: widgets.length === 0 ? null : widgets,
      }),
    );
  });
  const pages = placed.map(({ ref }) => ref);
  context.assign(root, dictionary(context, { Type: 'Pages', Kids: pages, Count: pages.length }));
  const painted = [edgesStream, ...placed.map(({ content }) => content.stream)];
  return { root, pages, fields, marked: placed.map(({ content }) => content.marked), painted };
}
