import { create } from 'qrcode';
import { qrCode } from '../../src/documents/layout/qr-code';

/** As another program draws it, made to use the same mode and mask. */
function drawnElsewhere(text: string): { size: number; rows: string[] } {
  const { modules } = create([{ data: Buffer.from(text, 'utf8'), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
    maskPattern: 0,
  });
  const rows = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_unused, column) => modules.get(row, column)).join(''),
  );
  return { size: modules.size, rows };
}

function drawnHere(text: string): { size: number; rows: string[] } {
  const { size, bits } = qrCode(text);
  const stride = bits.length / size;
  const rows = Array.from({ length: size }, (_, row) =>
    [...bits.subarray(row * stride, (row + 1) * stride)]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, size),
  );
  return { size, rows };
}

describe('the QR code', () => {
  test.each(Array.from({ length: 41 }, (_, i) => i * 10 + 2))('of %i bytes is that of another program', (length) => {
    const text = `https://portaal.example/controleren?kenmerk=OVK-2026-000731&code=${'7KQ4-M2XP'.repeat(60)}`;
    expect(drawnHere(text.slice(0, length))).toEqual(drawnElsewhere(text.slice(0, length)));
  });

  test('counts bytes, not letters', () => {
    expect(drawnHere('Fryslân: Łódź')).toEqual(drawnElsewhere('Fryslân: Łódź'));
  });

  test('refuses what does not fit', () => {
    expect(() => qrCode('x'.repeat(413))).toThrow(RangeError);
  });
});
