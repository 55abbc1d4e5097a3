import type { Crumb } from '../page';

interface Placed {
  readonly current: string;
  readonly breadcrumbs: readonly Crumb[];
}

/** Where a page of "Onze gegevens" stands: under its bar item, with a way back. */
export const UNDER_ORGANISATION = (title: string, ...between: readonly Crumb[]): Placed => ({
  current: '/organisatie',
  breadcrumbs: [{ label: 'Onze gegevens', href: '/organisatie' }, ...between, { label: title, href: null }],
});

export const SIGNATORIES_CRUMB: Crumb = { label: 'Tekenbevoegden', href: '/organisatie/tekenbevoegden' };
