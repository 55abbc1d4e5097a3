import { checkRegistration, type Check, type CheckFacts } from '../../src/domain/checks';
import { looksAlike } from '../../src/domain/look-alikes';
import { municipalityAnswers, partnerAnswers } from '../support/registrations';

const quiet = { lookAlikes: [], refusedBefore: [], knownAt: [], closedSectors: [] };
const partner = (more: Partial<CheckFacts> = {}): readonly Check[] =>
  checkRegistration({ answers: partnerAnswers(), names: ['Denkbeeld Energie B.V.'], ...quiet, ...more });
const about = (checks: readonly Check[], what: Check['about']) => checks.find((check) => check.about === what);
const mailFrom = (email: string): CheckFacts['answers'] =>
  partnerAnswers({ contact: { ...partnerAnswers().contact, email } });

test('a municipality is checked on five things, a partner on its sectors too', () => {
  const municipality = checkRegistration({ answers: municipalityAnswers(), names: ['Utrecht'], ...quiet });
  expect(municipality.map((check) => check.about)).toEqual([
    'number',
    'mail-domain',
    'mailbox',
    'look-alikes',
    'existing',
  ]);
  expect(municipality.every((check) => check.verdict === 'fine')).toBe(true);
  expect(partner().at(-1)).toMatchObject({ about: 'sector-open', verdict: 'fine' });
});

test('a KvK number is never called in order, since nobody asked the Handelsregister', () => {
  expect(about(partner(), 'number')).toMatchObject({ verdict: 'look', why: 'kvk-shape-only' });
});

test.each([
  ['a.jansen@denkbeeld-energie.example', 'fine'],
  ['a.jansen@mail.denkbeeldenergie.example', 'fine'],
  ['a.jansen@denkbeeld.example', 'fine'],
  ['a.jansen@iets-anders.example', 'look'],
  ['a.jansen@gmail.com', 'wrong'],
])('%s is %s for Denkbeeld Energie', (email, verdict) => {
  expect(about(partner({ answers: mailFrom(email) }), 'mail-domain')?.verdict).toBe(verdict);
});

test('denhaag.example fits by the alias of the municipality', () => {
  const answers = municipalityAnswers({ contact: { ...municipalityAnswers().contact, email: 'x@denhaag.example' } });
  const checks = checkRegistration({ answers, names: ["'s-Gravenhage", 'Den Haag'], ...quiet });
  expect(about(checks, 'mail-domain')?.verdict).toBe('fine');
});

test('a general mailbox that is the contact, or looks like a person, deserves a look', () => {
  for (const generalMailbox of ['A.Jansen@denkbeeld-energie.example', 'b.smit@denkbeeld-energie.example']) {
    expect(about(partner({ answers: partnerAnswers({ generalMailbox }) }), 'mailbox')?.verdict).toBe('look');
  }
});

test('look-alikes, an earlier refusal and a known person deserve a look; a closed sector is wrong', () => {
  expect(about(partner({ lookAlikes: ['Denkbeeld Wonen'] }), 'look-alikes')?.verdict).toBe('look');
  expect(about(partner({ refusedBefore: ['A-2026-000001'] }), 'existing')?.why).toBe('refused-before');
  expect(about(partner({ knownAt: ['Waterbedrijf Denkbeeld'] }), 'existing')?.why).toBe('person-known');
  expect(about(partner({ closedSectors: ['Huur'] }), 'sector-open')?.verdict).toBe('wrong');
});

test.each([
  ['Denkbeeld Energie B.V.', 'Stichting Denkbeeld Energie', true],
  ['Denkbeeld Energie B.V.', 'Denkbeeld Energy B.V.', true],
  ['Woonstichting Fictiehof', 'Fictiehof', true],
  ['Denkbeeld Energie B.V.', 'Waterbedrijf Verzonnen N.V.', false],
  ['Stichting Wonen', 'Stichting Water', false],
])('%s and %s look alike: %s', (one, other, alike) => {
  expect(looksAlike(one, other)).toBe(alike);
});
