// The text of one agreement, in reading order and without any measure: one source for the PDF and for the page on screen.

export interface Run {
  readonly text: string;
  readonly strong: boolean;
  /** Part of a text in which a value of one agreement stands: others have other words here. */
  readonly own: boolean;
}
export type Rich = readonly Run[];

export interface Item {
  /** 'a.', or a dash. */
  readonly marker: string;
  readonly text: Rich;
}

export interface Clause {
  /** '4.1' */
  readonly number: string;
  readonly text: Rich;
  readonly items: readonly Item[];
}

interface LabelledRow {
  readonly label: string;
  readonly value: Rich;
}

export interface Place {
  readonly slot: number;
  /** 'Plaats 1' */
  readonly label: string;
  /** 'De Gemeente' */
  readonly role: string;
  readonly party: string;
  readonly ordinal: string | null;
  readonly field: string;
}

export type Block =
  | { readonly kind: 'details'; readonly rows: readonly LabelledRow[] }
  | {
      readonly kind: 'party';
      readonly number: string;
      readonly name: string;
      readonly rows: readonly LabelledRow[];
      readonly closing: Rich;
    }
  | { readonly kind: 'considerations'; readonly items: readonly Item[] }
  | {
      readonly kind: 'article';
      readonly number: string;
      readonly heading: string;
      readonly clauses: readonly Clause[];
    }
  | { readonly kind: 'paragraph'; readonly text: Rich }
  | { readonly kind: 'subheading'; readonly number: string | null; readonly heading: string }
  | { readonly kind: 'table'; readonly columns: readonly string[] | null; readonly rows: readonly (readonly Rich[])[] }
  | { readonly kind: 'note'; readonly text: Rich }
  | { readonly kind: 'places'; readonly places: readonly Place[] };

export interface Section {
  readonly role: 'title' | 'parties' | 'considerations' | 'articles' | 'annex' | 'signing';
  /** Holds no value of one agreement: the same in every agreement of a variant. */
  readonly fixed: boolean;
  /** 'Landelijk Convenant Vroegsignalering', 'Bijlage A' */
  readonly label: string | null;
  /** Null for the articles, whose headings are their own. */
  readonly heading: string | null;
  /** 'Stand op 23 november 2026' */
  readonly state: string | null;
  readonly blocks: readonly Block[];
}

export interface AgreementText {
  readonly number: string;
  readonly title: string;
  /** YYYY-MM-DD */
  readonly offeredOn: string;
  readonly header: { readonly left: string; readonly right: string };
  readonly footer: { readonly left: readonly string[]; readonly right: readonly string[]; readonly link: string };
  /** The strip on top of every page. */
  readonly demonstration: string | null;
  readonly sections: readonly Section[];
}

export function plain(text: Rich): string {
  let words = '';
  for (const run of text) words += run.text;
  return words;
}
