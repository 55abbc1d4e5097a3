import type { TailPlan } from './plan-tail';

export interface FinishedTail {
  readonly tail: Buffer;
  /** Of the whole file, hex. */
  readonly fileSha256: string;
}

/** What stands in an object, in parts: characters of one byte each, or bytes as they are. */
export type Body = readonly (string | Buffer)[];

const OBJECT_END = '\nendobj\n';

/** Digits of the file identifier, which is 16 bytes. */
const ID_LENGTH = 32;

/**
 * Settled objects, own objects, tables. The file identifier (ISO 32000-1, 14.4 leaves the method free) is the digest of all
 * bytes before it.
 */
export function assembleTail(plan: TailPlan, bodies: readonly Body[]): FinishedTail {
  const { settled, table, start, ownNumbers, holes } = plan;
  let length = settled.length;
  const heads = bodies.map((body, i) => {
    const head = `${ownNumbers[i] ?? 0} 0 obj\n`;
    length += head.length + OBJECT_END.length;
    for (const part of body) length += part.length;
    return head;
  });
  const end = ` ]>>\nstartxref\n${start + length - settled.length}\n%%EOF\n`;
  const tableAt = length;
  const idAt = tableAt + table.length;
  const tail = Buffer.allocUnsafe(idAt + 2 * ID_LENGTH + 5 + end.length);
  settled.copy(tail);
  table.copy(tail, tableAt);
  let at = settled.length;
  const put = (part: string | Buffer): void => {
    if (typeof part === 'string') tail.write(part, at, 'latin1');
    else tail.set(part, at);
    at += part.length;
  };
  bodies.forEach((body, i) => {
    writeOffset(tail, tableAt + (holes[i] ?? 0), start + at - settled.length);
    put(heads[i] ?? '');
    for (const part of body) put(part);
    put(OBJECT_END);
  });
  const hash = plan.hash.copy().update(tail.subarray(settled.length, idAt));
  const id = `<${hash.copy().digest('hex').slice(0, ID_LENGTH)}>`;
  tail.write(`${id} ${id}${end}`, idAt, 'latin1');
  return { tail, fileSha256: hash.update(tail.subarray(idAt)).digest('hex') };
}

/** Ten digits. */
function writeOffset(tail: Buffer, at: number, offset: number): void {
  let rest = offset;
  for (let digit = 9; digit >= 0; digit -= 1) {
    tail[at + digit] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}
