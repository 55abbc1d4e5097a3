import { LONGEST_GLYPH, writeGlyphs } from '../fonts/shape';
import { SHOW, type WordsPiece } from './page-content';

/** For what stands before the stream. */
const HEAD_ROOM = 64;
const END = `${SHOW}\nendstream\nendobj\n`;

let scratch = Buffer.alloc(4096);

/** The stream of an own piece of a page, as a whole object: each text as the array of a TJ operator. */
export function printWords(object: number, { texts, between }: WordsPiece, words: readonly string[]): Buffer {
  let room = HEAD_ROOM + END.length + 1;
  for (let i = 0; i < texts.length; i += 1)
    room += (words[i]?.length ?? 0) * LONGEST_GLYPH + 2 + (between[i]?.length ?? 0);
  if (scratch.length < room) scratch = Buffer.alloc(2 * room);
  scratch[HEAD_ROOM] = 0x5b;
  let at = HEAD_ROOM + 1;
  for (let i = 0; i < texts.length; i += 1) {
    const face = texts[i]?.face;
    if (face !== undefined) at = writeGlyphs(words[i] ?? '', face, scratch, at);
    at = write(between[i] ?? END, at);
  }
  const length = at - HEAD_ROOM - (END.length - SHOW.length);
  const head = `${object} 0 obj\n<</Length ${length}>>\nstream\n`;
  write(head, HEAD_ROOM - head.length);
  return Buffer.from(scratch.subarray(HEAD_ROOM - head.length, at));
}

/** A few letters of one byte each are written faster one by one; gives where they end. */
function write(letters: string, from: number): number {
  for (let i = 0; i < letters.length; i += 1) scratch[from + i] = letters.charCodeAt(i);
  return from + letters.length;
}
