// The Dutch words around the agreement text: header, footer, places and appearance. The text itself is in templates/agreement.

import { listInWords } from './dutch';

export const WORDS = {
  demonstration: 'Demonstratie met verzonnen gegevens. Dit zegt niets over echte gemeenten of bedrijven.',
  genuine: 'Is dit document echt en ongewijzigd?',
  stampedSignature: 'Digitale handtekening met tijdstempel',
  sample: 'Voorbeeldtekst',
  seat: { municipality: 'De Gemeente', executor: 'De Uitvoerder', partner: 'De Signaalpartner' },
  checkAt: (address: string) => `Controleer het op ${address}`,
  numberAndCode: (number: string, code: string) => `Kenmerk ${number}, code ${code}`,
  page: (page: number, pages: number) => `Bladzijde ${page} van ${pages}`,
  modelText: (label: string) => `Modeltekst ${label}`,
  parties: (municipality: string, partner: string) => `Gemeente ${municipality} en ${partner}`,
  place: (slot: number) => `Plaats ${slot}`,
  onBehalfOf: (party: string) => `namens ${party}`,
  subject: (title: string, number: string) => `${title} ${number}`,
  fieldTooltip: (slot: number, party: string) => `Handtekening op plaats ${slot}, voor ${party}`,
  archiveTooltip: 'Tijdstempel over het hele document',
  signsOn: (slots: readonly number[]) =>
    `op plaats ${listInWords(slots.map(String))}${slots.length > 1 ? ' (gezamenlijk bevoegd)' : ''}`,
} as const;
