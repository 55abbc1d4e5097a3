import type { AgreementText } from '../agreement-text';
import type { Op } from '../layout/page';
import { pageEdges } from '../layout/page-edges';
import type { QrCode } from '../layout/qr-code';
import type { OwnPart } from './assemble-tail';
import { metadataOf } from './metadata';
import { objectText, ref, stream, textString } from './objects';
import { edgesContent, QR, type WordsPiece } from './page-content';
import { PAGE_BOX } from './page-object';
import type { ShapePlan } from './plan-shape';
import { tooltipOf, type FieldOp } from './signature-fields';
import { OWN } from './variant-layout';

/** Where the words of pages and fields come from: of the plan itself, or of another agreement with the same plan. */
export interface Words {
  /** The whole object. */
  readonly texts: (own: WordsPiece, index: number) => OwnPart;
  readonly party: (op: FieldOp, index: number) => string;
}

/** The plan's own objects, in its order. */
export function ownObjects(
  { own, ownNumbers, fonts }: ShapePlan,
  text: Omit<AgreementText, 'sections'>,
  words: Words,
): readonly OwnPart[] {
  const edges = pageEdges(text);
  const { title, producer, pdfDate, xmp } = metadataOf(text);
  return own.map((object, i) => {
    const whole = (body: string): string => objectText(ownNumbers[i] ?? 0, body);
    switch (object.kind) {
      case 'edges':
        return whole(edgesObject(edges, fonts));
      case 'qr':
        return whole(qrImage(edges));
      case 'metadata':
        return whole(stream('/Type/Metadata/Subtype/XML', xmp));
      case 'info':
        return whole(
          `<</Title ${textString(title)}/Producer(${producer})/CreationDate(${pdfDate})/ModDate(${pdfDate})>>`,
        );
      case 'tooltip':
        return whole(tooltipOf({ slot: object.op.slot, party: words.party(object.op, i) }));
      case 'words':
        return words.texts(object, i);
    }
  });
}

function edgesObject(edges: readonly Op[], fonts: number): string {
  const resources = `<</Font ${ref(fonts)}/XObject<</${QR} ${ref(OWN.qr)}>>>>`;
  return stream(`/Type/XObject/Subtype/Form/BBox${PAGE_BOX}/Resources${resources}`, edgesContent(edges));
}

/** A stencil: the dark squares let the colour through. */
function qrImage(edges: readonly Op[]): string {
  const { size, bits }: QrCode = edges.find((op) => op.kind === 'qr')?.code ?? { size: 0, bits: new Uint8Array() };
  const side = `/Width ${size}/Height ${size}`;
  const pixels = Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString('latin1');
  return stream(`/Type/XObject/Subtype/Image${side}/ImageMask true/BitsPerComponent 1/Decode[1 0]`, pixels);
}
