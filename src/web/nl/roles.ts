import type { Role, Viewer } from '../../domain/parties';
import { dutchList } from './format';

export const roleWords: Readonly<Record<Role, string>> = {
  contact: 'contactpersoon',
  signatory: 'tekenbevoegde',
  admin: 'organisatiebeheerder',
  viewer: 'meelezer',
  steward: 'NVVK-medewerker',
};

/** "Gemeente Zutphen" for a municipality, the name itself for others. */
export function partyTitle(party: { readonly kind: string; readonly name: string }): string {
  return party.kind === 'municipality' ? `Gemeente ${party.name}` : party.name;
}

/** "Gemeente Zutphen, contactpersoon": the line under a person's name. */
export function personLine(viewer: Viewer): string {
  const roles = [...viewer.roles].map((role) => roleWords[role]);
  return `${partyTitle(viewer.party)}, ${dutchList(roles)}`;
}
