import { editDistance, nearNames } from '../../src/domain/near-names';

const places = [
  { name: "'s-Gravenhage", alike: ["'s-Gravenhage", 'Den Haag'] },
  { name: 'Utrecht', alike: ['Utrecht'] },
  { name: 'Urk', alike: ['Urk'] },
  { name: 'Leiden', alike: ['Leiden'] },
  { name: 'Leidschendam-Voorburg', alike: ['Leidschendam-Voorburg'] },
];
const meant = (typed: string) => nearNames(typed, places, 3).map((one) => one.name);

describe('what somebody may have meant', () => {
  it.each([
    ['Haagsche', ["'s-Gravenhage"]],
    ['Utrect', ['Utrecht']],
    ['Leidne', ['Leiden']],
    ['s gravehnage', ["'s-Gravenhage"]],
    ['Zwolle', []],
    ['ur', []],
  ])('%s: %j', (typed, names) => {
    expect(meant(typed)).toEqual(names);
  });

  it('counts a swap of neighbours as one letter', () => {
    expect(editDistance('leidne', 'leiden')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });
});
