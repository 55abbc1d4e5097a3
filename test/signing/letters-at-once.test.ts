import fc from 'fast-check';
import { octetString } from '../../src/signing/der/write';
import { eachEntry } from '../../src/signing/pdf/file';
import { fillingOf } from '../../src/signing/pdf/append';
import { holds, readContents } from '../../src/signing/verify/contents';

// What is read several letters at a time, beside the same letter by letter.

const byte = fc.integer({ min: 0, max: 255 });
/** Letters that mean something there come often. */
const letter = fc.oneof(byte, fc.constantFrom(...Buffer.from('0123456789 nf\r\nabcdefA<>', 'latin1')));
const changed = (bytes: Buffer, at: number, to: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at % copy.length] = to;
  return copy;
};

describe('an entry of a table', () => {
  const ENTRY = /^(\d{10}) (\d{5}) ([nf])(?: \n| \r|\r\n)$/;
  const byLetter = (entry: Buffer): number | null | 'refused' => {
    const [, offset, generation, kind] = ENTRY.exec(entry.toString('latin1')) ?? [];
    if (offset === undefined || (kind === 'n' && generation !== '00000')) return 'refused';
    return kind === 'n' ? Number(offset) : null;
  };
  const atOnce = (entry: Buffer): number | null | 'refused' => {
    let found: number | null | 'refused' = 'refused';
    const bytes = Buffer.concat([Buffer.from('x'), entry, Buffer.from('trailer')]);
    try {
      eachEntry({ bytes }, { subsections: [{ first: 7, count: 1, entriesAt: 1 }] }, (number, offset) => {
        expect(number).toBe(7);
        found = offset;
      });
    } catch {
      return 'refused';
    }
    return found;
  };
  const entry = fc
    .tuple(
      fc.integer({ min: 0, max: 9_999_999_999 }),
      fc.constantFrom('00000 n', '65535 f', '00001 n'),
      fc.constantFrom(' \n', '\r\n', ' \r', '\n\n'),
    )
    .map(([offset, rest, ending]) => Buffer.from(`${String(offset).padStart(10, '0')} ${rest}${ending}`, 'latin1'));

  it('says the same, with any letter changed', () => {
    fc.assert(
      fc.property(entry, fc.nat(19), letter, (written, at, to) => {
        expect(atOnce(written)).toBe(byLetter(written));
        const other = changed(written, at, to);
        expect(atOnce(other)).toBe(byLetter(other));
      }),
      { numRuns: 3000 },
    );
  });

  it('says the same for every letter in every place of the usual one', () => {
    const usual = Buffer.from('0123456789 00000 n \n', 'latin1');
    for (let at = 0; at < usual.length; at++) {
      for (let to = 0; to < 256; to++) {
        const other = changed(usual, at, to);
        expect([at, to, atOnce(other)]).toEqual([at, to, byLetter(other)]);
      }
    }
  });

  it('is refused where the file ends before it', () => {
    const bytes = Buffer.from('0000000016 00000 n ', 'latin1');
    const table = { subsections: [{ first: 0, count: 1, entriesAt: 0 }] };
    expect(() => eachEntry({ bytes }, table, () => undefined)).toThrow('malformed-pdf');
  });
});

describe('what a gap holds', () => {
  const gapped = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(12)).map(([content, zeros]) => {
    const der = octetString(Buffer.from(content));
    const bytes = Buffer.from(`/Contents <${der.toString('hex')}${'00'.repeat(zeros)}> /ByteRange`, 'latin1');
    return { der, bytes, gap: { start: 10, end: 12 + 2 * (der.length + zeros) } };
  });
  const found = (bytes: Buffer, gap: { readonly start: number; readonly end: number }): Buffer | null => {
    try {
      return readContents(bytes, gap);
    } catch {
      return null;
    }
  };

  it('is found by comparing exactly when it is found by reading, with any letter changed', () => {
    fc.assert(
      fc.property(gapped, fc.nat(), letter, ({ der, bytes, gap }, at, to) => {
        expect(holds(bytes, gap, fillingOf(der))).toBe(true);
        expect(found(bytes, gap)).toEqual(der);
        const other = Buffer.concat([
          bytes.subarray(0, gap.start),
          changed(bytes.subarray(gap.start, gap.end), at, to),
          bytes.subarray(gap.end),
        ]);
        expect(holds(other, gap, fillingOf(der))).toBe(found(other, gap)?.equals(der) ?? false);
      }),
      { numRuns: 3000 },
    );
  });

  it('is not found by either with an odd number of zeros, and never when it is no element', () => {
    const der = octetString(Buffer.alloc(4, 1));
    for (const zeros of [1, 3, 5]) {
      const bytes = Buffer.from(`<${der.toString('hex')}${'0'.repeat(zeros)}>`, 'latin1');
      const gap = { start: 0, end: bytes.length };
      expect(holds(bytes, gap, fillingOf(der))).toBe(false);
      expect(found(bytes, gap)).toBe(null);
    }
    const cut = Buffer.from(`<${der.subarray(0, 4).toString('hex')}00>`, 'latin1');
    expect(holds(cut, { start: 0, end: cut.length }, fillingOf(der.subarray(0, 4)))).toBe(false);
    expect(holds(cut, { start: 0, end: cut.length }, fillingOf(Buffer.alloc(0)))).toBe(false);
  });

  it('is not found when the gap is shorter, or holds more than one element', () => {
    const der = octetString(Buffer.alloc(4, 1));
    const bytes = Buffer.from(`<${der.toString('hex')}0000>`, 'latin1');
    const gap = { start: 0, end: bytes.length };
    expect(holds(bytes, gap, fillingOf(der))).toBe(true);
    expect(holds(bytes, gap, fillingOf(Buffer.concat([der, Buffer.alloc(2)])))).toBe(false);
    expect(holds(bytes, gap, fillingOf(Buffer.concat([der, Buffer.alloc(9)])))).toBe(false);
    expect(holds(bytes, { start: 0, end: bytes.length - 4 }, fillingOf(der))).toBe(false);
  });
});
