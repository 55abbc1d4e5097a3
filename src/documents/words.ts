// The Dutch words around the agreement text: header, footer, places and appearance. The text itself is in templates/agreement.

import type { AgentFacts } from '../domain/agreement-facts';
import { listInWords } from './dutch';

const NUMBERS = ['nul', 'één', 'twee', 'drie', 'vier', 'vijf', 'zes'];

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
  placeParty: (party: string, onBehalfOf: string | null) =>
    onBehalfOf === null ? party : `${party}, bij volmacht namens ${onBehalfOf}`,
  contactRole: {
    signals: 'Vroegsignalering',
    breaches: 'Datalekken',
    'privacy-officer': 'Functionaris gegevensbescherming',
    executor: 'De Uitvoerder',
    residents: 'Contact voor inwoners',
  },
  agentCovers: ({ signs, sends }: AgentFacts) =>
    listInWords([...(signs ? ['ondertekenen'] : []), ...(sends ? ['verzenden'] : [])]),
  months: (count: number) => `${NUMBERS[count] ?? count} ${count === 1 ? 'maand' : 'maanden'}`,
  place: (slot: number) => `Plaats ${slot}`,
  onBehalfOf: (party: string) => `namens ${party}`,
  subject: (title: string, number: string) => `${title} ${number}`,
  fieldTooltip: (slot: number, party: string) => `Handtekening op plaats ${slot}, voor ${party}`,
  archiveTooltip: 'Tijdstempel over het hele document',
  signsOn: (slots: readonly number[]) =>
    `op plaats ${listInWords(slots.map(String))}${slots.length > 1 ? ' (gezamenlijk bevoegd)' : ''}`,
} as const;
