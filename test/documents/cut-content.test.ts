import fc from 'fast-check';
import { glyphArray } from '../../src/documents/fonts/shape';
import type { Op, PlacedSlab } from '../../src/documents/layout/page';
import { cutContent, pageContent, SHOW, type WordsPiece } from '../../src/documents/pdf/page-content';
import { printWords } from '../../src/documents/pdf/print-words';

interface Text {
  readonly text: string;
  readonly own: boolean;
  readonly node: number | null;
  readonly face: 'SansRegular' | 'SerifSemiBold';
}

const LETTERS = Array.from('abcdé ()\\Łij');
const texts = fc.array(
  fc.record({
    text: fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 12 }),
    own: fc.boolean(),
    node: fc.option(fc.nat(3)),
    face: fc.constantFrom('SansRegular' as const, 'SerifSemiBold' as const),
  }),
  { maxLength: 12 },
);

const rule: Op = { kind: 'fill', color: 'hairline', x: 1, y: 2, width: 300, height: 1 };

/** Each text in a slab of its own, with a rule after every third. */
const slabsOf = (all: readonly Text[]): readonly PlacedSlab[] =>
  all.map((one, i) => {
    const text: Op = { kind: 'text', ...one, size: 9, color: one.own ? 'text' : 'quiet', x: 10, y: 5, box: null };
    const ops = i % 3 === 2 ? [text, rule] : [text];
    return { y: 20 * i, base: 4 * i, slab: { space: 0, height: 20, ops, keepWithNext: false, bookmark: null } };
  });

const contentOf = ({ texts: own, between }: WordsPiece, words: readonly string[]): string =>
  own.map(({ face }, i) => `${glyphArray(words[i] ?? '', face)}${between[i] ?? ''}`).join('');

test('a page in pieces is the page, and only own texts are in the pieces of one agreement', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const slabs = slabsOf(all);
      const { pieces, marked } = cutContent(slabs, 'foot');
      const whole = pageContent(slabs);
      const joined = pieces.map((piece) =>
        piece.kind === 'fixed'
          ? piece.content
          : `[${contentOf(
              piece,
              piece.texts.map(({ text }) => text),
            )}${SHOW}`,
      );
      expect(joined.join('')).toBe(`${whole.stream}\nfoot`);
      expect(marked).toEqual(whole.marked);
      expect([pieces[0]?.kind, pieces.at(-1)?.kind]).toEqual(['fixed', 'fixed']);
      const words = pieces.flatMap((piece) => (piece.kind === 'words' ? [piece] : []));
      expect(words.flatMap((piece) => piece.texts.map(({ text }) => text))).toEqual(
        all.filter(({ own }) => own).map(({ text }) => text),
      );
      for (const piece of words) expect(piece.between).toHaveLength(piece.texts.length - 1);
      // A stream ends between two tokens, and what is fixed between two of them is worth a stream.
      for (const [i, piece] of pieces.entries()) {
        if (piece.kind !== 'fixed') continue;
        if (i > 0) expect(piece.content).toMatch(/^\s/);
        if (i < pieces.length - 1) expect(piece.content).toMatch(/\s$/);
        if (i > 0 && i < pieces.length - 1) expect(piece.content.length).toBeGreaterThanOrEqual(72);
      }
    }),
    { numRuns: 300 },
  );
});

test('words are written into an object, however long those before were', () => {
  const own = [
    { text: '', own: true, node: 1, face: 'SansRegular' as const },
    { text: '', own: true, node: 1, face: 'SansRegular' as const },
  ];
  const piece = cutContent(slabsOf(own), '').pieces.find((one) => one.kind === 'words');
  if (piece?.kind !== 'words') throw new Error('no piece with words');
  for (const words of [
    ['Zutphen', 'De (Woon)stichting'],
    ['W'.repeat(5000), 'Łukasz'],
    ['', ''],
    ['Ede', 'x'],
  ]) {
    const content = `[${contentOf(piece, words)}${SHOW}`;
    expect(printWords(812, piece, words).toString('latin1')).toBe(
      `812 0 obj\n<</Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\n`,
    );
  }
});
