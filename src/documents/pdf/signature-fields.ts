// Every place is prepared in the base revision: a signing revision adds only a value and an appearance to its field.

import type { PDFContext, PDFRef } from 'pdf-lib';
import { ARCHIVE_FIELD, type Op } from '../layout/page';
import { PAGE } from '../layout/style';
import { WORDS } from '../words';
import { dictionary, registerStream, textString } from './objects';

/** Print and Locked (ISO 32000-1, table 165); PDF/A forbids Hidden. */
const FLAGS = 4 + 128;

type FieldOp = Extract<Op, { readonly kind: 'field' }>;

/** One object for field and widget: splitting them breaks several validators. Its appearance is empty until it is signed. */
export function registerPlace(context: PDFContext, op: FieldOp, page: PDFRef, structParent: number): PDFRef {
  const bottom = PAGE.height - op.y - op.height;
  const empty = registerStream(
    context,
    new Uint8Array(),
    { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, op.width, op.height], Resources: {} },
    'plain',
  );
  return context.register(
    dictionary(context, {
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: textString(op.name),
      TU: textString(WORDS.fieldTooltip(op.slot, op.party)),
      F: FLAGS,
      P: page,
      Rect: [op.x, bottom, op.x + op.width, bottom + op.height].map((value) => Math.round(value * 1000) / 1000),
      StructParent: structParent,
      AP: { N: empty },
    }),
  );
}

/** The archive time-stamp has nothing to show, so its field has no size and needs no appearance. */
export function registerArchiveField(context: PDFContext, page: PDFRef, structParent: number): PDFRef {
  return context.register(
    dictionary(context, {
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: textString(ARCHIVE_FIELD),
      TU: textString(WORDS.archiveTooltip),
      F: FLAGS,
      P: page,
      Rect: [0, 0, 0, 0],
      StructParent: structParent,
    }),
  );
}
