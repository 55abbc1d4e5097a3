import { appearanceOf, composeAgreement, layOut, UnsupportedCharacterError } from '../../src/documents';
import { face } from '../../src/documents/fonts/faces';
import { sampleFacts, sampleTemplate } from './sample';

const FACTS = {
  name: 'J. Łukasz-Peeters',
  functionTitle: 'wethouder schuldhulpverlening',
  onBehalfOf: 'het college van burgemeester en wethouders van de gemeente Zutphen',
  at: '2026-11-23T13:02:59.000Z',
};

/** The words of a content stream, read back through the codes of the embedded fonts. */
function wordsIn(content: Buffer): string[] {
  const shown = /BT \/(\w+) [^[]*\[((?:\((?:\\[^]|[^\\)])*\)|[-.\d])*)\]TJ/g;
  return [...content.toString('latin1').matchAll(shown)].map(([, font, array = '']) => {
    if (font !== 'SansRegular' && font !== 'SansSemiBold') throw new Error(`unexpected font ${font}`);
    // The first of two characters with one glyph, as the embedded text mapping has it.
    const points = new Map([...face(font).codes.entries()].toReversed().map(([point, code]) => [code, point]));
    const bytes = [...array.matchAll(/\(((?:\\[^]|[^\\)])*)\)/g)]
      .map(([, literal = '']) => literal.replace(/\\([^])/g, (_, next: string) => (next === 'r' ? '\r' : next)))
      .join('');
    const codes: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes.charCodeAt(at);
      // A code of two bytes begins with 0 or 1.
      codes.push(byte > 1 ? byte : byte * 256 + bytes.charCodeAt((at += 1)));
    }
    return codes.map((code) => String.fromCodePoint(points.get(code) ?? 0)).join('');
  });
}

/** Left and right ends in points of every line of text. */
const baselinesIn = (content: Buffer): number[] =>
  [...content.toString('latin1').matchAll(/Tf \S+ (\S+) Td/g)].map(([, y]) => Number(y));

describe('the appearance of a signature', () => {
  test('says who, in what function, for whom and when in Amsterdam', () => {
    const words = wordsIn(appearanceOf(FACTS).content).join(' ');
    expect(words).toBe(
      'J. Łukasz-Peeters wethouder schuldhulpverlening namens het college van burgemeester en wethouders van de ' +
        'gemeente Zutphen 23 november 2026, 14.02 uur Digitale handtekening met tijdstempel',
    );
  });

  test('knows summer time and the day that begins earlier in Amsterdam', () => {
    expect(wordsIn(appearanceOf({ ...FACTS, at: '2026-06-30T22:05:00.000Z' }).content)).toContain(
      '1 juli 2026, 00.05 uur',
    );
  });

  test('has the size of the place it will cover', () => {
    const places = layOut(composeAgreement(sampleTemplate(), sampleFacts())).pages.flatMap(({ ops }) =>
      ops.flatMap((op) => (op.kind === 'field' ? [{ width: op.width, height: op.height }] : [])),
    );
    const { width, height } = appearanceOf(FACTS);
    expect(places).toEqual([1, 2, 3].map(() => ({ width, height })));
  });

  test.each([300, 1000])('nothing is cut off with names of %i characters', (length) => {
    const long = 'Woonstichting Łukasz '.repeat(60).slice(0, length).trim();
    const { content, height } = appearanceOf({
      ...FACTS,
      name: 'W'.repeat(length),
      functionTitle: long,
      onBehalfOf: long,
    });
    const bare = wordsIn(content).join('').replace(/\s/g, '');
    expect(bare).toContain('W'.repeat(length));
    expect(bare.split(long.replace(/\s/g, ''))).toHaveLength(3);
    const baselines = baselinesIn(content);
    expect(Math.min(...baselines)).toBeGreaterThan(5);
    expect(Math.max(...baselines)).toBeLessThan(height - 5);
    expect([...baselines].toSorted((a, b) => b - a)).toEqual(baselines);
  });

  test('is the same for the same facts, and a decomposed name is composed', () => {
    expect(appearanceOf(FACTS)).toEqual(appearanceOf({ ...FACTS, name: FACTS.name.normalize('NFD') }));
  });

  test('a character the fonts lack is an error, never a blank', () => {
    expect(() => appearanceOf({ ...FACTS, name: 'Иван' })).toThrow(UnsupportedCharacterError);
  });
});
