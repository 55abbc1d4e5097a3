import { createHash } from 'node:crypto';
import {
  appearanceOf,
  compileVariant,
  composeAgreement,
  parseTemplate,
  press,
  renderAgreementPdf,
  renderTail,
  variantKey,
} from '../../src/documents';
import type { AgreementFacts } from '../../src/domain/agreement-facts';
import { seededChance } from '../support/chance';
import { sampleFacts, sampleTemplate, SECTORS, TEMPLATE_SOURCE } from './sample';

const template = sampleTemplate();
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const LONG = 'Gemeenschappelijke Woonstichting voor Łukasz en Fryslân te Nuenen, Gerwen en Nederwetten en omstreken '
  .repeat(3)
  .slice(0, 300);

/** As a variant comes back from the database. */
function stored(facts: AgreementFacts): ReturnType<typeof compileVariant> {
  const { key, prefix, layout } = compileVariant(template, facts);
  return { key, prefix: Buffer.from(prefix), layout: JSON.parse(JSON.stringify(layout)) as typeof layout };
}

/** Agreements of one sector that differ in everything that may differ, some twice. */
function agreementsIn(sector: (typeof SECTORS)[number]): readonly AgreementFacts[] {
  const base = sampleFacts({ sector });
  const { localArrangement, partnerService, partner, municipality } = base;
  return [
    base,
    base,
    sampleFacts({ sector, partner: LONG }),
    base,
    sampleFacts({ sector, slots: 5, municipality: 'M'.repeat(300), partner: 'W'.repeat(300) }),
    sampleFacts({ sector, slots: 2, municipality: '’s-Hertogenbosch' }),
    { ...base, partner: { ...partner, kvk: null } },
    { ...base, municipality: { ...municipality, decision: null } },
    { ...base, number: 'OVK-2026-100000', effectiveOn: '2027-01-01', demonstration: false },
    {
      ...base,
      partnerService: {
        ...partnerService,
        brands: [],
        contacts: [{ role: 'residents', address: LONG, telephone: '0800 1234' }],
      },
    },
    { ...base, localArrangement: { ...localArrangement, threshold: LONG, rhythm: LONG, connectionNumber: null } },
    { ...base, verification: { address: `${'lang.'.repeat(30)}example/controleren`, code: 'AAAA-BBBB' } },
    base,
  ];
}

describe.each(SECTORS)('a compiled variant: $code', (sector) => {
  const agreements = agreementsIn(sector);

  test('prefix, shape and tail are the bytes of the general path, whatever was made before', () => {
    const variant = stored(sampleFacts({ sector }));
    const on = press(template, variant);
    for (const facts of agreements) {
      expect(variantKey(template, facts)).toBe(variant.key);
      const { shape, tail, fileSha256 } = renderTail(on, facts);
      const file = Buffer.concat([variant.prefix, shape.bytes, tail]);
      const general = renderAgreementPdf(composeAgreement(template, facts));
      expect(file.equals(general)).toBe(true);
      expect(fileSha256).toBe(sha256(general));
      expect(shape.sha256).toBe(sha256(shape.bytes));
    }
  });

  test('is the same whichever of its agreements it was compiled from', () => {
    const [first, ...others] = agreements.map((facts) => compileVariant(template, facts));
    for (const other of others) {
      expect(other.key).toBe(first?.key);
      expect(first?.prefix.equals(other.prefix)).toBe(true);
      expect(other.layout).toEqual(first?.layout);
    }
  });
});

const PLACES = [
  'Zutphen',
  'Ĳsselmonde',
  'Nuenen, Gerwen en Nederwetten',
  'Oost-Fryslân-Ommelanden-Zeeuwsch-Vlaanderen',
];
const ADDRESSES = [
  'post@oost.example',
  'W(a)r\\mte@zuid.example',
  'vroegsignalering.datalekken@samenwerkingsverband.example',
];

/**
 * Agreements of one variant: of each fact the next often says the same, mostly words differ and no line, and names grow through
 * every count of lines and every size that they may have.
 */
function mixed(count: number): readonly AgreementFacts[] {
  const chance = seededChance(2026);
  const pick = (below: number): number => Math.floor(chance() * below);
  const from = (words: readonly string[]): string => words[pick(words.length)] ?? '';
  let [municipality, long, decided, slots] = ['Zutphen', 1, true, 2];
  return Array.from({ length: count }, (_, i): AgreementFacts => {
    if (pick(4) === 0) municipality = from(PLACES);
    if (pick(2) === 0) long = pick(5) === 0 ? 1 : 22 + pick(7);
    if (pick(12) === 0) decided = !decided;
    if (pick(12) === 0) slots = 2 + pick(3);
    const partner = `${'Oost '.repeat(long)}W`;
    const facts = sampleFacts({ municipality, partner, slots });
    const contacts = facts.localArrangement.contacts.map((one) => ({ ...one, address: from(ADDRESSES) }));
    return {
      ...facts,
      number: `OVK-2026-${pick(8) === 0 ? '123456789'.repeat(4) : 1000 + i}`,
      municipality: { ...facts.municipality, decision: decided ? facts.municipality.decision : null },
      localArrangement: { ...facts.localArrangement, contacts: contacts.slice(0, pick(8) === 0 ? 2 : 3) },
    };
  });
}

test('a long mixed sequence of agreements of one variant is made as the general path makes each', () => {
  const all = mixed(80);
  const variant = stored(sampleFacts());
  const on = press(template, variant);
  for (const facts of [...all, ...all.slice(0, 5)]) {
    const { shape, tail } = renderTail(on, facts);
    const general = renderAgreementPdf(composeAgreement(template, facts));
    expect(Buffer.concat([variant.prefix, shape.bytes, tail]).equals(general)).toBe(true);
  }
}, 120_000);

test('a row whose label another agreement has otherwise belongs to another shape, in as many lines', () => {
  const company = sampleFacts();
  const person = { ...company, partner: { ...company.partner, kvk: null } };
  for (const row of ['| Soort | natuurlijke persoon |', '| Soort | {{partner.seat}} |']) {
    const text = parseTemplate(TEMPLATE_SOURCE.replace('| Zakelijk adres te | {{partner.seat}} |', `$&\n${row}`));
    const on = press(text, compileVariant(text, company));
    const shapes = [company, person, company, person].map((facts) => {
      const { shape, tail } = renderTail(on, facts);
      const general = renderAgreementPdf(composeAgreement(text, facts));
      expect(general.subarray(-shape.bytes.length - tail.length).equals(Buffer.concat([shape.bytes, tail]))).toBe(true);
      return shape.sha256;
    });
    expect(new Set(shapes).size).toBe(2);
  }
});

describe('variants', () => {
  test('differ where their articles differ, and only there', () => {
    const keys = SECTORS.map((sector) => variantKey(template, sampleFacts({ sector })));
    expect(new Set(keys).size).toBe(SECTORS.length);
    const prefixes = SECTORS.map((sector) => sha256(compileVariant(template, sampleFacts({ sector })).prefix));
    expect(new Set(prefixes).size).toBe(SECTORS.length);
    expect(variantKey(template, sampleFacts({ slots: 5, partner: LONG }))).toBe(variantKey(template, sampleFacts()));
  });

  test('a tail is a small part of the file', () => {
    const variant = compileVariant(template, sampleFacts());
    const { shape, tail } = renderTail(press(template, variant), sampleFacts());
    expect(tail.length).toBeLessThan(14 * 1024);
    expect(shape.bytes.length).toBeLessThan(variant.prefix.length / 2);
  });

  test('two places with one name are refused here too', () => {
    const facts = sampleFacts();
    const on = press(template, compileVariant(template, facts));
    const slots = facts.slots.map((slot) => ({ ...slot, field: 'Plaats1' }));
    expect(() => renderTail(on, { ...facts, slots })).toThrow(RangeError);
  });

  test('the empty box of a place is, digit for digit, that of the signature which will fill it', () => {
    const facts = sampleFacts({ slots: 2 });
    const { shape } = renderTail(press(template, compileVariant(template, facts)), facts);
    const at = '2026-11-23T13:02:59.000Z';
    const { width, height } = appearanceOf({ name: 'Zoë', functionTitle: 'wethouder', onBehalfOf: 'Zutphen', at });
    expect(shape.bytes.toString('latin1').split(`/BBox[0 0 ${width} ${height}]`)).toHaveLength(3);
  });
});
