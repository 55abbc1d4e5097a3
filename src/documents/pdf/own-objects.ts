import type { AgreementText } from '../agreement-text';
import type { Op } from '../layout/page';
import { pageEdges } from '../layout/page-edges';
import type { QrCode } from '../layout/qr-code';
import type { Body } from './assemble-tail';
import { metadataOf } from './metadata';
import { ref, stream, textString } from './objects';
import { edgesContent, QR } from './page-content';
import { PAGE_BOX } from './page-object';
import type { OwnObject, TailPlan } from './plan-tail';
import { placeObject, type FieldOp } from './signature-fields';
import { TAIL } from './variant-layout';

/** Where the words of pages and fields come from: of the plan itself, or of another agreement with the same plan. */
export interface Words {
  readonly page: (own: Extract<OwnObject, { readonly kind: 'page' }>, index: number) => Body;
  readonly field: (own: Extract<OwnObject, { readonly kind: 'field' }>, index: number) => FieldOp;
}

/** The dictionaries and streams of the plan's own objects, in its order. */
export function ownObjects(
  { own, fonts }: TailPlan,
  text: Omit<AgreementText, 'sections'>,
  words: Words,
): readonly Body[] {
  const edges = pageEdges(text);
  const { title, producer, pdfDate, xmp } = metadataOf(text);
  return own.map((object, i) => {
    switch (object.kind) {
      case 'edges':
        return [edgesObject(edges, fonts)];
      case 'qr':
        return [qrImage(edges)];
      case 'metadata':
        return [stream('/Type/Metadata/Subtype/XML', xmp)];
      case 'info':
        return [`<</Title ${textString(title)}/Producer(${producer})/CreationDate(${pdfDate})/ModDate(${pdfDate})>>`];
      case 'field':
        return [placeObject(words.field(object, i), object.y, object.placing)];
      case 'page':
        return streamOf([...words.page(object, i), '\n', object.foot]);
    }
  });
}

function streamOf(parts: Body): Body {
  let length = 0;
  for (const part of parts) length += part.length;
  return [`<</Length ${length}>>\nstream\n`, ...parts, '\nendstream'];
}

function edgesObject(edges: readonly Op[], fonts: number): string {
  const resources = `<</Font ${ref(fonts)}/XObject<</${QR} ${ref(TAIL.qr)}>>>>`;
  return stream(`/Type/XObject/Subtype/Form/BBox${PAGE_BOX}/Resources${resources}`, edgesContent(edges));
}

/** A stencil: the dark squares let the colour through. */
function qrImage(edges: readonly Op[]): string {
  const { size, bits }: QrCode = edges.find((op) => op.kind === 'qr')?.code ?? { size: 0, bits: new Uint8Array() };
  const side = `/Width ${size}/Height ${size}`;
  const pixels = Buffer.from(bits.buffer, bits.byteOffset, bits.length).toString('latin1');
  return stream(`/Type/XObject/Subtype/Image${side}/ImageMask true/BitsPerComponent 1/Decode[1 0]`, pixels);
}
