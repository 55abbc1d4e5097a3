import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate, type Template } from '../../src/documents';
import type { AgreementFacts } from '../../src/domain/agreement-facts';
import { sampleFacts } from '../../test/documents/sample';

export const template = (): Template =>
  parseTemplate(readFileSync(join('templates', 'agreement', '2026.1.md'), 'utf8'));

const NAMES = ['Zonneveld', 'Łukasz', 'Fryslân', 'Nuenen, Gerwen en Nederwetten', 'Oost Gelre', '’t Zand', 'Rijnoever'];
const KINDS = ['Energie B.V.', 'Woonstichting', 'Drinkwater N.V.', 'Zorg U.A.'];

/** Agreement `i` of a roll-out: no two share number, code, parties, addresses or decision. */
export function factsOf(i: number): AgreementFacts {
  const name = NAMES[i % NAMES.length] ?? '';
  const municipality = `${name} ${(i * 7919) % 342}`;
  const partner = `${name} ${KINDS[i % KINDS.length] ?? ''} ${i}`;
  const facts = sampleFacts({ municipality, partner, slots: 2 });
  const { localArrangement, partnerService, verification } = facts;
  return {
    ...facts,
    number: `OVK-2026-${String(i).padStart(6, '0')}`,
    municipality: {
      ...facts.municipality,
      cbsCode: `GM${String(i % 2000).padStart(4, '0')}`,
      decision: { decidedOn: '2026-02-03', reference: `B-2026-${i}` },
    },
    partner: { ...facts.partner, kvk: String(99_000_000 + i), number: `SP-${i}`, seat: `Nergenshuizen ${i % 97}` },
    localArrangement: {
      ...localArrangement,
      connectionNumber: `AAN-${i}`,
      contacts: [
        { role: 'signals', address: `vroegsignalering${i}@gemeente.example`, telephone: null },
        { role: 'breaches', address: `datalek${i}@gemeente.example`, telephone: null },
        { role: 'privacy-officer', address: `privacy${i}@gemeente.example`, telephone: null },
      ],
    },
    partnerService: {
      ...partnerService,
      brands: [`Merk ${i}`, name],
      contacts: [
        { role: 'signals', address: `signalen${i}@partner.example`, telephone: null },
        { role: 'breaches', address: `signalen${i}@partner.example`, telephone: null },
      ],
    },
    verification: { ...verification, code: `7KQ4-${String(1000 + (i % 9000))}` },
  };
}
