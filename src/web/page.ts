// The frame around every page: what the layout needs, whoever looks. A page model is `{ frame, ...its own fields }`.
import type { Response } from 'express';
import type { Clock } from '../domain/time';
import { bars, titleWithError } from './nl/frame';

/** Who the bar is for. Public pages show the public bar even to who is logged in: they stand outside the session. */
export type Audience = 'public' | 'municipality' | 'partner' | 'steward';

interface BarItem {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  /** Shown as a small badge behind the label; null: no badge. */
  readonly count: number | null;
}

/** `href` null: the page itself, the last of the row. */
export interface Crumb {
  readonly label: string;
  readonly href: string | null;
}

export interface Person {
  /** "A. Jansen" */
  readonly name: string;
  /** "Gemeente Voorbeeldstad, contactpersoon" */
  readonly line: string;
  /** True: "Andere organisatie" is offered. */
  readonly several: boolean;
  /** Without another request the login ends then: "15.02 uur". */
  readonly until: string;
}

/** Addresses of hashed files, as the manifest names them. */
export interface Assets {
  readonly css: string;
  readonly icon: string;
  readonly fonts: readonly string[];
}

export interface Frame {
  /** The document title, complete: "Fout: Aanmelden - Ondertekenportaal". */
  readonly title: string;
  readonly demonstration: boolean;
  readonly bar: readonly BarItem[];
  /** null: the public header with Aanmelden and Inloggen. */
  readonly person: Person | null;
  /** null: outside a session; no form of the layout is rendered then. */
  readonly csrfToken: string | null;
  readonly assets: Assets;
  /** Empty: no row of crumbs. */
  readonly breadcrumbs: readonly Crumb[];
}

/** The same for every request of one process. */
export interface Site {
  readonly clock: Clock;
  readonly demonstration: boolean;
  readonly assets: Assets;
}

/** Who looks at this page. `counts`: bar href -> number behind the label, e.g. `{ '/beheer': 7 }`. */
export interface Visitor {
  readonly audience: Audience;
  readonly person: Person | null;
  readonly csrfToken: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

/** A visitor without session: everything outside /aanmelden, /inloggen and the work pages. */
export const anonymous: Visitor = { audience: 'public', person: null, csrfToken: null, counts: {} };

interface PageHead {
  /** What the page is called, without portal name and without "Fout: ". */
  readonly title: string;
  /** The href of the bar item this page belongs under; null or left out: none is marked. */
  readonly current?: string | null;
  readonly breadcrumbs?: readonly Crumb[];
  /** True when the page comes back with an error summary: "Fout: " stands before the title. */
  readonly hasErrors?: boolean;
}

export const frameFor = (site: Site, visitor: Visitor, head: PageHead): Frame => ({
  title: titleWithError(head.title, head.hasErrors ?? false),
  demonstration: site.demonstration,
  bar: bars[visitor.audience].map(({ label, href }) => ({
    label,
    href,
    current: href === (head.current ?? null),
    count: visitor.counts[href] ?? null,
  })),
  person: visitor.person,
  csrfToken: visitor.csrfToken,
  assets: site.assets,
  breadcrumbs: head.breadcrumbs ?? [],
});

/** Renders a page; the one way in, so that no request data reaches the engine but through a page model. */
export const render = (
  response: Response,
  view: string,
  page: Readonly<Record<string, unknown>> & { readonly frame: Frame },
): void => {
  response.render(view, { page });
};
