import { LONGEST_GLYPH, writeGlyphs } from '../fonts/shape';
import type { WordsPiece } from './page-content';

let scratch = Buffer.alloc(4096);

/** The stream of an own piece of a page, as a whole object: each text as the array of a TJ operator. */
export function printWords(object: number, { texts, between }: WordsPiece, words: readonly string[]): Buffer {
  let room = 0;
  for (const word of words) room += word.length * LONGEST_GLYPH + BESIDES;
  for (const part of between) room += part.length;
  if (scratch.length < room) scratch = Buffer.alloc(2 * room);
  let at = 0;
  for (let i = 0; i < texts.length; i += 1) {
    const face = texts[i]?.face;
    if (face === undefined) continue;
    scratch[at++] = 0x5b;
    at = writeGlyphs(words[i] ?? '', face, scratch, at);
    at += scratch.write(SHOW, at, 'latin1');
    at += scratch.write(between[i] ?? '', at, 'latin1');
  }
  const head = `${object} 0 obj\n<</Length ${at}>>\nstream\n`;
  const whole = Buffer.allocUnsafe(head.length + at + END.length);
  whole.write(head, 0, 'latin1');
  scratch.copy(whole, head.length, 0, at);
  whole.write(END, head.length + at, 'latin1');
  return whole;
}

const SHOW = ']TJ';
const END = '\nendstream\nendobj\n';

/** Brackets and operator, and what glyphs have around them. */
const BESIDES = 8;
