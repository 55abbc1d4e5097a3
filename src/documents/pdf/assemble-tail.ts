import type { TailPlan } from './plan-tail';

export interface FinishedTail {
  readonly tail: Buffer;
  /** Of the whole file, hex. */
  readonly fileSha256: string;
}

/** Digits of the file identifier, which is 16 bytes. */
const ID_LENGTH = 32;

/**
 * Settled objects, own objects, tables. The file identifier (ISO 32000-1, 14.4 leaves the method free) is the digest of all
 * bytes before it.
 */
export function assembleTail(plan: TailPlan, bodies: readonly string[]): FinishedTail {
  const { settled, table, start, ownNumbers, holes } = plan;
  let own = '';
  const offsets: number[] = [];
  bodies.forEach((body, i) => {
    offsets.push(start + own.length);
    own += `${ownNumbers[i] ?? 0} 0 obj\n${body}\nendobj\n`;
  });
  const end = ` ]>>\nstartxref\n${start + own.length}\n%%EOF\n`;
  const tableAt = settled.length + own.length;
  const idAt = tableAt + table.length;
  const tail = Buffer.allocUnsafe(idAt + 2 * ID_LENGTH + 5 + end.length);
  settled.copy(tail);
  tail.write(own, settled.length, 'latin1');
  table.copy(tail, tableAt);
  offsets.forEach((offset, i) => writeOffset(tail, tableAt + (holes[i] ?? 0), offset));
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
