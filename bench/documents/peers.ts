// The same pages by the libraries that others use. They get every line, rule and frame at its place, so that all draw the same;
// breaking lines and pages, tags and PDF/A, which ours makes too, are not asked of them.

import { PDFDocument, rgb } from 'pdf-lib';
import fontkit from '@pdf-lib/fontkit';
import PdfKit from 'pdfkit';
import { toBuffer } from 'qrcode';
import { composeAgreement, layOut, type Template } from '../../src/documents';
import { face, FACE_NAMES, type FaceName } from '../../src/documents/fonts/faces';
import type { Op } from '../../src/documents/layout/page';
import { COLORS, PAGE, type Color } from '../../src/documents/layout/style';
import type { Contender } from '../measure';
import { factsOf } from './facts';

/** What a peer is given: the ops of each page, edges among them, and what the QR code holds. */
interface Drawing {
  readonly pages: readonly (readonly Op[])[];
  readonly link: string;
}

/** So many that a peer never draws one twice in a round; laid out before the clock runs. */
const DRAWINGS = 24;

const drawQr = (link: string): Promise<Buffer> =>
  toBuffer(link, { errorCorrectionLevel: 'M', maskPattern: 0, margin: 0, scale: 1 });

export async function peers(template: Template, count: number): Promise<readonly Contender[]> {
  const drawings = Array.from({ length: DRAWINGS }, (_, i): Drawing => {
    const text = composeAgreement(template, factsOf(i));
    const { edges, pages } = layOut(text);
    return { pages: pages.map(({ ops }) => [...edges, ...ops]), link: text.footer.link };
  });
  const fonts = new Map(FACE_NAMES.map((name) => [name, face(name).source]));
  const drawing = (i: number): Drawing => drawings[i % DRAWINGS] ?? { pages: [], link: '' };
  const libpdf = await libpdfPeer(fonts);
  return [
    // A round of each lasts about a second, so that every one's garbage is collected in its own time.
    { name: 'pdf-lib', count: Math.ceil(count / 8), make: (i) => byPdfLib(drawing(i), fonts) },
    { name: 'pdfkit', count: Math.ceil(count / 8), make: (i) => byPdfKit(drawing(i), fonts) },
    { name: '@libpdf/core', count, make: (i) => libpdf(drawing(i)) },
  ];
}

type Fonts = ReadonlyMap<FaceName, Buffer>;
const channels = (color: Color): [number, number, number] => {
  const [r, g, b] = COLORS[color];
  return [r / 255, g / 255, b / 255];
};

async function byPdfLib({ pages, link }: Drawing, fonts: Fonts): Promise<number> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const features = { liga: false, calt: false, clig: false, dlig: false };
  const embedded = new Map<FaceName, Awaited<ReturnType<typeof document.embedFont>>>();
  for (const [name, bytes] of fonts) embedded.set(name, await document.embedFont(bytes, { subset: true, features }));
  const qr = await document.embedPng(await drawQr(link));
  for (const ops of pages) {
    const page = document.addPage([PAGE.width, PAGE.height]);
    for (const op of ops) {
      const y = PAGE.height - op.y;
      if (op.kind === 'text') {
        const font = embedded.get(op.face);
        if (font === undefined) throw new Error(`no font ${op.face}`);
        page.drawText(op.text, { x: op.x, y, size: op.size, font, color: rgb(...channels(op.color)) });
      } else if (op.kind === 'fill') {
        const { x, width, height, color } = op;
        page.drawRectangle({ x, y: y - height, width, height, color: rgb(...channels(color)) });
      } else if (op.kind === 'frame') {
        const { x, width, height } = op;
        page.drawRectangle({
          x,
          y: y - height,
          width,
          height,
          borderWidth: 0.8,
          borderColor: rgb(...channels('frame')),
        });
      } else if (op.kind === 'qr') {
        page.drawImage(qr, { x: op.x, y: y - op.size, width: op.size, height: op.size });
      }
    }
  }
  return (await document.save({ useObjectStreams: false })).length;
}

async function byPdfKit({ pages, link }: Drawing, fonts: Fonts): Promise<number> {
  // Under one name, here its data address, it is embedded once and not for each page.
  const dataUri = `data:image/png;base64,${(await drawQr(link)).toString('base64')}`;
  const document = new PdfKit({ size: [PAGE.width, PAGE.height], margin: 0, autoFirstPage: false });
  let bytes = 0;
  document.on('data', (chunk: Buffer) => (bytes += chunk.length));
  const done = new Promise<void>((resolve) => document.on('end', resolve));
  for (const [name, source] of fonts) document.registerFont(name, source);
  const color = (name: Color): [number, number, number] => [...COLORS[name]];
  for (const ops of pages) {
    document.addPage();
    for (const op of ops) {
      if (op.kind === 'text') {
        document.font(op.face).fontSize(op.size).fillColor(color(op.color));
        document.text(op.text, op.x, op.y, { lineBreak: false, baseline: 'alphabetic', features: [] });
      } else if (op.kind === 'fill') {
        document.rect(op.x, op.y, op.width, op.height).fill(color(op.color));
      } else if (op.kind === 'frame') {
        document.roundedRect(op.x, op.y, op.width, op.height, op.radius).lineWidth(0.8).stroke(color('frame'));
      } else if (op.kind === 'qr') document.image(dataUri, op.x, op.y, { width: op.size });
    }
  }
  document.end();
  await done;
  return bytes;
}

async function libpdfPeer(fonts: Fonts): Promise<(drawing: Drawing) => Promise<number>> {
  const { PDF, rgb: rgbOf } = await import('@libpdf/core');
  return async ({ pages, link }) => {
    const document = PDF.create();
    const embedded = new Map([...fonts].map(([name, bytes]) => [name, document.embedFont(bytes)]));
    const qr = document.embedImage(await drawQr(link));
    for (const ops of pages) {
      const page = document.addPage({ width: PAGE.width, height: PAGE.height });
      for (const op of ops) {
        const y = PAGE.height - op.y;
        if (op.kind === 'text') {
          const font = embedded.get(op.face);
          if (font === undefined) throw new Error(`no font ${op.face}`);
          page.drawText(op.text, { x: op.x, y, size: op.size, font, color: rgbOf(...channels(op.color)) });
        } else if (op.kind === 'fill') {
          const { x, width, height, color } = op;
          page.drawRectangle({ x, y: y - height, width, height, color: rgbOf(...channels(color)) });
        } else if (op.kind === 'frame') {
          const { x, width, height } = op;
          page.drawRectangle({
            x,
            y: y - height,
            width,
            height,
            borderWidth: 0.8,
            borderColor: rgbOf(...channels('frame')),
          });
        } else if (op.kind === 'qr') {
          page.drawImage(qr, { x: op.x, y: y - op.size, width: op.size, height: op.size });
        }
      }
    }
    return (await document.save({ subsetFonts: true })).length;
  };
}
