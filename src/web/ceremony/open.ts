import type { Deps } from '../../deps';
import type { Ceremony } from '../../domain/ceremony';
import { notFound } from '../../domain/errors';
import type { Viewer } from '../../domain/parties';
import { findCeremony } from '../../persistence/ceremony';
import { entriesOf, peopleOf, type ListEntry } from '../../persistence/read/ceremony-page';
import type { Crumb } from '../page';

/** A ceremony as one of its own organisation may see it. */
export interface OpenCeremony {
  readonly ceremony: Ceremony;
  /** The whole list in its order, what was left out as well. */
  readonly entries: readonly ListEntry[];
  readonly signatory: string;
  readonly preparer: string;
  /** The signatory to whom the list was handed; else somebody who prepares, and only looks. */
  readonly mine: boolean;
}

/** The ceremony for its signatory or for who prepares in the same organisation; to everybody else it does not exist. */
export async function openCeremony(deps: Deps, viewer: Viewer, number: string): Promise<OpenCeremony> {
  const ceremony = await findCeremony(deps.db, number);
  if (!ceremony || ceremony.partyId !== viewer.party.id) throw notFound();
  const mine = ceremony.personId === viewer.personId;
  if (!mine && !viewer.roles.some((role) => role === 'contact' || role === 'admin')) throw notFound();
  const entries = await entriesOf(deps.db, ceremony.id, viewer.party.kind);
  return { ceremony, entries, mine, ...(await peopleOf(deps.db, ceremony)) };
}

/** The same, for the signatory only. */
export async function ownCeremony(deps: Deps, viewer: Viewer, number: string): Promise<OpenCeremony> {
  const open = await openCeremony(deps, viewer, number);
  if (!open.mine) throw notFound();
  return open;
}

export const ceremonyPath = (number: string): string => `/ondertekensessies/${number}`;

/** Where the pages of a session stand. */
export const UNDER_CEREMONY = (
  number: string,
  title: string,
): { readonly current: string; readonly breadcrumbs: readonly Crumb[] } => ({
  current: '/overeenkomsten',
  breadcrumbs: [
    { label: `Ondertekensessie ${number}`, href: ceremonyPath(number) },
    { label: title, href: null },
  ],
});
