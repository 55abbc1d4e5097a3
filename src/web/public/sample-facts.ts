import type { AgreementFacts } from '../../domain/agreement-facts';
import type { Day } from '../../domain/time';

/** Invented parties, so that the model text can be read as one agreement. */
export const sampleFacts = (templateLabel: string, day: Day, demonstration: boolean): AgreementFacts => ({
  number: 'OVK-0000-000000',
  sector: { code: 'energie', name: 'Energie' },
  templateLabel,
  offeredOn: day,
  effectiveOn: null,
  municipality: {
    name: 'Voorbeeldstad',
    cbsCode: 'GM0000',
    decision: { decidedOn: day, reference: 'BW-0000-0000' },
  },
  executor: null,
  partner: { name: 'Voorbeeld Energie B.V.', seat: 'Voorbeeldstad', kvk: '00000000', number: 'SP-00000' },
  localArrangement: {
    desk: 'RIS',
    connectionNumber: null,
    rhythm: null,
    threshold: null,
    signalAddress: 'signalen@voorbeeldstad.example',
    feedbackDays: 28,
    breachMailbox: 'datalek@voorbeeldstad.example',
    privacyOfficerMailbox: 'fg@voorbeeldstad.example',
  },
  partnerService: {
    brands: [],
    generalMailbox: 'vroegsignalering@voorbeeldenergie.example',
    customerContact: null,
    telephone: null,
  },
  slots: [
    {
      slot: 1,
      seat: 'municipality',
      partyName: 'gemeente Voorbeeldstad',
      turn: 1,
      field: 'Plaats1',
      ordinal: null,
    },
    { slot: 2, seat: 'partner', partyName: 'Voorbeeld Energie B.V.', turn: 2, field: 'Plaats2', ordinal: null },
  ],
  verification: { address: 'ondertekenportaal.example/register', code: '0000-0000' },
  demonstration,
});
