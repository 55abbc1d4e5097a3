import { PAGE } from '../layout/style';
import { ref, refs } from './objects';
import { SHAPE } from './variant-layout';

export const PAGE_BOX = `[0 0 ${PAGE.width} ${PAGE.height}]`;

interface PageInput {
  readonly resources: number;
  /** Object numbers of the content streams, painted in this order. */
  readonly contents: readonly number[];
  /** Key in the parent tree. */
  readonly structParents: number;
  readonly widgets: readonly number[];
}

export const pageObject = ({ resources, contents, structParents, widgets }: PageInput): string =>
  `<</Type/Page/Parent ${ref(SHAPE.pages)}/MediaBox${PAGE_BOX}/Resources ${ref(resources)}/Contents${refs(contents)}` +
  `/StructParents ${structParents}/Tabs/S${widgets.length === 0 ? '' : `/Annots${refs(widgets)}`}>>`;
