// Models of the partials that show something. Every field is present; null means "not shown".

/** wait: for the person who looks; elsewhere: for another, or running; yes, no: settled; neutral: nothing to do. */
export type Tone = 'wait' | 'elsewhere' | 'yes' | 'no' | 'neutral';

export interface Link {
  readonly label: string;
  readonly href: string;
}

export interface Badge {
  readonly tone: Tone;
  readonly label: string;
}

export interface Button {
  readonly label: string;
  /** null: the button submits the form it stands in. */
  readonly href: string | null;
  readonly name: string | null;
  readonly value: string | null;
  readonly tone: 'primary' | 'secondary' | 'danger';
  readonly icon: string | null;
  readonly large: boolean;
}

/** A link that looks like a button. */
export const linkButton = (label: string, href: string, tone: Button['tone'] = 'primary'): Button => ({
  label,
  href,
  name: null,
  value: null,
  tone,
  icon: null,
  large: false,
});

/** A button that submits; `name` and `value` tell which button of a form was pressed. */
export const submitButton = (
  label: string,
  tone: Button['tone'] = 'primary',
  choice: { readonly name: string; readonly value: string } | null = null,
): Button => ({
  label,
  href: null,
  name: choice?.name ?? null,
  value: choice?.value ?? null,
  tone,
  icon: null,
  large: false,
});

/** facts.ejs: `text`, `link` and `after` stand on one line in this order; the badge before them. */
export interface Fact {
  readonly label: string;
  readonly text: string | null;
  readonly badge: Badge | null;
  readonly link: Link | null;
  readonly after: string | null;
}

export const fact = (label: string, text: string | null, more: Partial<Omit<Fact, 'label' | 'text'>> = {}): Fact => ({
  label,
  text,
  badge: more.badge ?? null,
  link: more.link ?? null,
  after: more.after ?? null,
});

/** data-table.ejs: the first cell of a row is its header. */
export interface Cell {
  readonly text: string | null;
  readonly href: string | null;
  readonly badge: Badge | null;
  /** A second, quiet line. */
  readonly quiet: string | null;
}

export interface DataTable {
  /** Names the table for who does not see it; shown as well when `captionShown`. */
  readonly caption: string;
  readonly captionShown: boolean;
  readonly columns: readonly { readonly label: string; readonly align: 'start' | 'end' }[];
  readonly rows: readonly (readonly Cell[])[];
}

export const cell = (text: string | null, more: Partial<Omit<Cell, 'text'>> = {}): Cell => ({
  text,
  href: more.href ?? null,
  badge: more.badge ?? null,
  quiet: more.quiet ?? null,
});

/** work-list.ejs: what waits for the one who looks; the first item alone is loud. */
export interface WorkItem {
  readonly title: string;
  readonly text: string;
  readonly quiet: string | null;
  readonly button: Link;
}

/** figure-list.ejs */
export interface FigureRow {
  readonly figure: string;
  readonly text: string;
  readonly quiet: string | null;
  readonly link: Link | null;
}

/** side-list.ejs: short lines with an icon, e.g. what is in order, or what can be kept. */
export interface SideItem {
  readonly icon: string;
  readonly tone: Tone;
  readonly text: string;
  readonly href: string | null;
}

/** progress-list.ejs: what happened and what comes, from top to bottom. */
export interface ProgressItem {
  readonly state: 'done' | 'current' | 'todo' | 'stopped';
  readonly title: string;
  /** Who and when. */
  readonly quiet: string | null;
  readonly text: string | null;
}

/** answer.ejs: icon, a word or a few, one sentence. */
export interface Answer {
  readonly tone: 'yes' | 'no' | 'unknown';
  readonly word: string;
  readonly sentence: string;
}

/** result.ejs: what a long piece of work came to. */
export interface Result {
  readonly tone: 'yes' | 'elsewhere' | 'no';
  readonly title: string;
  readonly text: string;
  readonly rows: readonly { readonly title: string; readonly quiet: string | null; readonly link: Link | null }[];
  readonly after: string | null;
}

/** warning.ejs: what differs or needs care. */
export interface Warning {
  readonly title: string;
  readonly text: string | null;
  readonly rows: readonly { readonly strong: string; readonly text: string; readonly link: Link | null }[];
}

/** details-group.ejs: closed lists under one roof, as "Energie 30". */
export interface DetailsGroup {
  readonly title: string;
  /** "30", or a few words. */
  readonly aside: string | null;
  readonly open: boolean;
  readonly items: readonly DetailsItem[];
  /** "Toon alle 30" */
  readonly more: Link | null;
}

interface DetailsItem {
  readonly title: string;
  readonly quiet: string | null;
  readonly link: Link | null;
  /** A checkbox before the line, labelled by the title. */
  readonly check: {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly checked: boolean;
  } | null;
}

/** empty.ejs: why there is nothing, and what to do or when it changes. */
export interface Empty {
  readonly title: string | null;
  readonly text: string;
  readonly link: Link | null;
}

/** pagination.ejs */
export interface Pagination {
  /** "Bladzijde 2 van 14" */
  readonly position: string;
  readonly previous: string | null;
  readonly next: string | null;
}

/** cards.ejs: what an organisation keeps about itself, each with its own change page. */
export interface Card {
  readonly title: string;
  readonly badge: Badge | null;
  readonly text: string | null;
  readonly facts: readonly Fact[];
  readonly change: Link | null;
}

/** figures.ejs: "331 van 342, gemeenten doen mee" */
export interface Figure {
  readonly figure: string;
  readonly of: string | null;
  readonly label: string;
}
