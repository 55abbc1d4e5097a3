import { constants, inflateSync } from 'node:zlib';
import { LARGEST_STREAM, spend, type Budget } from '../budget';
import { damaged, OpenFileError } from '../errors';
import { countOf, dictionaryOf, entry, NO_ENTRIES, type PdfDictionary, type PdfStream, type PdfValue } from './values';

/**
 * The content of a cross-reference or object stream; other streams are never decoded. Only /FlateDecode is used for them.
 * Throws `too-complex` when it becomes too large.
 */
export function decodeStream(stream: PdfStream, resolve: (value: PdfValue) => PdfValue, budget: Budget): Buffer {
  const filters = listOf(resolve(entry(stream.dictionary, 'Filter'))).map(resolve);
  const parameters = listOf(resolve(entry(stream.dictionary, 'DecodeParms'))).map(resolve);
  let bytes = stream.bytes;
  filters.forEach((filter, index) => {
    if (filter.kind !== 'name' || (filter.value !== 'FlateDecode' && filter.value !== 'Fl'))
      throw damaged('cross-references in a filter that is not read');
    bytes = unpredict(inflate(bytes, budget), dictionaryOf(parameters[index]) ?? NO_ENTRIES);
  });
  return bytes;
}

function listOf(value: PdfValue): readonly PdfValue[] {
  if (value.kind === 'null') return [];
  return value.kind === 'array' ? value.items.slice(0, 4) : [value];
}

function inflate(bytes: Buffer, budget: Budget): Buffer {
  const most = Math.min(LARGEST_STREAM, budget.inflated);
  try {
    const inflated = inflateSync(bytes, {
      maxOutputLength: Math.max(1, most),
      // A stream that was cut off gives what there is, as readers do.
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    spend(budget, 'inflated', inflated.length);
    return inflated;
  } catch (error) {
    if (error instanceof OpenFileError) throw error;
    if (error instanceof RangeError) throw new OpenFileError('too-complex', 'a stream inflates to too many bytes');
    throw damaged('a stream cannot be inflated');
  }
}

/** PNG predictors (7.4.4.4), all that cross-reference streams use. */
function unpredict(bytes: Buffer, parameters: PdfDictionary): Buffer {
  const predictor = countOf(entry(parameters, 'Predictor')) ?? 1;
  if (predictor < 2) return bytes;
  const columns = countOf(entry(parameters, 'Columns')) ?? 1;
  const colors = countOf(entry(parameters, 'Colors')) ?? 1;
  const bits = countOf(entry(parameters, 'BitsPerComponent')) ?? 8;
  if (predictor < 10 || bits !== 8 || colors !== 1 || columns < 1 || columns > 64)
    throw damaged('a predictor that is not read');
  const rows = Math.floor(bytes.length / (columns + 1));
  const result = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++) {
    const type = bytes[row * (columns + 1)] ?? 0;
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = column > 0 ? (result[at - 1] ?? 0) : 0;
      const up = row > 0 ? (result[at - columns] ?? 0) : 0;
      const corner = row > 0 && column > 0 ? (result[at - columns - 1] ?? 0) : 0;
      const raw = bytes[row * (columns + 1) + 1 + column] ?? 0;
      result[at] = raw + predicted(type, left, up, corner);
    }
  }
  return result;
}

function predicted(type: number, left: number, up: number, corner: number): number {
  switch (type) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      if (toLeft <= toUp && toLeft <= toCorner) return left;
      return toUp <= toCorner ? up : corner;
    }
    default:
      throw damaged('a predictor that does not exist');
  }
}
