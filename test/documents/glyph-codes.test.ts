import { inflate } from 'pako';
import { composeAgreement, renderAgreementPdf } from '../../src/documents';
import { face, FACE_NAMES } from '../../src/documents/fonts/faces';
import { GLYPH_SET, isKnown, printable, unsupportedCharacters } from '../../src/documents/fonts/glyph-set';
import { glyphArray } from '../../src/documents/fonts/shape';
import { sampleFacts, sampleTemplate } from './sample';

const bytes = renderAgreementPdf(composeAgreement(sampleTemplate(), sampleFacts()));
const text = bytes.toString('latin1');

/** The streams whose dictionary or content says so, inflated. */
const streams = [...text.matchAll(/<<([^\n]*)\/Length (\d+)>>\nstream\n/g)].map(
  ({ index, 0: head, 1: entries = '', 2: length }) => {
    const at = index + head.length;
    const content = bytes.subarray(at, at + Number(length));
    const plain = entries.includes('/FlateDecode') ? Buffer.from(inflate(content)) : content;
    return { entries, content: plain.toString('latin1') };
  },
);
const [encoding, ...otherEncodings] = streams.filter(({ entries }) => entries.includes('/Type/CMap'));
const toUnicodes = streams.filter(({ content }) => content.includes('beginbfchar')).map(({ content }) => content);

type Space = readonly [from: string, to: string];
const spacesIn = (cmap: string): readonly Space[] =>
  [...(/begincodespacerange\n([^]*?)endcodespacerange/.exec(cmap)?.[1] ?? '').matchAll(/<(\w+)> <(\w+)>/g)].map(
    ([, from = '', to = '']) => [from, to],
  );
const inSpace = (code: string, [from, to]: Space): boolean =>
  code.length === from.length &&
  code.match(/../g)?.every((byte, i) => byte >= from.slice(2 * i, 2 * i + 2) && byte <= to.slice(2 * i, 2 * i + 2)) ===
    true;

/** The codes in the strings of a TJ array, in digits, as a reader takes them off by the codespaces. */
function codesIn(array: string, spaces: readonly Space[]): string[] {
  const strings = [...array.matchAll(/\(((?:\\[^]|[^\\)])*)\)/g)].map(([, literal = '']) =>
    Buffer.from(
      literal.replace(/\\([^])/g, (_, next: string) => (next === 'r' ? '\r' : next)),
      'latin1',
    )
      .toString('hex')
      .toUpperCase(),
  );
  return strings.flatMap((digits) => {
    const codes: string[] = [];
    for (let at = 0; at < digits.length; at += codes.at(-1)?.length ?? 0) {
      const found = [2, 4]
        .map((length) => digits.slice(at, at + length).padEnd(length, '?'))
        .filter((code) => spaces.some((space) => inSpace(code, space)));
      if (found.length !== 1) throw new Error(`${found.length} codes at ${digits.slice(at, at + 4)}`);
      codes.push(...found);
    }
    return codes;
  });
}

/** Characters by code; a code without one is missing. */
const charactersIn = (cmap: string): ReadonlyMap<string, string> =>
  new Map(
    [...cmap.matchAll(/^<(\w+)> <(\w{4})>$/gm)].map(([, code = '', point = '']) => [
      code,
      String.fromCodePoint(Number.parseInt(point, 16)),
    ]),
  );

const ALL = String.fromCodePoint(...GLYPH_SET.filter((point) => isKnown(String.fromCodePoint(point))));
/** Each character beside each kind of neighbour: short, wide, escaped. */
const MIXED = Array.from(ALL, (character) => `${character} ${character}ŁG)\\(€${character}`).join('');

test('one encoding serves all fonts', () => {
  expect(otherEncodings).toEqual([]);
  expect(text).not.toContain('/Identity-H');
  expect(text.match(/\/Subtype\/Type0/g)).toHaveLength(FACE_NAMES.length);
  expect(toUnicodes).toHaveLength(FACE_NAMES.length);
});

test('codes are their own glyphs, whatever their length', () => {
  const ranges = [...(encoding?.content ?? '').matchAll(/^<(\w+)> <(\w+)> (\d+)$/gm)];
  expect(ranges).toHaveLength(3);
  for (const [, from = '', , glyph] of ranges) expect(Number.parseInt(from, 16)).toBe(Number(glyph));
  expect(ranges.map(([, from, to]) => [from, to])).toEqual([
    ['02', 'FF'],
    ['0000', '00FF'],
    ['0100', '01FF'],
  ]);
});

describe.each(FACE_NAMES)('%s', (name) => {
  const { codes } = face(name);
  const wanted = Array.from(MIXED, (character) => codes[character.charCodeAt(0)]);

  test('codes read back as the same glyphs and words', () => {
    for (const cmap of [encoding?.content ?? '', ...toUnicodes]) {
      const found = codesIn(glyphArray(MIXED, name), spacesIn(cmap));
      expect(found.map((code) => Number.parseInt(code, 16))).toEqual(wanted);
    }
    const characters = charactersIn(toUnicodes[FACE_NAMES.indexOf(name)] ?? '');
    const words = codesIn(glyphArray(MIXED, name), spacesIn(encoding?.content ?? '')).map((code) =>
      characters.get(code),
    );
    // Of two characters with one glyph the first.
    expect(words.join('')).toBe(String.fromCharCode(...wanted.map((code = 0) => codes.indexOf(code))));
  });

  test('letters of Dutch take one byte', () => {
    const letters = 'ABCXYZabcxyzéëïöü';
    expect(codesIn(glyphArray(letters, name), spacesIn(encoding?.content ?? '')).join('')).toHaveLength(
      2 * letters.length,
    );
  });
});

test('what can be printed has a glyph in every face, and what a face lacks is never an empty box', () => {
  for (const point of GLYPH_SET) {
    const character = String.fromCodePoint(point);
    const lacking = FACE_NAMES.filter((name) => face(name).font.glyphForCodePoint(point).id === 0);
    for (const name of lacking) expect([name, character, face(name).codes[point]]).toEqual([name, character, 0]);
    if (lacking.length > 0) expect([character, isKnown(character)]).toEqual([character, false]);
  }
});

test('the Dutch ĳ is printed as an i and a j, and other letters that a face lacks are named', () => {
  expect(printable('Ĳsselstein, Dĳkgraaf, no\u2011break')).toBe('IJsselstein, Dijkgraaf, no-break');
  expect(unsupportedCharacters('Ĳsselstein en ŧ')).toEqual(['ŧ']);
});
