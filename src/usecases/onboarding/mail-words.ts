import type { Party } from '../../domain/parties';

/** How mails name an organisation: "Gemeente Zutphen", "Denkbeeld Energie B.V." */
export function organisationInWords(party: Pick<Party, 'kind' | 'name'>): string {
  return party.kind === 'municipality' ? `Gemeente ${party.name}` : party.name;
}
