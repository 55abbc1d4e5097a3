// Strip, header and footer: what stands on every page, outside the reading order.

import { plain, type AgreementText } from '../agreement-text';
import { widthOf } from '../fonts/shape';
import { WORDS } from '../words';
import { remembered } from '../remembered';
import { breakLines } from './break-lines';
import type { Op } from './page';
import { qrCode } from './qr-code';
import { plainRich, textAt, textRightAt } from './slab';
import { LEFT, PAGE, QR_SIZE, RIGHT, STYLES, WIDTH } from './style';

const HEADER_BASELINE = 52.5;
const HEADER_RULE = 60;
const FOOTER_RULE = 758.6;
const QR_TOP = 768;
const FOOTER_BASELINE = 777;

type EdgeText = Pick<AgreementText, 'header' | 'footer' | 'demonstration'>;

/** What is the same on every page. */
export const pageEdges = (text: EdgeText): readonly Op[] => [...strip(text), ...header(text), ...footer(text)];

/** 'Bladzijde 3 van 9'; pages count from 1. */
export const pageNumber = (page: number, pages: number): readonly Op[] =>
  textRightAt(WORDS.page(page, pages), { ...STYLES.edgeStrong, color: 'heading' }, RIGHT, FOOTER_BASELINE, null);

const hairline = (y: number): Op => ({ kind: 'fill', color: 'hairline', x: LEFT, y, width: WIDTH, height: 0.6 });

function strip({ demonstration }: EdgeText): readonly Op[] {
  if (demonstration === null) return [];
  const ground: Op = { kind: 'fill', color: 'strip', x: 0, y: 0, width: PAGE.width, height: 24 };
  return [ground, ...textAt(demonstration, STYLES.strip, LEFT, 14.8, null)];
}

/** The parties at the right take at most two lines; the full names are on the page of the parties. */
function header({ header: { left, right } }: EdgeText): readonly Op[] {
  const measure = WIDTH - widthOf(left, STYLES.edgeStrong.face, STYLES.edgeStrong.size) - 24;
  const lines = breakLines(plainRich(right), STYLES.edge, measure).map((line) => plain(line));
  const shown = lines.length <= 2 ? lines : [lines[0] ?? '', shortened(lines[1] ?? '', measure)];
  return [
    ...textAt(left, STYLES.edgeStrong, LEFT, HEADER_BASELINE, null),
    ...shown.flatMap((line, i) =>
      textRightAt(line, STYLES.edge, RIGHT, HEADER_BASELINE - (shown.length - 1 - i) * 10.6, null),
    ),
    hairline(HEADER_RULE),
  ];
}

function shortened(line: string, measure: number): string {
  let kept = line;
  while (kept !== '' && widthOf(`${kept}…`, STYLES.edge.face, STYLES.edge.size) > measure) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

const FOOTER_MEASURE = WIDTH - QR_SIZE - 12 - 100;
const footerLines = remembered(
  (text: string): readonly string[] => breakLines(plainRich(text), STYLES.edge, FOOTER_MEASURE).map(plain),
  64,
);

const rightWidth = remembered((text: string): number => widthOf(text, STYLES.edge.face, STYLES.edge.size), 64);

function footer({ footer: { left, right, link } }: EdgeText): readonly Op[] {
  const x = LEFT + QR_SIZE + 12;
  const lines = left.flatMap(footerLines);
  // A long address makes a fourth line: then the lines stand a little closer.
  const step = Math.min(STYLES.edge.leading, (2 * STYLES.edge.leading) / Math.max(2, lines.length - 1));
  return [
    hairline(FOOTER_RULE),
    { kind: 'qr', code: qrCode(link), x: LEFT, y: QR_TOP, size: QR_SIZE },
    ...lines.flatMap((line, i) => textAt(line, STYLES.edge, x, FOOTER_BASELINE + i * step, null)),
    ...right.flatMap((text, i) =>
      textAt(text, STYLES.edge, RIGHT - rightWidth(text), FOOTER_BASELINE + (i + 1) * STYLES.edge.leading, null),
    ),
  ];
}
