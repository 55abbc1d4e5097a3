import { knowPrefix } from '../../src/signing/known-file';
import { entriesWithout } from '../../src/signing/pdf/append';
import { readFields } from '../../src/signing/pdf/form';
import { readValue, textOf, type PdfValue } from '../../src/signing/pdf/syntax';
import { basePdf } from '../support/base-pdf';

const read = (text: string): PdfValue => readValue(Buffer.from(text, 'latin1'), 0);
const many = (count: number): string => Array.from({ length: count }, (_, i) => `/Key${i} ${i}`).join(' ');

describe('a dictionary', () => {
  test.each([1, 31, 32, 33, 100])('of %i keys finds each of them, and no other', (count) => {
    const value = read(`<< ${many(count)} >>`);
    if (value.kind !== 'dictionary') throw new Error('no dictionary');
    expect(value.entries.keys).toHaveLength(count);
    for (let i = 0; i < count; i++) expect(value.entries.get(`Key${i}`)).toMatchObject({ kind: 'number', value: i });
    expect(value.entries.get(`Key${count}`)).toBeUndefined();
    expect(value.entries.has('Key')).toBe(false);
  });

  test.each([1, 31, 32, 33, 100])('of %i keys is refused when one stands twice, however it is written', (count) => {
    expect(() => read(`<< ${many(count)} /Key0 7 >>`)).toThrow('stands twice');
    expect(() => read(`<< ${many(count)} /K#65y0 7 >>`)).toThrow('stands twice');
  });

  test.each([
    ['<< /A 1', 'not closed'],
    ['<< /A << /B 1 >', 'not closed'],
    ['<< /A (not closed >>', 'not closed'],
    ['<< /A (\\101) >>', 'escape'],
    ['<< /A <41 >', 'not closed'],
    ['<< /A [1 2 >>', 'expected a value'],
    ['<< /A >>', 'expected a value'],
    ['<< 1 /A >>', 'not closed'],
    [`<< /A ${'['.repeat(80)}${']'.repeat(80)} >>`, 'too deeply'],
    [`${'<< /A '.repeat(80)}1${' >>'.repeat(80)}`, 'too deeply'],
  ])('is refused when its values do not end: %s', (text, why) => {
    expect(() => read(text)).toThrow(why);
  });

  test('gives a value only when it can be read', () => {
    const value = read('<< /Right 1 /Wrong <4x> /Twice << /A 1 /A 2 >> >>');
    if (value.kind !== 'dictionary') throw new Error('no dictionary');
    expect(value.entries.get('Right')).toMatchObject({ value: 1 });
    expect(() => value.entries.get('Wrong')).toThrow('hex string');
    expect(() => value.entries.get('Twice')).toThrow('stands twice');
  });
});

test('entries are written again in one way, however they stood', () => {
  const file = Buffer.from('<</A 1/B  (2) /C [ 3 4 ]\n/D<</E/F>> >>', 'latin1');
  const value = readValue(file, 0);
  if (value.kind !== 'dictionary') throw new Error('no dictionary');
  expect(entriesWithout(file, value, [])).toBe('/A 1 /B (2) /C [ 3 4 ] /D <</E/F>>');
  expect(entriesWithout(file, value, ['A', 'C'])).toBe('/B (2) /D <</E/F>>');
  expect(entriesWithout(file, value, ['A', 'B', 'C', 'D'])).toBe('');
});

test('what stands after a shared beginning decides whether its last table ends a revision', () => {
  const shared = Buffer.from(
    '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n1 1\n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n',
    'latin1',
  );
  const tableAt = shared.indexOf('xref');
  const ending = (at: number): string => `startxref\n${at}\n%%EOF\n`;
  const rest = `xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 2/Root 1 0 R/Prev ${tableAt}>>\n`;
  const continued = Buffer.from(rest + ending(shared.length), 'latin1');
  const added = ending(tableAt);
  const updated = Buffer.from(added + rest + ending(shared.length + added.length), 'latin1');
  const prefix = knowPrefix(shared);
  const revisions = (from: Buffer): number => prefix.open(from).revisions.length;
  expect([revisions(continued), revisions(updated), revisions(continued)]).toEqual([1, 2, 1]);
});

test('a text is read in both ways of writing it', () => {
  expect(textOf(read('<FEFF005A006F00EB0020D83DDE00>'))).toBe('Zoë 😀');
  expect(textOf(read('(Zo\xeb \\(a\\))'))).toBe('Zoë (a)');
  expect(textOf(read('<FEFF00>'))).toBeNull();
  expect(textOf(read('/Name'))).toBeNull();
});

test('files that begin alike share what was read of the beginning, and nothing after it', async () => {
  const { bytes } = await basePdf();
  const end = bytes.indexOf('endobj\n') + 7;
  const prefix = knowPrefix(bytes.subarray(0, end));
  const rest = bytes.subarray(end);
  const other = Buffer.from(rest.toString('latin1').replace(/(\/T <feff007)0/i, '$11'), 'latin1');
  const names = (...parts: readonly Buffer[]): readonly string[] =>
    readFields(prefix.open(...parts)).map(({ name }) => name);
  expect(names(rest)).toEqual(['partij-1', 'partij-2']);
  expect(names(other)).toEqual(['qartij-1', 'partij-2']);
  expect(names(rest.subarray(0, 100), rest.subarray(100))).toEqual(['partij-1', 'partij-2']);
});
