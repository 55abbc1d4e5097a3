// The sRGB colour space (IEC 61966-2-1) as an ICC profile, version 2.1 (ICC.1:1998-09). Calculated here: PDF/A wants one inside
// every file, and a profile of another maker brings a licence and three thousand bytes.

const HEADER = 128;
const CURVE_STEPS = 256;

/** Primaries and white, adapted to D50, as sRGB profiles state them. */
const WHITE = [0.9642, 1, 0.8249];
const RED = [0.43607, 0.22249, 0.01392];
const GREEN = [0.38515, 0.71687, 0.09708];
const BLUE = [0.14307, 0.06061, 0.7141];

export function srgbProfile(): Buffer {
  const curve = curveTag();
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', descriptionTag('sRGB IEC61966-2.1')],
    ['cprt', Buffer.concat([Buffer.from('text\0\0\0\0'), Buffer.from('No copyright, use freely\0')])],
    ['wtpt', xyzTag(WHITE)],
    ['rXYZ', xyzTag(RED)],
    ['gXYZ', xyzTag(GREEN)],
    ['bXYZ', xyzTag(BLUE)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  const bodies: Buffer[] = [];
  const placed = new Map<Buffer, number>();
  let offset = HEADER + table.length;
  tags.forEach(([signature, body], i) => {
    // The three curves are one.
    if (!placed.has(body)) {
      const padded = Buffer.alloc(Math.ceil(body.length / 4) * 4);
      body.copy(padded);
      placed.set(body, offset);
      bodies.push(padded);
      offset += padded.length;
    }
    table.write(signature, 4 + i * 12, 'latin1');
    table.writeUInt32BE(placed.get(body) ?? 0, 8 + i * 12);
    table.writeUInt32BE(body.length, 12 + i * 12);
  });
  return Buffer.concat([header(offset), table, ...bodies]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x02100000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  [1998, 2, 9, 0, 0, 0].forEach((part, i) => bytes.writeUInt16BE(part, 24 + i * 2));
  bytes.write('acsp', 36, 'latin1');
  WHITE.forEach((value, i) => bytes.writeInt32BE(fixed(value), 68 + i * 4));
  return bytes;
}

/** s15Fixed16Number */
const fixed = (value: number): number => Math.round(value * 0x10000);

function xyzTag(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write('XYZ ', 0, 'latin1');
  values.forEach((value, i) => bytes.writeInt32BE(fixed(value), 8 + i * 4));
  return bytes;
}

function curveTag(): Buffer {
  const bytes = Buffer.alloc(12 + CURVE_STEPS * 2);
  bytes.write('curv', 0, 'latin1');
  bytes.writeUInt32BE(CURVE_STEPS, 8);
  for (let i = 0; i < CURVE_STEPS; i += 1) {
    const value = i / (CURVE_STEPS - 1);
    const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    bytes.writeUInt16BE(Math.round(linear * 0xffff), 12 + i * 2);
  }
  return bytes;
}

/** textDescriptionType: ASCII, no Unicode, and the empty 70 bytes that a Macintosh script code takes. */
function descriptionTag(text: string): Buffer {
  const bytes = Buffer.alloc(12 + text.length + 1 + 8 + 70);
  bytes.write('desc', 0, 'latin1');
  bytes.writeUInt32BE(text.length + 1, 8);
  bytes.write(text, 12, 'latin1');
  return bytes;
}
