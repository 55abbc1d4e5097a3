import { OpenFileError } from '../errors';
import { decodeStream } from '../pdf/decode';
import { entry, type PdfDictionary, type PdfValue } from '../pdf/values';
import type { View } from '../pdf/view';

// A remark or mark may be drawn over what was certified: lines and coloured areas, as pens and markers make them. Text, pictures
// and white paint would let it say or hide something ("evil annotations"), whatever it calls itself.

const DRAWING = new Set('q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W*'.split(' '));
const COLOURS = new Set('SC SCN sc scn G g RG rg K k'.split(' '));
const SPACES = new Set(['/DeviceGray', '/DeviceRGB', '/DeviceCMYK']);

/** Whether an annotation draws nothing but marks, by its appearance (12.5.5) and its colours (12.5.6). */
export function drawsOnlyMarks(view: View, annotation: PdfDictionary): boolean {
  const colours = ['C', 'IC'].map((key) => view.resolve(entry(annotation, key)));
  const look = view.resolve(entry(annotation, 'AP'));
  if (colours.some((colour) => colour.kind === 'array' && isWhite(numbersIn(view, colour.items)))) return false;
  if (look.kind === 'null') return true;
  return look.kind === 'dictionary' && [...look.entries.values()].every((each) => isMarks(view, each, 0));
}

const numbersIn = (view: View, items: readonly PdfValue[]): readonly number[] =>
  items.map((item) => view.resolve(item)).map((item) => (item.kind === 'number' ? item.value : 1));

/** A stream, or a dictionary of states with a stream each. */
function isMarks(view: View, value: PdfValue, depth: number): boolean {
  const found = view.resolve(value);
  if (found.kind === 'dictionary')
    return depth === 0 && [...found.entries.values()].every((each) => isMarks(view, each, 1));
  if (found.kind !== 'stream') return false;
  try {
    return isDrawing(decodeStream(found, view.resolve, view.budget).toString('latin1'));
  } catch (error) {
    if (error instanceof OpenFileError && error.type === 'damaged') return false;
    throw error;
  }
}

function isDrawing(content: string): boolean {
  // Nothing here needs a string or a comment.
  if (/[()<>{}%]/.test(content)) return false;
  let operands: string[] = [];
  for (const word of content
    .replace(/[[\]]/g, ' ')
    .replaceAll('/', ' /')
    .split(/[\0\t\n\f\r ]+/)) {
    if (word === '') continue;
    if (/^[-+.\d/]/.test(word)) {
      operands.push(word);
      continue;
    }
    if (!isMark(word, operands)) return false;
    operands = [];
  }
  return true;
}

function isMark(operator: string, operands: readonly string[]): boolean {
  if (operator === 'CS' || operator === 'cs') return operands.every((each) => SPACES.has(each));
  if (!COLOURS.has(operator)) return DRAWING.has(operator);
  const numbers = operands.map(Number);
  return !numbers.some(Number.isNaN) && !isWhite(numbers);
}

const PALE = 0.9;

/** By the number of parts: grey, red-green-blue, or the four inks. */
function isWhite(parts: readonly number[]): boolean {
  if (parts.length === 0) return false;
  return parts.length === 4 ? parts.every((part) => part <= 1 - PALE) : parts.every((part) => part >= PALE);
}
