// Measures in points, colours as printed. y runs down from the top of the page.

import type { FaceName } from '../fonts/faces';

export interface Style {
  readonly face: FaceName;
  /** The face of **strong** runs. */
  readonly strongFace: FaceName;
  readonly size: number;
  readonly leading: number;
  readonly color: Color;
}

export const COLORS = {
  text: [0x14, 0x20, 0x2b],
  heading: [0x0d, 0x25, 0x30],
  second: [0x2f, 0x3e, 0x4a],
  quiet: [0x4a, 0x55, 0x68],
  accent: [0x0b, 0x5f, 0x6e],
  hairline: [0xc9, 0xd1, 0xd8],
  frame: [0xb3, 0xbe, 0xc8],
  strip: [0xee, 0xf1, 0xf3],
  stripText: [0x37, 0x44, 0x4f],
  signedGround: [0xf0, 0xf6, 0xf7],
} as const satisfies Record<string, readonly [number, number, number]>;

export type Color = keyof typeof COLORS;

const MM = 72 / 25.4;

export const PAGE = { width: 595.28, height: 841.89 };
export const LEFT = 28 * MM;
export const RIGHT = PAGE.width - LEFT;
/** Numbers hang in a column of 16 mm; the measure of text is 131 mm. */
export const TEXT_LEFT = LEFT + 16 * MM;
export const MEASURE = 131 * MM;
export const WIDTH = RIGHT - LEFT;
export const BODY_TOP = 97.5;
export const BODY_BOTTOM = 744;
export const QR_SIZE = 14 * MM;

const serif = { face: 'SerifRegular', strongFace: 'SerifSemiBold' } as const;
const sans = { face: 'SansRegular', strongFace: 'SansSemiBold' } as const;
const semi = { face: 'SansSemiBold', strongFace: 'SansSemiBold' } as const;
const bold = { face: 'SansBold', strongFace: 'SansBold' } as const;

export const STYLES = {
  kicker: { ...semi, size: 9.75, leading: 14, color: 'accent' },
  title: { ...bold, size: 25, leading: 30, color: 'heading' },
  state: { ...sans, size: 11.5, leading: 16, color: 'quiet' },
  heading: { ...bold, size: 13.5, leading: 18, color: 'heading' },
  headingNumber: { ...bold, size: 13.5, leading: 18, color: 'accent' },
  smallHeading: { ...bold, size: 10.5, leading: 15, color: 'heading' },
  label: { ...sans, size: 8.5, leading: 12, color: 'quiet' },
  detail: { ...semi, size: 10.5, leading: 14, color: 'heading' },
  partyName: { face: 'SerifSemiBold', strongFace: 'SerifSemiBold', size: 13, leading: 16, color: 'heading' },
  fieldLabel: { ...sans, size: 9.5, leading: 13.5, color: 'quiet' },
  fieldValue: { ...sans, size: 9.5, leading: 13.5, color: 'text' },
  text: { ...serif, size: 10.5, leading: 15, color: 'text' },
  small: { ...serif, size: 10, leading: 13.6, color: 'text' },
  clauseNumber: { ...sans, size: 9.5, leading: 15, color: 'quiet' },
  column: { ...semi, size: 9, leading: 13, color: 'quiet' },
  cell: { ...sans, size: 9.75, leading: 14, color: 'text' },
  rowHead: { ...semi, size: 9.75, leading: 14, color: 'heading' },
  note: { ...sans, size: 9, leading: 13, color: 'quiet' },
  placeLabel: { ...sans, size: 8.5, leading: 12, color: 'quiet' },
  placeRole: { ...bold, size: 11, leading: 14.5, color: 'heading' },
  placeParty: { ...sans, size: 9.25, leading: 12.4, color: 'quiet' },
  edge: { ...sans, size: 8.5, leading: 12.6, color: 'quiet' },
  edgeStrong: { ...semi, size: 8.5, leading: 12.6, color: 'second' },
  strip: { ...sans, size: 8.5, leading: 12, color: 'stripText' },
} as const satisfies Record<string, Style>;

/** From the top of a line to its baseline: the middle of the leading lies at a third of the size above the baseline. */
export const baselineOf = (style: Pick<Style, 'size' | 'leading'>): number => style.leading / 2 + style.size * 0.33;
