import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgreementFacts, SlotFacts } from '../../src/domain/agreement-facts';
import { parseTemplate, type Template } from '../../src/documents';

export const TEMPLATE_SOURCE = readFileSync(join(__dirname, '../../templates/agreement/2026.1.md'), 'utf8');

export const sampleTemplate = (): Template => parseTemplate(TEMPLATE_SOURCE);

export const SECTORS = [
  { code: 'huur', name: 'Huur' },
  { code: 'energie', name: 'Energie' },
  { code: 'drinkwater', name: 'Drinkwater' },
  { code: 'zorgverzekering', name: 'Zorgverzekering' },
  { code: 'belastingdienst', name: 'Belastingdienst (experiment)' },
] as const;

const ORDINALS = ['eerste', 'tweede', 'derde', 'vierde'];
const TOTALS = ['', '', 'twee', 'drie', 'vier'];

/** One place for the municipality and the rest for the partner. */
function slotsFor(count: number, municipality: string, partner: string): readonly SlotFacts[] {
  return Array.from({ length: count }, (_, i): SlotFacts => {
    const ordinal = count === 2 ? null : `${ORDINALS[i - 1]} van ${TOTALS[count - 1]}`;
    return i === 0
      ? {
          slot: 1,
          seat: 'municipality',
          partyName: `gemeente ${municipality}`,
          onBehalfOf: null,
          turn: 1,
          field: 'Plaats1',
          ordinal: null,
        }
      : {
          slot: i + 1,
          seat: 'partner',
          partyName: partner,
          onBehalfOf: null,
          turn: 2,
          field: `Plaats${i + 1}`,
          ordinal,
        };
  });
}

interface Variation {
  readonly municipality?: string;
  readonly partner?: string;
  readonly sector?: { readonly code: string; readonly name: string };
  readonly slots?: number;
}

export function sampleFacts(variation: Variation = {}): AgreementFacts {
  const municipality = variation.municipality ?? 'Zutphen';
  const partner = variation.partner ?? 'Denkbeeld Energie B.V.';
  return {
    number: 'OVK-2026-000731',
    sector: variation.sector ?? { code: 'energie', name: 'Energie' },
    templateLabel: '2026.1',
    offeredOn: '2026-11-23',
    effectiveOn: null,
    municipality: {
      name: municipality,
      cbsCode: 'GM0301',
      decision: { decidedOn: '2026-02-03', reference: 'B-2026-117' },
      form: { kind: 'college' },
    },
    executor: null,
    partner: { name: partner, seat: 'Nergenshuizen', kvk: '99000042', number: 'SP-00042', agent: null },
    localArrangement: {
      desk: 'VPS',
      deskOf: 'municipality',
      connectionNumber: 'ZUT-0301',
      rhythm: 'Iedere week, uiterlijk op maandag om 12.00 uur',
      threshold: null,
      feedbackDays: 28,
      retention: null,
      contacts: [
        { role: 'signals', address: 'vroegsignalering@zutphen.example', telephone: '0575 00 00 00' },
        { role: 'breaches', address: 'datalek@zutphen.example', telephone: null },
        { role: 'privacy-officer', address: 'privacy@zutphen.example', telephone: null },
      ],
    },
    partnerService: {
      brands: ['Denkbeeld Stroom', 'Denkbeeld Warmte'],
      rhythm: null,
      contacts: [
        { role: 'signals', address: 'signalen@denkbeeld.example', telephone: null },
        { role: 'breaches', address: 'datalek@denkbeeld.example', telephone: null },
      ],
    },
    slots: slotsFor(variation.slots ?? 3, municipality, partner),
    verification: { address: 'ondertekenportaal.example/controleren', code: '7KQ4-M2XP' },
    demonstration: true,
  };
}
