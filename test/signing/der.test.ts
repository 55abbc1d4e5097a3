import fc from 'fast-check';
import { children, readDer, readInteger, readSmallInteger, readTime } from '../../src/signing/der/read';
import * as der from '../../src/signing/der/write';

describe('DER', () => {
  test('gives back every length of content', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const content = Buffer.alloc(length, 7);
      expect(readDer(der.octetString(content)).content).toEqual(content);
    }
  });

  test('gives back every number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        (number) => readSmallInteger(readDer(der.integer(number))) === number,
      ),
    );
  });

  test('writes integers of any length without superfluous zeros', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (bytes) => {
        const value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
        return BigInt(`0x${readInteger(readDer(der.integer(Buffer.from(bytes)))).toString('hex')}`) === value;
      }),
    );
  });

  test('sorts a SET OF by its encodings', () => {
    const set = der.setOf(der.integer(300), der.integer(2), der.octetString(Buffer.from('a')), der.integer(1));
    expect(children(readDer(set)).map(({ raw }) => raw.toString('hex'))).toEqual([
      '020101',
      '020102',
      '0202012c',
      '040161',
    ]);
  });

  test('writes an arc of a UUID in full', () => {
    // As OpenSSL writes it.
    expect(der.oid('2.25.77824767834801484914124294199049641231').toString('hex')).toBe(
      '061369f58cc0d39b82e287e39b8a85e6d3c49bba0f',
    );
  });

  test.each([
    ['2026-11-24T07:00:00.000Z', 0x17],
    ['2049-12-31T23:59:59.000Z', 0x17],
    ['2050-01-01T00:00:00.000Z', 0x18],
  ])('writes the time %s under tag %i and reads it back', (instant, tag) => {
    expect(readDer(der.time(instant)).tag).toBe(tag);
    expect(readTime(readDer(der.time(instant)))).toBe(instant);
  });

  test.each([
    ['an indefinite length', '30800000'],
    ['a length in a longer form than needed', '04810101'],
    ['a length with a leading zero', '0482008100'],
    ['a length beyond the end', '040561'],
    ['bytes after the element', '050000'],
    ['a high tag number', '1f8101'],
    ['nothing', ''],
    ['half a header', '30'],
  ])('refuses %s', (_, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow('malformed-der');
  });

  test.each([
    ['negative', '0201ff'],
    ['longer than needed', '02020001'],
    ['empty', '0200'],
  ])('refuses an integer that is %s', (_, hex) => {
    expect(() => readInteger(readDer(Buffer.from(hex, 'hex')))).toThrow('malformed-der');
  });

  test.each(['20261324070000Z', '20260231070000Z', '20261124070000', '20261124070000+0100', '2026112407Z'])(
    'refuses the time %s',
    (text) => {
      expect(() => readTime(readDer(der.tlv(0x18, Buffer.from(text))))).toThrow('malformed-der');
    },
  );

  test('never reads past what it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          const { raw } = readDer(Buffer.from(bytes));
          return raw.length === bytes.length;
        } catch (error) {
          return error instanceof Error && error.message.startsWith('malformed-der');
        }
      }),
    );
  });
});
