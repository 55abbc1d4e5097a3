import { composeAgreement, layOut, readingBlocks, type AgreementText, type ReadingBlock } from '../../src/documents';
import type { Op } from '../../src/documents/layout/page';
import { widthOf } from '../../src/documents/fonts/shape';
import { BODY_BOTTOM, LEFT, RIGHT } from '../../src/documents/layout/style';
import { sampleFacts, sampleTemplate, SECTORS } from './sample';

const template = sampleTemplate();
const LONG = 'Gemeenschappelijke Woonstichting voor Łukasz en Fryslân te Nuenen, Gerwen en Nederwetten en omstreken '
  .repeat(3)
  .slice(0, 300);
const NAMES = [
  { partner: 'Denkbeeld Energie B.V.', municipality: 'Zutphen' },
  { partner: LONG, municipality: 'Nuenen, Gerwen en Nederwetten' },
  { partner: 'W'.repeat(300), municipality: 'M'.repeat(300) },
];
const VARIANTS = SECTORS.flatMap((sector) =>
  [2, 3, 4, 5].flatMap((slots) => NAMES.map((names) => ({ sector, slots, ...names }))),
);

type Text = Extract<Op, { readonly kind: 'text' }>;
type Field = Extract<Op, { readonly kind: 'field' }>;
const textsOf = (ops: readonly Op[]): Text[] => ops.filter((op): op is Text => op.kind === 'text');
const bare = (text: string): string => text.replace(/\s/g, '');

function printedOrder(block: ReadingBlock): string {
  const { number, heading, columns, rows, paragraphs, items } = block;
  const listed = items.map(({ marker, text }) => marker + text);
  return [number, heading, ...columns, ...rows.flat(), ...paragraphs, ...listed].join('');
}

describe.each(VARIANTS)('$sector.code with $slots places', (variant) => {
  const text: AgreementText = composeAgreement(template, sampleFacts(variant));
  const layout = layOut(text);
  const body = layout.pages.flatMap(({ ops }) => ops);

  test('nothing leaves the page or its margins', () => {
    for (const op of [...textsOf(body), ...textsOf(layout.edges)]) {
      expect(op.x).toBeGreaterThanOrEqual(LEFT - 0.01);
      expect(op.x + widthOf(op.text, op.face, op.size)).toBeLessThanOrEqual(RIGHT + 0.01);
    }
    for (const { ops } of layout.pages) {
      const lowest = Math.max(
        ...textsOf(ops)
          .filter((op) => op.node !== null)
          .map((op) => op.y),
      );
      expect(lowest).toBeLessThanOrEqual(BODY_BOTTOM);
    }
  });

  test('the page on screen says the same words in the same order as the PDF', () => {
    const printed = textsOf(body)
      .filter((op) => op.node !== null)
      .map((op) => op.text)
      .join('');
    expect(bare(printed)).toBe(bare(readingBlocks(text).map(printedOrder).join('')));
  });

  test('every place stands whole on one page, and none covers another', () => {
    const fields = layout.pages.map(({ ops }) => ops.filter((op): op is Field => op.kind === 'field'));
    expect(fields.flat().map(({ name }) => name)).toEqual(
      Array.from({ length: variant.slots }, (_, i) => `Plaats${i + 1}`),
    );
    for (const page of fields) {
      page.forEach((field, i) => {
        expect(field.y + field.height).toBeLessThanOrEqual(BODY_BOTTOM);
        expect(field.y).toBeGreaterThan((page[i - 1]?.y ?? 0) + (page[i - 1]?.height ?? 0));
      });
    }
  });
});

describe('pages', () => {
  const pagesOf = (variation: Parameters<typeof sampleFacts>[0]): number[] =>
    layOut(composeAgreement(template, sampleFacts(variation)))
      .pages.map(({ ops }) => ops.filter((op) => op.kind === 'field').length)
      .filter((count) => count > 0);

  test('up to four places fit one page, a fifth goes to the next under the same heading', () => {
    expect(pagesOf({ slots: 2 })).toEqual([2]);
    expect(pagesOf({ slots: 4 })).toEqual([4]);
    expect(pagesOf({ slots: 5 })).toEqual([4, 1]);
    const last = layOut(composeAgreement(template, sampleFacts({ slots: 5 }))).pages.at(-1)?.ops ?? [];
    expect(textsOf(last).map((op) => op.text)).toContain('Ondertekening');
  });

  test('a long name never moves the page breaks of the articles', () => {
    const articlesOf = (partner: string): unknown => {
      const { pages } = layOut(composeAgreement(template, sampleFacts({ partner })));
      const starts = pages.map(({ ops }) =>
        textsOf(ops)
          .filter((op) => op.node !== null)
          .map((op) => op.text),
      );
      const from = starts.findIndex((words) => words.includes('Begrippen'));
      const until = starts.findIndex((words) => words.includes('Bijlage A'));
      return starts.slice(from, until);
    };
    expect(articlesOf(LONG)).toEqual(articlesOf('A'));
  });

  test('a heading is never parted from its first lid', () => {
    for (const { ops } of layOut(composeAgreement(template, sampleFacts())).pages) {
      const last = textsOf(ops)
        .filter((op) => op.node !== null)
        .at(-1);
      expect(last?.face).not.toBe('SansBold');
    }
  });

  test('bookmarks lead to every article and annex', () => {
    const titles = layOut(composeAgreement(template, sampleFacts())).bookmarks.map(({ title }) => title);
    expect(titles).toContain('17 Inwerkingtreding, volgorde en duur');
    expect(titles).toContain('Bijlage A: Lokale afspraken van de Gemeente');
    expect(titles).toHaveLength(3 + 20 + 4 + 1);
  });
});
