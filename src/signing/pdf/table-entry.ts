import { digitsBetween, refusePdf } from './letters';

// Entries of a cross-reference table (ISO 32000-2 7.5.4): 20 bytes for each object, of which a base has hundreds.

export const ENTRY = 20;

/** As `readEntry`; faster where the entry is spelled as nearly all are. `words` are those of `bytes`, and hold all of it. */
export function readUsualEntry(bytes: Buffer, words: DataView, at: number): number | null {
  const usual = usualOffset(words, at);
  return usual === UNUSUAL ? readEntry(bytes, at) : usual;
}

const UNUSUAL = -1;

/** The offset of "0000000016 00000 n" and a blank with a line feed, four letters at a time; `UNUSUAL` when it is spelled otherwise. */
function usualOffset(words: DataView, at: number): number {
  const middle = words.getInt32(at + 8);
  if ((middle & 0xffff) !== 0x2030 || words.getInt32(at + 12) !== 0x30303030 || words.getInt32(at + 16) !== 0x206e200a)
    return UNUSUAL;
  const high = fourDigits(words.getInt32(at));
  const low = fourDigits(words.getInt32(at + 4));
  // Two digits more, as if zeros stood before them.
  const last = fourDigits(0x30300000 | (middle >>> 16));
  return high === UNUSUAL || low === UNUSUAL || last === UNUSUAL ? UNUSUAL : (high * 10_000 + low) * 100 + last;
}

function fourDigits(word: number): number {
  const digits = word ^ 0x30303030;
  // Above 9 stand six letters that share the first half of their byte with the digits.
  if (((digits | (digits + 0x06060606)) & 0xf0f0f0f0) !== 0) return UNUSUAL;
  return (digits >>> 24) * 1000 + ((digits >>> 16) & 15) * 100 + ((digits >>> 8) & 15) * 10 + (digits & 15);
}

/** Where "0000000016 00000 n" and a line end of two bytes say that an object stands; null for a free one. Throws `malformed-pdf`. */
export function readEntry(bytes: Buffer, at: number): number | null {
  const kind = bytes[at + 17];
  const ending = ((bytes[at + 18] ?? 0) << 8) | (bytes[at + 19] ?? 0);
  const wellFormed =
    bytes[at + 10] === SPACE &&
    bytes[at + 16] === SPACE &&
    (ending === 0x200a || ending === 0x200d || ending === 0x0d0a) &&
    (kind === IN_USE || kind === FREE);
  const offset = digitsBetween(bytes, at, at + 10);
  const generation = digitsBetween(bytes, at + 11, at + 16);
  if (!wellFormed || offset === null || generation === null || (kind === IN_USE && generation !== 0))
    throw refusePdf('unreadable cross-reference entry', at);
  return kind === IN_USE ? offset : null;
}

const IN_USE = 0x6e;
const FREE = 0x66;
const SPACE = 0x20;
