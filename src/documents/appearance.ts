// What a signature shows in its place: who, in what function, for whom and when. It is the signature's own, in its increment.

import type { Instant } from '../domain/time';
import { plain } from './agreement-text';
import { momentInWords } from './dutch';
import { printable } from './fonts/glyph-set';
import type { FaceName } from './fonts/faces';
import { breakLines } from './layout/break-lines';
import { PLACE } from './layout/place-blocks';
import { plainRich } from './layout/slab';
import { baselineOf, type Color, type Style } from './layout/style';
import { fillColor, roundedRectangle, showText } from './pdf/operators';
import { WORDS } from './words';

export interface AppearanceFacts {
  readonly name: string;
  readonly functionTitle: string;
  /** With its article where it has one: "het college van burgemeester en wethouders van de gemeente Zutphen". */
  readonly onBehalfOf: string;
  /** Printed in Amsterdam time. */
  readonly at: Instant;
}

export interface Appearance {
  /** Content stream operators; their fonts are names in the AcroForm's /DR /Font. */
  readonly content: Buffer;
  /** Points; the size of the field's rectangle. */
  readonly width: number;
  readonly height: number;
}

const INSET = { left: 17, right: 14, top: 12, bottom: 11 };

const style = (face: FaceName, size: number, leading: number, color: Color): Style => ({
  face,
  strongFace: face,
  size,
  leading,
  color,
});

interface Part {
  readonly text: string;
  readonly style: Style;
}

/** @throws UnsupportedCharacterError for a name the fonts lack; refuse such a name before it comes to signing. */
export function appearanceOf(facts: AppearanceFacts): Appearance {
  const { width, height } = PLACE;
  const upper: readonly Part[] = [
    { text: facts.name, style: style('SansSemiBold', 13.25, 17, 'text') },
    { text: facts.functionTitle, style: style('SansRegular', 9.75, 13.8, 'text') },
    { text: WORDS.onBehalfOf(facts.onBehalfOf), style: style('SansRegular', 9.75, 13.8, 'text') },
  ];
  const lower: readonly Part[] = [
    { text: momentInWords(facts.at), style: style('SansSemiBold', 9.25, 13, 'accent') },
    { text: WORDS.stampedSignature, style: style('SansRegular', 9.25, 13, 'quiet') },
  ];
  const lowerHeight = lower.reduce((sum, part) => sum + part.style.leading, 0);
  const room = height - INSET.top - INSET.bottom - lowerHeight - 4;
  const lines = fitted(upper, width - INSET.left - INSET.right, room);
  const drawn: string[] = ['/Artifact BMC', fillColor('signedGround')];
  drawn.push(`${roundedRectangle(0, 0, width, height, { left: 0, right: PLACE.radius - 0.4 })}\nf`, 'EMC');
  let color: Color = 'signedGround';
  const draw = ({ text, style: by }: Part, top: number): void => {
    if (by.color !== color) drawn.push(fillColor((color = by.color)));
    drawn.push(showText(text, by.face, by.size, INSET.left, height - top - baselineOf(by)));
  };
  let top = INSET.top;
  for (const line of lines) {
    draw(line, top);
    top += line.style.leading;
  }
  top = height - INSET.bottom - lowerHeight;
  for (const part of lower) {
    draw(part, top);
    top += part.style.leading;
  }
  return { content: Buffer.from(drawn.join('\n'), 'latin1'), width, height };
}

/** Broken into lines; long names are set smaller, step by step, until everything fits: nothing is ever cut off. */
function fitted(parts: readonly Part[], measure: number, room: number): readonly Part[] {
  for (let scale = 1; ; scale *= 0.94) {
    const lines = parts.flatMap((part): readonly Part[] => {
      const scaled: Style = { ...part.style, size: part.style.size * scale, leading: part.style.leading * scale };
      return breakLines(plainRich(printable(part.text)), scaled, measure).map((line) => ({
        text: plain(line),
        style: scaled,
      }));
    });
    if (lines.reduce((sum, line) => sum + line.style.leading, 0) <= room) return lines;
  }
}
