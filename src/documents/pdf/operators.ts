// Content stream operators (ISO 32000-1, 8 and 9), shared by pages and appearances. y runs up, in points.

import { glyphArray } from '../fonts/shape';
import type { FaceName } from '../fonts/faces';
import { COLORS, type Color } from '../layout/style';
import { remembered } from '../remembered';

/** At most three decimals, never an exponent. Pages have the same numbers again and again, and writing a fraction is slow. */
export const number = remembered((value: number): string => {
  const rounded = Math.round(value * 1000) / 1000;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}, 4096);

const channels = Object.fromEntries(
  Object.entries(COLORS).map(([color, parts]) => [color, parts.map((part) => number(part / 255)).join(' ')]),
);

const fills = Object.fromEntries(Object.entries(channels).map(([color, text]) => [color, `${text} rg`]));

export const fillColor = (color: Color): string => fills[color] ?? '';
export const strokeColor = (color: Color): string => `${channels[color]} RG`;

export const rectangle = (x: number, y: number, width: number, height: number): string =>
  `${number(x)} ${number(y)} ${number(width)} ${number(height)} re`;

export const fontOf = (face: FaceName, size: number): string => `/${face} ${number(size)} Tf`;

export const showText = (text: string, face: FaceName, size: number, x: number, y: number): string =>
  showAt(glyphsShown(glyphArray(text, face)), fontOf(face, size), x, y);

/** `glyphs` as glyphArray writes them. */
export const glyphsShown = (glyphs: string): string => `[${glyphs}]TJ`;

/** Without a font in the one that was set last, for it outlives its text object. */
export const showAt = (shown: string, font: string | null, x: number, y: number): string =>
  `BT ${font === null ? '' : `${font} `}${number(x)} ${number(y)} Td ${shown} ET`;

/** How far a Bézier handle stands from its end for a quarter of a circle. */
const ROUND = 0.5523;

/** A rectangle with round corners, from bottom left; `left` and `right` are the radii of the two sides, 0 for sharp corners. */
export function roundedRectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: { readonly left: number; readonly right: number },
): string {
  const [r, l] = [radius.right, radius.left];
  const [kr, kl] = [r * (1 - ROUND), l * (1 - ROUND)];
  const [right, top] = [x + width, y + height];
  const points = (...values: number[]): string => values.map(number).join(' ');
  const corner = (of: number, ...curve: number[]): readonly string[] => (of === 0 ? [] : [`${points(...curve)} c`]);
  return [
    `${points(x + l, y)} m`,
    `${points(right - r, y)} l`,
    ...corner(r, right - kr, y, right, y + kr, right, y + r),
    `${points(right, top - r)} l`,
    ...corner(r, right, top - kr, right - kr, top, right - r, top),
    `${points(x + l, top)} l`,
    ...corner(l, x + kl, top, x, top - kl, x, top - l),
    ...(l === 0 ? [] : [`${points(x, y + l)} l`]),
    ...corner(l, x, y + kl, x + kl, y, x + l, y),
    'h',
  ].join('\n');
}
