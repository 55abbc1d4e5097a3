import { createHash } from 'node:crypto';
import { entryText, objectText, ref } from './objects';
import type { PreparedPrefix } from './prepare-prefix';
import { OWN, OWN_COUNT } from './variant-layout';

export interface PrintedShape {
  /** Objects and the cross-references of prefix and shape, as they follow the prefix. */
  readonly bytes: Buffer;
  /** Of those bytes, hex. */
  readonly sha256: string;
  /** Cross-references and trailer of what follows, up to the file identifier; the offset of each own object belongs at its hole. */
  readonly table: Buffer;
  readonly holes: readonly number[];
}

interface Words {
  /** Number of the first object after the shape. */
  readonly firstWords: number;
  /** Of all objects with words of one agreement, in the order in which they stand. */
  readonly ownNumbers: readonly number[];
}

/**
 * The shape ends with the cross-references of everything before: no startxref and no %%EOF, so it is a part of the base
 * revision and no revision itself. The table of the rest leads on to it.
 */
export function printShape(
  { layout, length }: PreparedPrefix,
  bodies: ReadonlyMap<number, string>,
  { firstWords, ownNumbers }: Words,
): PrintedShape {
  const first = OWN_COUNT + 1;
  let text = '';
  let entries = '';
  for (let object = first; object < firstWords; object += 1) {
    const offset = layout.offsets[object - layout.first];
    entries += entryText(offset ?? length + text.length);
    if (offset !== undefined) continue;
    const body = bodies.get(object);
    if (body === undefined) throw new RangeError(`object ${object} of a shape has nothing in it`);
    text += objectText(object, body);
  }
  const root = ref(layout.catalog);
  const table = `xref\n${first} ${firstWords - first}\n${entries}trailer\n<</Size ${firstWords}/Root ${root}>>\n`;
  const bytes = Buffer.from(text + table, 'latin1');
  const size = firstWords + ownNumbers.length - OWN_COUNT;
  const unknown = entryText(0);
  const own = `xref\n0 ${first}\n0000000000 65535 f \n${unknown.repeat(OWN_COUNT)}`;
  const words = `${firstWords} ${size - firstWords}\n`;
  const trailer = `trailer\n<</Size ${size}/Root ${root}/Info ${ref(OWN.info)}/Prev ${length + text.length}/ID [ `;
  const holeOf = (number: number): number =>
    number < first
      ? own.length - (first - number) * unknown.length
      : own.length + words.length + (number - firstWords) * unknown.length;
  return {
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    table: Buffer.from(own + words + unknown.repeat(size - firstWords) + trailer, 'latin1'),
    holes: ownNumbers.map(holeOf),
  };
}
