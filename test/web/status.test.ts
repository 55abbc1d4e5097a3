import type { Stage } from '../../src/domain/agreement';
import { statusWords } from '../../src/web/nl/status';

const VRIES = 'person-vries';
const handedOver = (at: 'municipality' | 'partner'): Stage => ({
  at,
  work: { kind: 'handed-over', personId: VRIES },
});

describe('the words for the state of an agreement', () => {
  const cases: readonly (readonly [string, Stage, string, string])[] = [
    ['a draft', { at: 'draft', parkedUntil: null }, 'Klaar te zetten', 'Wacht op gemeente'],
    ['a list at a colleague', handedOver('municipality'), 'Wacht op tekenbevoegde', 'Wacht op gemeente'],
    ['an offer that came back', { at: 'municipality', work: { kind: 'none' } }, 'Wacht op u', 'Wacht op gemeente'],
    ['an offer for the partner', { at: 'partner', work: { kind: 'none' } }, 'Wacht op signaalpartner', 'Wacht op u'],
    ['a list at the partner', handedOver('partner'), 'Wacht op signaalpartner', 'Wacht op tekenbevoegde'],
    ['a running ceremony', { at: 'partner', work: { kind: 'running' } }, 'Wordt verwerkt', 'Wordt verwerkt'],
    [
      'a later first day',
      { at: 'in-force-later', from: '2027-01-01' },
      'Van kracht vanaf 1 januari 2027',
      'Van kracht vanaf 1 januari 2027',
    ],
    [
      'a known end',
      { at: 'in-force', from: '2026-01-01', untilExclusive: '2027-04-01' },
      'Opgezegd, tot en met 31 maart 2027',
      'Opgezegd, tot en met 31 maart 2027',
    ],
    [
      'a refusal',
      { at: 'declined', on: '2026-11-23' },
      'Geweigerd op 23 november 2026',
      'Geweigerd op 23 november 2026',
    ],
  ];
  it.each(cases)('%s', (_name, stage, municipality, partner) => {
    expect(statusWords(stage, 'municipality', 'person-other').text).toBe(municipality);
    expect(statusWords(stage, 'partner', 'person-other').text).toBe(partner);
  });

  it('says "Wacht op u" to the signatory whose list it is', () => {
    expect(statusWords(handedOver('municipality'), 'municipality', VRIES)).toEqual({
      text: 'Wacht op u',
      tone: 'wait',
    });
  });

  it('does not shout about a draft that was parked', () => {
    expect(statusWords({ at: 'draft', parkedUntil: '2027-01-01' }, 'municipality', null).tone).toBe('neutral');
  });
});
