// QR code (ISO/IEC 18004) in byte mode at level M with mask 0. Readers accept every mask; trying all eight for the prettiest
// costs twenty times as much as the code itself, and a fixed one is one thing less that a later version can decide otherwise.

export interface QrCode {
  /** Modules on a side. */
  readonly size: number;
  /** Rows from the top, each padded to whole bytes, highest bit left; 1 is dark. */
  readonly bits: Uint8Array;
}

/** ISO/IEC 18004 table 9 for level M: all codewords, blocks, error correction codewords in each; table E.1: alignment. */
const VERSIONS: readonly (readonly [number, number, number, readonly number[]])[] = [
  [26, 1, 10, []],
  [44, 1, 16, [6, 18]],
  [70, 1, 26, [6, 22]],
  [100, 2, 18, [6, 26]],
  [134, 2, 24, [6, 30]],
  [172, 4, 16, [6, 34]],
  [196, 4, 18, [6, 22, 38]],
  [242, 4, 22, [6, 24, 42]],
  [292, 5, 22, [6, 26, 46]],
  [346, 5, 26, [6, 28, 50]],
  [404, 5, 30, [6, 30, 54]],
  [466, 8, 22, [6, 32, 58]],
  [532, 9, 22, [6, 34, 62]],
  [581, 9, 24, [6, 26, 46, 66]],
  [655, 10, 24, [6, 26, 48, 70]],
];

/** Format information of level M and mask 0, with its own error correction (table C.1). */
const FORMAT = 0b101010000010010;

/** What all codes of one version share. */
interface Ground {
  readonly version: number;
  readonly size: number;
  readonly codewords: number;
  readonly blocks: number;
  readonly corrections: number;
  /** Fixed patterns, and the mask where data comes. */
  readonly bits: Uint8Array;
  /** Bit index in `bits` of each bit of data. */
  readonly places: Uint16Array;
  /** For each byte its product with each coefficient of the generator after the first. */
  readonly products: Uint8Array;
}

const grounds = new Map<number, Ground>();

/** @throws RangeError for a text of more than 412 bytes */
export function qrCode(text: string): QrCode {
  const bytes = Buffer.from(text, 'utf8');
  const ground = groundFor(bytes.length);
  const message = withCorrections(codewordsOf(bytes, ground), ground);
  const bits = ground.bits.slice();
  const { places } = ground;
  for (let i = 0; i < message.length; i += 1) {
    const word = message[i] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) {
      if ((word & (0x80 >> bit)) === 0) continue;
      const place = places[8 * i + bit] ?? 0;
      bits[place >> 3] = (bits[place >> 3] ?? 0) ^ (0x80 >> (place & 7));
    }
  }
  return { size: ground.size, bits };
}

function groundFor(length: number): Ground {
  const index = VERSIONS.findIndex(
    ([all, blocks, corrections], i) => length + (i < 9 ? 2 : 3) <= all - blocks * corrections,
  );
  if (index < 0) throw new RangeError(`a QR code of ${length} bytes is too large for the page`);
  const known = grounds.get(index + 1);
  if (known !== undefined) return known;
  const fresh = makeGround(index + 1);
  grounds.set(index + 1, fresh);
  return fresh;
}

/** Mode (0100), length, bytes, terminator and padding (7.4). */
function codewordsOf(bytes: Buffer, { version, codewords, blocks, corrections }: Ground): Uint8Array {
  const words = new Uint8Array(codewords - blocks * corrections);
  let at = 0;
  let carry = 0x4;
  const push = (byte: number): void => {
    words[at] = (carry << 4) | (byte >> 4);
    carry = byte & 0xf;
    at += 1;
  };
  if (version > 9) push(bytes.length >> 8);
  push(bytes.length & 0xff);
  for (const byte of bytes) push(byte);
  push(0);
  for (let pad = 0xec; at < words.length; pad ^= 0xec ^ 0x11) {
    words[at] = pad;
    at += 1;
  }
  return words;
}

const EXP = new Uint8Array(510);
const LOG = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i += 1) {
  EXP[i] = value;
  EXP[i + 255] = value;
  LOG[value] = i;
  value = value < 128 ? value * 2 : (value * 2) ^ 0x11d;
}
const product = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0));

/** Reed-Solomon over each block, then data and corrections of all blocks in turn (7.5, 7.6). */
function withCorrections(words: Uint8Array, { codewords, blocks, corrections, products }: Ground): Uint8Array {
  const message = new Uint8Array(codewords);
  const short = Math.floor(words.length / blocks);
  const longFrom = blocks - (words.length % blocks);
  // One place more, always 0.
  const rest = new Uint8Array(corrections + 1);
  let from = 0;
  for (let block = 0; block < blocks; block += 1) {
    const length = block < longFrom ? short : short + 1;
    rest.fill(0);
    for (let i = 0; i < length; i += 1) {
      const word = words[from + i] ?? 0;
      // The remainder moves up one place in the same pass.
      const row = (word ^ (rest[0] ?? 0)) * corrections;
      for (let k = 0; k < corrections; k += 1) rest[k] = (rest[k + 1] ?? 0) ^ (products[row + k] ?? 0);
      // Only long blocks have a last word; they stand after the short ones.
      message[i < short ? i * blocks + block : short * blocks + block - longFrom] = word;
    }
    for (let k = 0; k < corrections; k += 1) message[words.length + k * blocks + block] = rest[k] ?? 0;
    from += length;
  }
  return message;
}

/** The generator is (x - 1)(x - 2)(x - 4)... */
function generatorProducts(corrections: number): Uint8Array {
  let coefficients = [1];
  for (let i = 0; i < corrections; i += 1) {
    const grown = [...coefficients, 0];
    coefficients.forEach((value, k) => {
      grown[k + 1] = (grown[k + 1] ?? 0) ^ product(value, EXP[i] ?? 0);
    });
    coefficients = grown;
  }
  const [, ...rest] = coefficients;
  return Uint8Array.from(Array.from({ length: 256 }, (_, byte) => rest.map((value) => product(byte, value))).flat());
}

function makeGround(version: number): Ground {
  const [codewords, blocks, corrections, alignment] = VERSIONS[version - 1] ?? [0, 1, 0, []];
  const size = 17 + 4 * version;
  const stride = Math.ceil(size / 8) * 8;
  const bits = new Uint8Array((stride / 8) * size);
  const taken = new Uint8Array(size * size);
  const set = (row: number, column: number, dark: boolean): void => {
    if (row < 0 || column < 0 || row >= size || column >= size) return;
    taken[row * size + column] = 1;
    const at = row * stride + column;
    const bit = 0x80 >> (at & 7);
    bits[at >> 3] = dark ? (bits[at >> 3] ?? 0) | bit : (bits[at >> 3] ?? 0) & ~bit;
  };
  /** Rings around a centre; light where the distance is in `light`. */
  const rings = (row: number, column: number, reach: number, light: readonly number[]): void => {
    for (let r = -reach; r <= reach; r += 1) {
      for (let c = -reach; c <= reach; c += 1) {
        set(row + r, column + c, !light.includes(Math.max(Math.abs(r), Math.abs(c))));
      }
    }
  };
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const last = alignment.at(-1) ?? 0;
  for (const row of alignment) {
    for (const column of alignment) {
      const underFinder = (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
      if (!underFinder) rings(row, column, 2, [1]);
    }
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const) {
    rings(row, column, 4, [2, 4]);
  }
  for (let i = 0; i < 15; i += 1) {
    const dark = ((FORMAT >> i) & 1) === 1;
    set(i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, dark);
    set(8, i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, dark);
  }
  set(size - 8, 8, true);
  if (version > 6) {
    const information = versionInformation(version);
    for (let i = 0; i < 18; i += 1) {
      const dark = ((information >> i) & 1) === 1;
      set(Math.floor(i / 3), size - 11 + (i % 3), dark);
      set(size - 11 + (i % 3), Math.floor(i / 3), dark);
    }
  }
  const places: number[] = [];
  const flip = (at: number): void => {
    bits[at >> 3] = (bits[at >> 3] ?? 0) ^ (0x80 >> (at & 7));
  };
  const free = (row: number, column: number): void => {
    if (taken[row * size + column] === 1) return;
    if ((row + column) % 2 === 0) flip(row * stride + column);
    places.push(row * stride + column);
  };
  // Up and down in columns of two from the right, over the vertical timing pattern (7.7.3).
  let upward = true;
  for (let column = size - 1; column > 0; column -= column === 8 ? 3 : 2) {
    for (let i = 0; i < size; i += 1) {
      const row = upward ? size - 1 - i : i;
      free(row, column);
      free(row, column - 1);
    }
    upward = !upward;
  }
  return {
    version,
    size,
    codewords,
    blocks,
    corrections,
    bits,
    places: Uint16Array.from(places),
    products: generatorProducts(corrections),
  };
}

/** The version with its BCH (18,6) check bits (annex D). */
function versionInformation(version: number): number {
  let rest = version << 12;
  for (let bit = 17; bit >= 12; bit -= 1) if (((rest >> bit) & 1) === 1) rest ^= 0x1f25 << (bit - 12);
  return (version << 12) | rest;
}
