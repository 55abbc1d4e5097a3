import { readFirst } from '../der/read';
import type { Filling } from '../pdf/append';
import { readValue, type Span } from '../pdf/syntax';

// What stands in the gap of a signature: DER, then zeros only, in lower-case digits. One way to write each signature, so that no
// byte in the gap is free.

/** The DER in the gap; null when anything is written otherwise. Throws `malformed-pdf` when the gap holds no digits. */
export function readContents(bytes: Buffer, gap: Span): Buffer | null {
  const contents = readValue(bytes, gap.start);
  if (contents.kind !== 'string' || contents.end !== gap.end || hasCapitals(bytes, gap)) return null;
  try {
    const { end, raw } = readFirst(contents.bytes);
    for (let at = end; at < contents.bytes.length; at++) if (contents.bytes[at] !== 0) return null;
    return raw;
  } catch {
    return null;
  }
}

/** Whether `readContents` would find this very DER: its digits are compared instead of read. */
export function holds(bytes: Buffer, gap: Span, { der, digits }: Filling): boolean {
  const digitsEnd = gap.start + 1 + digits.length;
  if (bytes[gap.start] !== 0x3c || bytes[gap.end - 1] !== 0x3e) return false;
  if (digitsEnd >= gap.end || (gap.end - gap.start) % 2 !== 0) return false;
  for (let at = digitsEnd; at < gap.end - 1; at++) if (bytes[at] !== ZERO) return false;
  return bytes.toString('latin1', gap.start + 1, digitsEnd) === digits && isOneElement(der);
}

function isOneElement(der: Buffer): boolean {
  try {
    return readFirst(der).end === der.length;
  } catch {
    return false;
  }
}

const ZERO = 0x30;

/** Letters of digits may be capitals or small; ours are small. */
function hasCapitals(bytes: Buffer, { start, end }: Span): boolean {
  const digits = bytes.subarray(start + 1, end - 1);
  return CAPITALS.some((letter) => digits.includes(letter));
}

const CAPITALS = [...Buffer.from('ABCDEF', 'latin1')];
