// Every place is prepared in the base revision: a signing revision adds only a value and an appearance to its field.

import { ARCHIVE_FIELD, type Op } from '../layout/page';
import { PAGE } from '../layout/style';
import { WORDS } from '../words';
import { ref, stream, textString } from './objects';
import { number } from './operators';

/** Print and Locked (ISO 32000-1, table 165); PDF/A forbids Hidden. */
const FLAGS = 4 + 128;

export type FieldOp = Extract<Op, { readonly kind: 'field' }>;

export interface Placing {
  /** Object number. */
  readonly page: number;
  /** Key in the parent tree. */
  readonly structParent: number;
  /** Object numbers of an appearance without content, and of the tooltip, which names the party. */
  readonly appearance: number;
  readonly tooltip: number;
}

/** One object for field and widget: splitting them breaks several validators. Its appearance is empty until it is signed. */
export function placeObject(op: FieldOp, y: number, { page, structParent, appearance, tooltip }: Placing): string {
  const bottom = PAGE.height - y - op.height;
  const corners = [op.x, bottom, op.x + op.width, bottom + op.height];
  return (
    `<</Type/Annot/Subtype/Widget/FT/Sig/T ${textString(op.name)}/TU ${ref(tooltip)}` +
    `/F ${FLAGS}/P ${ref(page)}/Rect[${corners.map(number).join(' ')}]/StructParent ${structParent}/AP<</N ${ref(appearance)}>>>>`
  );
}

export const tooltipOf = ({ slot, party }: Pick<FieldOp, 'slot' | 'party'>): string =>
  textString(WORDS.fieldTooltip(slot, party));

/** With the box that the appearance of a signature will have, digit for digit: EU DSS reports another one as a change. */
export const emptyAppearance = ({ width, height }: FieldOp): string =>
  stream(`/Type/XObject/Subtype/Form/BBox[0 0 ${width} ${height}]/Resources<<>>`, '');

/** The archive time-stamp has nothing to show, so its field has no size and needs no appearance. */
export const archiveFieldObject = (page: number, structParent: number): string =>
  `<</Type/Annot/Subtype/Widget/FT/Sig/T ${textString(ARCHIVE_FIELD)}/TU ${textString(WORDS.archiveTooltip)}` +
  `/F ${FLAGS}/P ${ref(page)}/Rect[0 0 0 0]/StructParent ${structParent}>>`;
