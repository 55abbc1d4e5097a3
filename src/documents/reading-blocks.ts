import { plain, type AgreementText, type Block, type Section } from './agreement-text';

/** One block of the text for a page on screen: strings and arrays only, every field always present. */
export interface ReadingBlock {
  readonly kind:
    | 'section'
    | 'details'
    | 'party'
    | 'considerations'
    | 'article'
    | 'clause'
    | 'paragraph'
    | 'subheading'
    | 'table'
    | 'note'
    | 'place';
  /** '4', '4.1', 'A.1', 'Bijlage A', or empty. */
  readonly number: string;
  readonly heading: string;
  /** For an anchor: 'artikel-4', 'bijlage-a', 'partijen', or empty. */
  readonly id: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly { readonly marker: string; readonly text: string }[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const EMPTY = { number: '', heading: '', id: '', paragraphs: [], items: [], columns: [], rows: [] } as const;

/** The same words as the PDF, in the same order. */
export function readingBlocks(text: AgreementText): readonly ReadingBlock[] {
  return text.sections.flatMap((section) => [...sectionHead(section), ...section.blocks.flatMap(reading)]);
}

function sectionHead(section: Section): readonly ReadingBlock[] {
  if (section.heading === null) return [];
  const id = (section.role === 'annex' ? (section.label ?? '') : section.heading)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const paragraphs = section.state === null ? [] : [section.state];
  return [{ ...EMPTY, kind: 'section', number: section.label ?? '', heading: section.heading, id, paragraphs }];
}

function reading(block: Block): readonly ReadingBlock[] {
  switch (block.kind) {
    case 'details':
      return [{ ...EMPTY, kind: 'details', rows: block.rows.map(({ label, value }) => [label, plain(value)]) }];
    case 'party':
      return [
        {
          ...EMPTY,
          kind: 'party',
          number: block.number,
          heading: block.name,
          rows: block.rows.map(({ label, value }) => [label, plain(value)]),
          paragraphs: [plain(block.closing)],
        },
      ];
    case 'considerations':
      return [{ ...EMPTY, kind: 'considerations', items: block.items.map(readItem) }];
    case 'article':
      return [
        { ...EMPTY, kind: 'article', number: block.number, heading: block.heading, id: `artikel-${block.number}` },
        ...block.clauses.map((clause) => ({
          ...EMPTY,
          kind: 'clause' as const,
          number: clause.number,
          paragraphs: [plain(clause.text)],
          items: clause.items.map(readItem),
        })),
      ];
    case 'subheading':
      return [{ ...EMPTY, kind: 'subheading', number: block.number ?? '', heading: block.heading }];
    case 'paragraph':
    case 'note':
      return [{ ...EMPTY, kind: block.kind, paragraphs: [plain(block.text)] }];
    case 'table':
      return [{ ...EMPTY, kind: 'table', columns: block.columns ?? [], rows: block.rows.map((row) => row.map(plain)) }];
    case 'places':
      return block.places.map((place) => ({
        ...EMPTY,
        kind: 'place' as const,
        number: place.label,
        heading: place.role,
        paragraphs: [place.party, ...(place.ordinal === null ? [] : [place.ordinal])],
      }));
  }
}

const readItem = (item: { marker: string; text: Parameters<typeof plain>[0] }): { marker: string; text: string } => ({
  marker: item.marker,
  text: plain(item.text),
});
