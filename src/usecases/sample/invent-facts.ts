import type { AgreementFacts, SlotFacts } from '../../domain/agreement-facts';
import type { Day } from '../../domain/time';

const ORDINALS = ['eerste', 'tweede', 'derde', 'vierde'];
const TOTALS = ['', '', 'twee', 'drie', 'vier'];

/** An agreement between invented parties with two to five places: one for the municipality, the rest for a partner with joint authority. */
export function inventFacts(slots: number, offeredOn: Day): AgreementFacts {
  return {
    number: `OVK-2026-00070${slots}`,
    sector: { code: 'energie', name: 'Energie' },
    templateLabel: '2026.1',
    offeredOn,
    effectiveOn: null,
    municipality: {
      name: 'Voorbeeldstad',
      cbsCode: 'GM9999',
      decision: { decidedOn: '2026-02-03', reference: 'B-2026-117' },
      form: { kind: 'college' },
    },
    executor: null,
    partner: {
      name: 'Denkbeeld Energie B.V.',
      seat: 'Nergenshuizen',
      kvk: '99000001',
      number: 'SP-00001',
      agent: null,
    },
    localArrangement: {
      desk: 'VPS',
      deskOf: 'municipality',
      connectionNumber: 'UTR-9999',
      rhythm: null,
      threshold: null,
      feedbackDays: 28,
      retention: null,
      contacts: [
        { role: 'signals', address: 'vroegsignalering@gemeente.example', telephone: null },
        { role: 'breaches', address: 'datalek@gemeente.example', telephone: null },
        { role: 'privacy-officer', address: 'privacy@gemeente.example', telephone: null },
      ],
    },
    partnerService: {
      brands: [],
      rhythm: null,
      contacts: [
        { role: 'signals', address: 'signalen@denkbeeld.example', telephone: null },
        { role: 'breaches', address: 'datalek@denkbeeld.example', telephone: null },
      ],
    },
    slots: Array.from({ length: slots }, (_, index) => slot(index, slots)),
    verification: { address: 'localhost:3000/controleren', code: '7KQ4-M2XP' },
    demonstration: true,
  };
}

function slot(index: number, count: number): SlotFacts {
  const common = { slot: index + 1, onBehalfOf: null, field: `Plaats${index + 1}` };
  if (index === 0)
    return { ...common, seat: 'municipality', partyName: 'gemeente Voorbeeldstad', turn: 1, ordinal: null };
  const ordinal = count === 2 ? null : `${ORDINALS[index - 1] ?? ''} van ${TOTALS[count - 1] ?? ''}`;
  return { ...common, seat: 'partner', partyName: 'Denkbeeld Energie B.V.', turn: 2, ordinal };
}
