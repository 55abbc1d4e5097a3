import type { ShapePlan } from './plan-shape';

export interface FinishedTail {
  readonly tail: Buffer;
  /** Of the whole file, hex. */
  readonly fileSha256: string;
}

/** A whole object: characters of one byte each, or bytes as they are. */
export type OwnPart = string | Buffer;

/** Digits of the file identifier, which is 16 bytes. */
const ID_LENGTH = 32;

/**
 * Own objects, table. The file identifier (ISO 32000-1, 14.4 leaves the method free) is the digest of all bytes before it.
 */
export function assembleTail(
  { table, start, hash: before, holes }: ShapePlan,
  objects: readonly OwnPart[],
): FinishedTail {
  let tableAt = 0;
  for (const object of objects) tableAt += object.length;
  const end = ` ]>>\nstartxref\n${start + tableAt}\n%%EOF\n`;
  const idAt = tableAt + table.length;
  const tail = Buffer.allocUnsafe(idAt + 2 * ID_LENGTH + 5 + end.length);
  table.copy(tail, tableAt);
  let at = 0;
  for (let i = 0; i < objects.length; i += 1) {
    const object = objects[i] ?? '';
    writeOffset(tail, tableAt + (holes[i] ?? 0), start + at);
    if (typeof object === 'string') tail.write(object, at, 'latin1');
    else tail.set(object, at);
    at += object.length;
  }
  const hash = before.copy().update(tail.subarray(0, idAt));
  const id = `<${hash.copy().digest('hex').slice(0, ID_LENGTH)}>`;
  tail.write(`${id} ${id}${end}`, idAt, 'latin1');
  return { tail, fileSha256: hash.update(tail.subarray(idAt)).digest('hex') };
}

/** Over ten zeros. */
function writeOffset(tail: Buffer, at: number, offset: number): void {
  let rest = offset;
  for (let digit = 9; rest > 0; digit -= 1) {
    tail[at + digit] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}
