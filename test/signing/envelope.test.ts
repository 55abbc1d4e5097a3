import { openSecret, sealSecret } from '../../src/signing/envelope';

const secret = Buffer.from('de sleutel van de uitgever');
const passphrase = 'een lange wachtzin van het portaal';
const sealed = sealSecret(secret, passphrase);

describe('the envelope around a secret', () => {
  test('opens with its passphrase', () => {
    expect(openSecret(sealed, passphrase)).toEqual(secret);
  });

  test('stays closed for another passphrase', () => {
    expect(() => openSecret(sealed, `${passphrase}.`)).toThrow('envelope-damaged-or-wrong-passphrase');
  });

  test('is never the same twice, unless salt and iv are given', () => {
    expect(sealSecret(secret, passphrase)).not.toEqual(sealed);
    const fixed = { salt: Buffer.alloc(16, 1), iv: Buffer.alloc(12, 2) };
    expect(sealSecret(secret, passphrase, fixed)).toEqual(sealSecret(secret, passphrase, fixed));
  });

  test.each([1, 17, 29, 45, -1])('notices a changed byte at %i', (at) => {
    const damaged = Buffer.from(sealed);
    const index = at < 0 ? damaged.length + at : at;
    damaged.writeUInt8(damaged.readUInt8(index) ^ 1, index);
    expect(() => openSecret(damaged, passphrase)).toThrow('envelope-damaged-or-wrong-passphrase');
  });

  test.each([0, 10, 44, 45])('notices that it was cut off after %i bytes', (length) => {
    expect(() => openSecret(sealed.subarray(0, length), passphrase)).toThrow(/^envelope-/);
  });

  test('refuses a version that it does not know', () => {
    expect(() => openSecret(Buffer.concat([Buffer.from([2]), sealed.subarray(1)]), passphrase)).toThrow(
      'envelope-unknown-version',
    );
  });

  test('holds nothing of the secret in clear', () => {
    expect(sealed.includes(secret.subarray(0, 6))).toBe(false);
  });
});
