// Invented parties: one with the shortest names and only what must be there, one with the longest names and everything.

import type { AgreementFacts, ContactFacts, ExecutorFacts } from '../../domain/agreement-facts';

type Arrangement = AgreementFacts['localArrangement'];

export interface Cast {
  readonly length: 'kort' | 'lang';
  readonly municipality: { readonly name: string; readonly cbsCode: string };
  readonly body: string;
  readonly basis: string;
  readonly executor: ExecutorFacts;
  readonly partner: { readonly name: string; readonly seat: string; readonly kvk: string };
  readonly person: { readonly name: string; readonly seat: string; readonly kvk: null };
  readonly agent: string;
  readonly arrangement: Omit<Arrangement, 'contacts' | 'deskOf'>;
  readonly localContacts: readonly ContactFacts[];
  readonly service: AgreementFacts['partnerService'];
}

export const SHORT: Cast = {
  length: 'kort',
  municipality: { name: 'Urk', cbsCode: 'GM0184' },
  body: 'Noord',
  basis: 'Gemeenschappelijke regeling Noord',
  executor: {
    name: 'Start',
    kvk: null,
    partOf: 'gemeente Urk',
    task: 'neemt signalen aan en voert het eerste gesprek',
    basis: 'mandaat',
  },
  partner: { name: 'Ons B.V.', seat: 'Ee', kvk: '00000000' },
  person: { name: 'A. Bo', seat: 'Ee', kvk: null },
  agent: 'Beheer B.V.',
  arrangement: {
    desk: 'RIS',
    connectionNumber: null,
    rhythm: null,
    threshold: null,
    feedbackDays: 28,
    retention: null,
  },
  localContacts: [
    { role: 'signals', address: 'signalen@urk.example', telephone: null },
    { role: 'breaches', address: 'datalek@urk.example', telephone: null },
    { role: 'privacy-officer', address: 'fg@urk.example', telephone: null },
  ],
  service: {
    brands: [],
    rhythm: null,
    contacts: [
      { role: 'signals', address: 'signalen@ons.example', telephone: null },
      { role: 'breaches', address: 'datalek@ons.example', telephone: null },
    ],
  },
};

const WORDY = 'Coöperatieve Vereniging Verzonnen Nutsvoorziening voor Zuidoost-Brabant en Noord-Limburg';

export const LONG: Cast = {
  length: 'lang',
  municipality: { name: 'Nuenen, Gerwen en Nederwetten', cbsCode: 'GM0820' },
  body: 'het Samenwerkingsverband Verzonnen Schuldhulpverlening Dommelvallei en Omstreken',
  basis: 'Gemeenschappelijke regeling Verzonnen Schuldhulpverlening Dommelvallei en Omstreken, artikel 4, tweede lid',
  executor: {
    name: 'Stichting Verzonnen Schuldhulp en Budgetbegeleiding Dommelvallei en Omstreken',
    kvk: '00000001',
    partOf: null,
    task: 'neemt signalen aan, controleert de woonplaats, voert het eerste gesprek en meldt de reactie van de inwoner terug',
    basis: 'dienstverleningsovereenkomst van 1 februari 2026, kenmerk DVO-2026-000117/Schuldhulpverlening',
  },
  partner: {
    name: `${WORDY} en haar Dochterondernemingen U.A.`,
    seat: "'s-Hertogenbosch",
    kvk: '00000002',
  },
  person: { name: 'Ś. Żółkiewska-van der Łęcka tot Grottenburg', seat: "'s-Hertogenbosch", kvk: null },
  agent: 'Verzonnen Vastgoedbeheer en Incasso Zuidoost-Nederland B.V.',
  arrangement: {
    desk: 'Gemeentelijk Meldpunt Vroegsignalering Dommelvallei',
    connectionNumber: 'NGN-0820-0000000001',
    rhythm: 'Iedere week, uiterlijk op maandag om 12.00 uur; valt die dag op een feestdag, dan op de volgende werkdag',
    threshold: 'Signalen onder 75 euro alleen als er in de twaalf maanden ervoor al een signaal was',
    feedbackDays: 28,
    retention: 'Zes maanden na de laatste poging tot contact',
  },
  localContacts: [
    {
      role: 'signals',
      address: 'vroegsignalering.schuldhulpverlening@nuenen-gerwen-nederwetten.example',
      telephone: '040 000 00 00',
    },
    {
      role: 'breaches',
      address: 'meldpunt.datalekken@nuenen-gerwen-nederwetten.example',
      telephone: '040 000 00 01, ook in het weekend',
    },
    {
      role: 'privacy-officer',
      address: 'functionaris.gegevensbescherming@nuenen-gerwen-nederwetten.example',
      telephone: '040 000 00 02',
    },
  ],
  service: {
    brands: ['Verzonnen Stroom', 'Verzonnen Warmte van Hier', 'Dommelkracht', 'Nutsvoorziening Direct'],
    rhythm: 'Ongeveer veertig signalen per maand, verspreid over vier zendingen',
    contacts: [
      { role: 'signals', address: 'vroegsignalering@verzonnen-nutsvoorziening.example', telephone: '077 000 00 00' },
      { role: 'breaches', address: 'security-operations@verzonnen-nutsvoorziening.example', telephone: '077 000 00 01' },
      { role: 'privacy-officer', address: 'privacy@verzonnen-nutsvoorziening.example', telephone: null },
      { role: 'residents', address: 'www.verzonnen-nutsvoorziening.example/betalen', telephone: '0800 0000' },
    ],
  },
};
